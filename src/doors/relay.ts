/**
 * Reads the MCP relay's payload, which holds a request to a server before it is forwarded. The verdict goes back as one
 * line of JSON, and the relay puts it into MCP's words.
 */
import * as z from "zod";
import type { Answer, Payload, Protocol, Reply } from "../agents/agent.ts";
import { type Act, complaint, given, hint } from "../agents/payload.ts";
import { isAbsolute, resolvePath } from "../core/text/paths.ts";

/** Requests that act on something and so are judged. Model Context Protocol, revisions 2024-11-05 to 2026-07-28. */
export const JUDGED_METHODS = ["tools/call", "resources/read", "prompts/get"] as const;
export type JudgedMethod = (typeof JUDGED_METHODS)[number];

/** The payload that the relay sends. */
export interface RelayCall {
  readonly method: JudgedMethod;
  /** The parameters as the client sent them. */
  readonly params: unknown;
  readonly server: string;
  /** Who asks: the agent's id, or the name that the client gives itself. */
  readonly client?: string;
  readonly session: string;
  /** The id of the request, unique in its session. */
  readonly call: string;
  readonly cwd: string;
  /** The server's own hints about the tool. */
  readonly annotations?: { readonly destructiveHint?: boolean; readonly readOnlyHint?: boolean };
  /** The tool's description when it was first listed and the present one, if they differ. */
  readonly retold?: { readonly before: string; readonly after: string; readonly pin: string };
}

export type RelayVerdict = { readonly verdict: "pass" } | { readonly verdict: "deny"; readonly reason: string };

export const relay: Protocol = {
  id: "mcp-relay",
  title: "AgentGuard's MCP relay",
  // A client with less patience cancels its request, which withdraws the question.
  timeoutSeconds: 300,
  marginSeconds: 5,
  afterHooks: true,
  read,
  reply,
};

/** Reads a verdict; undefined if the text is none of ours. Never throws. */
export function readVerdict(text: string): RelayVerdict | undefined {
  try {
    return Verdict.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const Verdict = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("pass") }),
  z.object({ verdict: z.literal("deny"), reason: z.string().min(1) }),
]);

const Call = z.object({
  method: z.enum(JUDGED_METHODS),
  params: z.record(z.string(), z.unknown()),
  server: z.string().min(1),
  client: hint,
  session: hint,
  call: hint,
  cwd: z.string().refine(isAbsolute, "expected an absolute path"),
  annotations: z
    .object({ destructiveHint: z.boolean().optional(), readOnlyHint: z.boolean().optional() })
    .transform(given)
    .optional(),
  retold: z.object({ before: z.string(), after: z.string(), pin: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
});
type Call = z.infer<typeof Call>;

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const call = Call.safeParse(payload);
  if (!call.success) return { kind: "malformed", because: complaint(call.error) };
  const { method: event, cwd, client: agent = "mcp-client", session, call: callId } = call.data;
  try {
    const act = READ[event](call.data);
    return {
      kind: "act",
      event,
      action: { ...act, cwd, origin: { agent, ...given({ session, callId }) }, ...given({ env }) },
    };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { kind: "malformed", event, because: complaint(error, "params") };
  }
}

const Arguments = z.record(z.string(), z.unknown()).optional();
const ToolCall = z.object({ name: z.string().min(1), arguments: Arguments });
const Resource = z.object({ uri: z.string().min(1) });

const READ: Readonly<Record<JudgedMethod, (call: Call) => Act>> = {
  "tools/call": ({ params, server, annotations, retold }) => {
    const { name, arguments: args = {} } = ToolCall.parse(params);
    return { kind: "mcp", server, tool: name, arguments: args, ...given({ annotations, retold }) };
  },
  "resources/read": ({ params, server, cwd }) => {
    const { uri } = Resource.parse(params);
    const path = pathOf(uri);
    if (path !== undefined) return { kind: "read", path: resolvePath(path, cwd) };
    if (/^https?:/i.test(uri)) return { kind: "fetch", url: uri, method: "GET" };
    return { kind: "mcp", server, tool: "read_resource", arguments: { uri } };
  },
  "prompts/get": ({ params, server }) => {
    const { name, arguments: args = {} } = ToolCall.parse(params);
    return { kind: "mcp", server, tool: "get_prompt", arguments: { name, arguments: args } };
  },
};

/**
 * Returns the path that a `file:` address names, with or without a host: which hosts are this machine is the server's
 * decision. As in the WHATWG's URL standard (section 4.4), backslashes count as slashes and white space is dropped. An
 * address that cannot be decoded has no path.
 */
function pathOf(uri: string): string | undefined {
  const plain = uri
    .replace(/[\t\n\r]/g, "")
    .trim()
    .replaceAll("\\", "/");
  const found = /^file:(?:\/\/[^/?#]*(?=\/))?([^?#]+)/i.exec(plain)?.[1];
  if (found === undefined) return undefined;
  try {
    return decodeURIComponent(found).replace(/^\/(?=[A-Za-z]:)/, "");
  } catch {
    return undefined;
  }
}

function reply(answer: Answer): Reply {
  const verdict: RelayVerdict =
    answer.kind === "no-opinion" ? { verdict: "pass" } : { verdict: "deny", reason: answer.reason };
  return { stdout: `${JSON.stringify(verdict)}\n`, stderr: "", exitCode: 0 };
}
