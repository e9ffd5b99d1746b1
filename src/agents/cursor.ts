/**
 * Describes Cursor: editor, command line and SDK runner. Contract: the hook runner of @cursor/sdk 1.0.32 (September
 * 2026). One shell or MCP call fires `preToolUse` and a `before…` event; the latter knows more and is judged.
 */
import * as z from "zod";
import type { Program } from "../core/agents/known-agents.ts";
import { importCursor } from "../core/policy/import/cursor.ts";
import { isAbsolute } from "../core/text/paths.ts";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import { searches } from "./calls/tool-calls.ts";
import { isLaunchLine, launchLine, lineOf, lineStart } from "./configuration/command-line.ts";
import { CURSOR_SWITCHES, droppedByCursor } from "./configuration/cursor-files.ts";
import { ownJsonFile } from "./configuration/dedicated-file.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { jsonConfigEdit } from "./json-config.ts";
import { type Act, complaint, given, hint, placeOf } from "./payload.ts";

const ID = "cursor";
const TIMEOUT_SECONDS = 300;

/** `agent` is the newer name of the same program. */
const CLI: Program = { unasked: ["f", "force"], prints: true };

export const cursor: Agent = {
  id: ID,
  title: "Cursor",
  owns: {
    folders: [".cursor"],
    machineFolders: ["cursor"],
    settings: [".cursor/*.json"],
    instructions: [".cursorrules"],
    toldEverywhere: ["~/.cursor/rules/**"],
    notes: ".cursor",
    logins: ["~/.cursor/auth"],
    variables: "CURSOR",
    projectVariable: "CURSOR_PROJECT_DIR",
    libraries: ["cursor"],
    programs: { "cursor-agent": CLI, agent: { ...CLI, common: true } },
  },
  shellMarkers: [{ name: "CURSOR_CONVERSATION_ID" }, { name: "CURSOR_AGENT" }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "closed by our entry",
  cannot: [
    "Text typed into a shell that runs already is reported by its length only, so it is always asked about.",
    "A file is read before the hook is asked; a denial keeps it from the model.",
  ],
  proof: "documented payloads",
  client: { commands: ["cursor-agent"], versionArguments: ["--version"], measured: "@cursor/sdk 1.0.32" },
  imports: { files: ["~/.cursor/cli-config.json", ".cursor/cli.json"], read: importCursor },
  read,
  reply,
  shellCall: (command, cwd) => ({
    hook_event_name: "beforeShellExecution",
    conversation_id: "agentguard-verify",
    workspace_roots: [cwd],
    command,
    cwd,
  }),
  install: target => [hooksEdit(target, `${target.home}/.cursor/hooks.json`)],
  inProject: (target, root) => [hooksEdit(target, `${root}/.cursor/hooks.json`)],
  // Cursor documentation, "Extension API": `vscode.cursor.plugins.registerPath(absoluteFolder)`. A plugin's hooks are
  // in `hooks/hooks.json`.
  editorPlugin: { registry: ["cursor", "plugins"], files: pluginFiles },
  switches: CURSOR_SWITCHES,
  // Cursor documentation, "Model Context Protocol".
  mcpServers: ({ home }, root) => serverFiles([`${home}/.cursor/mcp.json`], root, ".cursor/mcp.json"),
  detect: ({ home }, exists) => exists(`${home}/.cursor`),
};

const Common = z.object({
  hook_event_name: z.string().min(1),
  conversation_id: hint,
  generation_id: hint,
  session_id: hint,
  tool_use_id: hint,
  cwd: hint,
  workspace_roots: z.array(z.string()).optional().catch(undefined),
});
type Common = z.infer<typeof Common>;

type At = (path: string) => string;
/** Reads the payload of an event; undefined when there is nothing to judge. */
type ReadEvent = (payload: unknown, at: At, cwd: string) => Act | undefined;
type ReadTool = (input: Readonly<Record<string, unknown>>, at: At) => Act | undefined;

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const common = Common.safeParse(payload);
  if (!common.success) return { kind: "malformed", because: complaint(common.error) };
  const { hook_event_name: event, conversation_id, session_id, generation_id, tool_use_id: callId } = common.data;
  const readEvent = EVENTS.get(event);
  if (!readEvent) return { kind: "pass", event, because: "nothing runs at this event" };
  const cwd = folderOf(common.data);
  if (cwd === undefined)
    return { kind: "malformed", event, because: "neither cwd nor workspace_roots names an absolute folder" };
  try {
    const act = readEvent(payload, path => placeOf(path, cwd, env), cwd);
    if (!act)
      return { kind: "pass", event, because: "touches nothing, or is judged at another event of the same call" };
    const session = conversation_id ?? session_id ?? generation_id;
    const origin = { agent: "cursor", ...given({ session, callId }) };
    return { kind: "act", event, action: { ...act, cwd, origin, ...given({ env }) } };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { kind: "malformed", event, because: complaint(error) };
  }
}

/** Returns the folder of a call. Windows folders sometimes come as `/c:/Users/…`. */
function folderOf({ cwd, workspace_roots: roots }: Common): string | undefined {
  const folders = [cwd, ...(roots ?? [])].map(folder => folder?.replace(/^\/(?=[A-Za-z]:)/, ""));
  return folders.find(folder => folder !== undefined && isAbsolute(folder));
}

