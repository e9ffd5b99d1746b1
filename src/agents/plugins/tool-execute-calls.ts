/** What the plugin for OpenCode and what is built on it reports: its own form, and the tools that they share. */
import * as z from "zod";
import type { Payload } from "../agent.ts";
import {
  fetches,
  harmless,
  harmlessTools,
  mcpCall,
  mcpTool,
  patches,
  type ReadTool,
  reads,
  readToolCall,
  replace,
  searches,
  shell,
  type Tools,
  write,
} from "../calls/tool-calls.ts";
import { absoluteFolder } from "../calls/tool-event.ts";
import { complaint, hint } from "../payload.ts";

const EVENT = "tool.execute.before";

const Event = z.object({ event: z.string().min(1) });
const Call = z.object({
  tool: z.string().min(1),
  args: z.record(z.string(), z.unknown()),
  cwd: absoluteFolder,
  session: hint,
  /** The session that a person talks to; another one than `session` for sub-agents. */
  root: hint,
  call: hint,
  servers: z.array(z.string()).catch([]),
});

export function readToolExecute(
  agent: string,
  tools: Tools,
  payload: unknown,
  env: Readonly<Record<string, string>> | undefined,
): Payload {
  const known = Event.safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const { event } = known.data;
  if (event !== EVENT) return { kind: "malformed", event, because: `event: expected ${EVENT}` };
  const call = Call.safeParse(payload);
  if (!call.success) return { kind: "malformed", event, because: complaint(call.error) };
  const { tool, args: input, cwd, session, root, call: callId, servers } = call.data;
  const subagent = root === undefined || root === session ? undefined : session;
  const facts = { agent, event, tool, input, cwd, env, session: root ?? session, subagent, callId };
  const server = serverOf(tool, servers);
  if (server === undefined) return readToolCall(facts, tools, mcpTool(agent, tool, "", "_"));
  // A server's tool takes the place of the agent's own of that name, and nothing in the call tells which of them it is.
  if ((tools.get(tool) ?? harmless) !== harmless) return { kind: "malformed", event, because: ambiguous(tool, server) };
  return readToolCall(facts, NONE, mcpCall(server, tool.slice(plain(server).length + 1)));
}

const NONE: Tools = new Map();

function ambiguous(tool: string, server: string): string {
  return `${tool} may be the agent's own tool or one of the MCP server \`${server}\`; give the server another name`;
}

/** `<server>_<tool>`: the longest name that fits is the server's. */
function serverOf(tool: string, servers: readonly string[]): string | undefined {
  const fits = servers.filter(name => tool.startsWith(`${plain(name)}_`));
  return fits.sort((a, b) => b.length - a.length)[0];
}

/** Everything but letters, digits, `_` and `-` stands as `_` in a tool's name. */
function plain(server: string): string {
  return server.replace(/[^a-zA-Z0-9_-]/g, "_");
}

export function toolExecuteShellCall(command: string, cwd: string): unknown {
  const input = { command, description: "Shows that the hook answers" };
  return { event: EVENT, tool: "bash", args: input, session: "agentguard-verify", call: "agentguard-verify", cwd };
}

const resource: ReadTool = (input, at) => {
  const { server } = z.object({ server: z.string().min(1) }).parse(input);
  return mcpCall(server, "resources/read")(input, at);
};

const Edits = z.object({
  filePath: z.string().min(1),
  edits: z.array(z.object({ oldString: z.string(), newString: z.string(), replaceAll: z.boolean().optional() })).min(1),
});

/** Several pieces of one file, one after the other. It was a tool until 2025. */
const multiEdit: ReadTool = (input, at) => {
  const { filePath, edits } = Edits.parse(input);
  const pieces = edits.map(({ oldString: from, newString: to, replaceAll: all = false }) => ({ from, to, all }));
  const [first, ...more] = pieces;
  if (first?.from === "" && more.length === 0) return { kind: "edit", path: at(filePath), after: first.to };
  return { kind: "edit", path: at(filePath), replace: pieces };
};

/** Names and arguments as OpenCode 1.18.33 registers them. A table of an agent's own may add to it. */
export const TOOL_EXECUTE_TOOLS: Tools = new Map<string, ReadTool>([
  ["bash", shell("command", "workdir")],
  ["edit", replace("filePath", "oldString", "newString", "replaceAll")],
  ["multiedit", multiEdit],
  ["write", write("filePath", "content")],
  ["apply_patch", patches("patchText")],
  ["patch", patches("patchText")],
  ["read", reads("filePath")],
  ["grep", searches("path", "include")],
  ["webfetch", fetches("url")],
  ["read_mcp_resource", resource],
  // Its `command` is the name of a prompt. What the sub-agent does is reported call by call.
  ["task", () => undefined],
  // `execute` is a script that can do nothing but call servers' tools, and each of these calls is reported.
  ...harmlessTools(
    "execute glob list todowrite todoread skill question lsp websearch codesearch plan_enter plan_exit invalid " +
      "list_mcp_resources list_mcp_resource_templates",
  ),
]);
