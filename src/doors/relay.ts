/**
 * The MCP relay's door: a request that stands before a server, in a payload of our own making. The verdict goes back as
 * one line of JSON, and the relay says it in MCP's words.
 */
import * as z from "zod";
import type { Answer, Payload, Protocol, Reply } from "../agents/agent.ts";
import { type Act, complaint, given, hint } from "../agents/payload.ts";
import { isAbsolute, resolvePath } from "../core/text/paths.ts";

/** Requests that reach for something: these are judged. Model Context Protocol, revisions 2024-11-05 to 2026-07-28. */
export const JUDGED_METHODS = ["tools/call", "resources/read", "prompts/get"] as const;
export type JudgedMethod = (typeof JUDGED_METHODS)[number];

/** What the relay hands over. */
export interface RelayCall {
  readonly method: JudgedMethod;
  /** As the client sent them. */
  readonly params: unknown;
  readonly server: string;
  /** Who is asking: the agent's id, or what the client calls itself. */
  readonly client?: string;
  readonly session: string;
  /** Differs for every request of a session. */
  readonly call: string;
  readonly cwd: string;
  /** What the server says of the tool. */
  readonly annotations?: { readonly destructiveHint?: boolean; readonly readOnlyHint?: boolean };
  /** What the server said of the tool when it was first listed, and what it says now, where these differ. */
  readonly retold?: { readonly before: string; readonly after: string; readonly pin: string };
}

export type RelayVerdict = { readonly verdict: "pass" } | { readonly verdict: "deny"; readonly reason: string };

export const relay: Protocol = {
  id: "mcp-relay",
  title: "AgentGuard's MCP relay",
  // Clients that wait less say so by cancelling, which withdraws the question.
  timeoutSeconds: 300,
  marginSeconds: 5,
  afterHooks: true,
  read,
  reply,
};

/** Never throws: whatever is not a verdict of ours is none. */
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
 * The path that a `file:` address names, with or without a host: which hosts are this machine is the server's business.
 * Servers read such an address as the WHATWG's URL standard has it (section 4.4): slashes may lean, and white space goes.
 * One that cannot be decoded is no path.
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