const Shell = z.object({ command: z.string() });
const FilePath = z.object({ file_path: z.string().min(1) });
const Tool = z.object({ tool_name: z.string().min(1), tool_input: z.record(z.string(), z.unknown()) });
const McpCall = z.object({
  tool_name: z.string().min(1),
  tool_input: z.unknown().optional(),
  mcp_server_name: hint,
  mcp_server_url: hint,
  url: hint,
  command: hint,
});

const EVENTS = new Map<string, ReadEvent>([
  [
    "beforeShellExecution",
    (payload, _, cwd) => ({ kind: "command", text: Shell.parse(payload).command, shell: shellAt(cwd) }),
  ],
  ["beforeMCPExecution", readMcpCall],
  ["beforeReadFile", (payload, at) => ({ kind: "read", path: at(FilePath.parse(payload).file_path) })],
  [
    "preToolUse",
    (payload, at) => {
      const { tool_name: tool, tool_input: input } = Tool.parse(payload);
      if (tool.startsWith("MCP:")) return undefined;
      const readTool = TOOLS.get(tool);
      if (readTool) return readTool(input, at);
      return { kind: "mcp", server: "cursor", tool, arguments: input };
    },
  ],
]);

/** Returns the shell that Cursor starts: PowerShell on Windows. */
function shellAt(cwd: string): "bash" | "powershell" {
  return cwd.startsWith("/") ? "bash" : "powershell";
}

/** Reads an MCP call, whose `tool_input` is a text that holds JSON. */
function readMcpCall(payload: unknown): Act {
  const call = McpCall.parse(payload);
  const input = typeof call.tool_input === "string" ? Json.parse(call.tool_input.trim() || "{}") : call.tool_input;
  const named = z.record(z.string(), z.unknown()).safeParse(input ?? {});
  const server = call.mcp_server_name ?? call.mcp_server_url ?? call.url ?? call.command ?? "unknown";
  return {
    kind: "mcp",
    server,
    tool: call.tool_name.replace(/^MCP:/, ""),
    arguments: named.success ? named.data : { input },
  };
}

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", path: ["tool_input"], message: "expected a text that holds JSON" });
    return z.NEVER;
  }
});

const nothing: ReadTool = () => undefined;

/** The tools of `preToolUse`. Others, such as typing into a running shell, are judged as calls of unknown tools. */
const TOOLS = new Map<string, ReadTool>([
  ["Shell", nothing],
  [
    "Write",
    (input, at) => {
      const { file_path, content } = FilePath.extend({ content: z.string() }).parse(input);
      return { kind: "edit", path: at(file_path), after: content };
    },
  ],
  [
    "StrReplace",
    (input, at) => {
      const Edit = FilePath.extend({
        old_string: z.string(),
        new_string: z.string(),
        replace_all: z.boolean().optional(),
      });
      const { file_path, old_string: from, new_string: to, replace_all: all = false } = Edit.parse(input);
      return { kind: "edit", path: at(file_path), replace: [{ from, to, all }] };
    },
  ],
  ["Delete", (input, at) => ({ kind: "delete", path: at(FilePath.parse(input).file_path) })],
  ["Read", (input, at) => ({ kind: "read", path: at(FilePath.parse(input).file_path) })],
  ["Fetch", input => ({ kind: "fetch", url: z.object({ url: z.string() }).parse(input).url, method: "GET" })],
  ["Grep", searches("path", "glob")],
  ...["List", "Glob", "ReadLints", "ListMcpResources", "Task", "TodoWrite", "WebSearch"].map(
    name => [name, nothing] as const,
  ),
]);

function reply(answer: Answer, event: string | undefined): Reply {
  // An empty answer counts as a failed hook, and this one leaves the agent's own confirmation in place.
  if (answer.kind === "no-opinion") return { stdout: '{"permission":"allow"}\n', stderr: "", exitCode: 0 };
  const { reason } = answer;
  const stdout = `${JSON.stringify({ permission: "deny", user_message: reason, agent_message: reason })}\n`;
  // The reader is unknown. Exit code 2 denies for any of them.
  if (event === undefined) return { stdout, stderr: `${reason}\n`, exitCode: 2 };
  return { stdout, stderr: "", exitCode: 0 };
}

/** Events that every version with hooks knows, since one unknown name makes Cursor drop the whole file. */
const HOOKED = ["beforeShellExecution", "beforeMCPExecution", "beforeReadFile", "preToolUse"] as const;

function hooksEdit(target: InstallTarget, file: string) {
  // Cursor cuts a line at `//`, also inside a string. This line never holds any.
  const value = { command: launchLine(target, ID, file), timeout: TIMEOUT_SECONDS, failClosed: true };
  const ours = (candidate: unknown) => (isLaunchLine(lineOf(candidate), target, ID) ? [] : undefined);
  const entries = HOOKED.map(event => ({ list: ["hooks", event], value, ours }));
  const starts = (entry: unknown) => lineStart(lineOf(entry));
  const edit = jsonConfigEdit({ file, dialect: "comments", base: { version: 1 }, entries, starts });
  return { ...edit, obstacle: droppedByCursor };
}

function pluginFiles(target: InstallTarget, folder: string) {
  return [
    ownJsonFile({
      file: `${folder}/.cursor-plugin/plugin.json`,
      value: { name: "agentguard", description: "Asks AgentGuard before an agent of Cursor acts." },
      ours: value => z.object({ name: z.literal("agentguard") }).safeParse(value).success,
    }),
    hooksEdit(target, `${folder}/hooks/hooks.json`),
  ];
}
