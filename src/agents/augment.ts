/**
 * Describes Augment: Auggie on the command line, and the extensions as far as they read the same settings. Contract:
 * Augment documentation, "Hooks", and the program itself, 0.36.0. A hook is a script whose name ends in `.sh`, started
 * without a shell, so ours is a few lines beside the settings.
 */
import * as z from "zod";
import { isAbsolute } from "../core/text/paths.ts";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import {
  each,
  fetches,
  harmlessTools,
  mcpCall,
  type ReadTool,
  reads,
  readsIfGiven,
  readToolCall,
  shell,
  type Tools,
  write,
} from "./calls/tool-calls.ts";
import { readToolEvent, TOOL_CALL } from "./calls/tool-event.ts";
import { launchScript } from "./configuration/dedicated-file.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { jsonConfigEdit } from "./json-config.ts";
import { hint } from "./payload.ts";

const ID = "augment";
/** Seconds here; the settings count in milliseconds. */
const TIMEOUT_SECONDS = 300;

export const augment: Agent = {
  id: ID,
  title: "Augment",
  owns: {
    folders: [".augment"],
    machineFolders: ["augment"],
    settings: [".augment/settings.json", ".augment/settings.local.json"],
    variables: "AUGMENT",
    projectVariable: "AUGMENT_PROJECT_DIR",
    programs: { auggie: {} },
  },
  shellMarkers: [{ name: "AUGMENT_AGENT" }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "Text typed into a process that runs already is judged as a call of an unknown tool.",
    "If the script is not there or cannot be started, the call runs.",
    "Whether every version of the editor extensions runs hooks is not documented.",
  ],
  proof: "documented payloads",
  client: { commands: ["auggie"], versionArguments: ["--version"], measured: "0.36.0" },
  read,
  reply,
  shellCall: (command, cwd) => ({
    hook_event_name: "PreToolUse",
    conversation_id: "agentguard-verify",
    workspace_roots: [cwd],
    tool_name: "launch-process",
    tool_input: { command, cwd, wait: true, max_wait_seconds: 60 },
  }),
  install,
  inProject: (target, root) => edits(target, `${root}/.augment`, "settings.local.json"),
  alsoReads: [".augment/settings.local.json"],
  // Augment documentation, "Integrations and MCP": in the person's settings.
  mcpServers: ({ home }) => serverFiles([`${home}/.augment/settings.json`]),
  detect: ({ home }, exists) => exists(`${home}/.augment`),
};

const Call = z.object({
  ...TOOL_CALL,
  workspace_roots: z.array(z.string()).optional().catch(undefined),
  conversation_id: hint,
  mcp_metadata: z
    .object({ mcpDecision: hint, mcpExecutedToolName: hint, mcpExecutedToolServerName: hint })
    .optional()
    .catch(undefined),
});
type Call = z.infer<typeof Call>;

type Env = Readonly<Record<string, string>> | undefined;

function read(payload: unknown, env: Env): Payload {
  return readToolEvent(payload, { call: Call }, (call, event) => {
    const { tool_name: tool, tool_input: input, workspace_roots: roots, conversation_id: session } = call;
    const cwd = [...(roots ?? []), env?.AUGMENT_PROJECT_DIR].find(root => root !== undefined && isAbsolute(root));
    if (cwd === undefined)
      return { kind: "malformed", event, because: "workspace_roots: expected the absolute path of a folder" };
    const tools = isMcp(call) ? NONE : TOOLS;
    return readToolCall({ agent: ID, event, tool, input, cwd, env, session }, tools, toolOf(call));
  });
}

function isMcp({ mcp_metadata: mcp }: Call): boolean {
  return mcp?.mcpDecision === "yes" || mcp?.mcpExecutedToolServerName !== undefined;
}

/** Splits `tool_server`. Only our own entry's `includeMCPMetadata` makes Auggie say which part is the server. */
function toolOf({ tool_name: tool, mcp_metadata: mcp }: Call): ReadTool {
  const server = mcp?.mcpExecutedToolServerName;
  if (server === undefined) return mcpCall(ID, tool);
  return mcpCall(server, tool.endsWith(`_${server}`) ? tool.slice(0, -server.length - 1) : tool);
}

const NONE: Tools = new Map();

const Edit = z.looseObject({ path: z.string().min(1), command: hint });
const Entries = z.array(z.object({ old_str: z.string(), new_str: z.string() }));

/** Pieces are numbered: `old_str_1`, `new_str_1`, … Older versions send a list, or one piece without a number. */
const strReplace: ReadTool = (input, at) => {
  const { path, command } = Edit.parse(input);
  const listed = Entries.safeParse(input.str_replace_entries).data ?? [];
  const numbers = ["", ...Object.keys(input).flatMap(key => /^old_str(_\d+)$/.exec(key)?.[1] ?? [])];
  const numbered = numbers.flatMap(
    n => Entries.safeParse([{ old_str: input[`old_str${n}`], new_str: input[`new_str${n}`] }]).data ?? [],
  );
  const replace = [...listed, ...numbered].map(({ old_str: from, new_str: to }) => ({ from, to, all: false }));
  // An insertion names only a line, so the new content of the file is not in the call.
  if (command === "insert" || replace.length === 0 || replace.some(({ from }) => from === ""))
    return { kind: "edit", path: at(path) };
  return { kind: "edit", path: at(path), replace };
};

const TOOLS: Tools = new Map<string, ReadTool>([
  ["launch-process", shell("command")],
  ["save-file", write("path", "file_content")],
  ["str-replace-editor", strReplace],
  [
    "remove-files",
    (input, at) => {
      const { file_paths } = z.object({ file_paths: z.array(z.string().min(1)).min(1) }).parse(input);
      return each(file_paths.map(at), path => ({ kind: "delete", path }), ["rm", "-f"]);
    },
  ],
  ["view", reads("path")],
  ["grep-search", readsIfGiven("directory_absolute_path")],
  ["web-fetch", fetches("url")],
  ...harmlessTools(
    "web-search codebase-retrieval diagnostics read-process list-processes kill-process read-terminal render-mermaid " +
      "view-range-untruncated search-untruncated view_tasklist add_tasks update_tasks reorganize_tasklist remember",
  ),
]);

function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "{}\n", stderr: "", exitCode: 0 };
  // Exit code 2 blocks whatever is printed. The output denies too, in case the code is lost on the way.
  const { reason } = answer;
  const denied = { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: reason };
  return { stdout: `${JSON.stringify({ hookSpecificOutput: denied })}\n`, stderr: `${reason}\n`, exitCode: 2 };
}

const Group = z.object({ hooks: z.array(z.unknown()) });
const Hook = z.object({ command: z.string() });

function install(target: InstallTarget) {
  return edits(target, `${target.home}/.augment`, "settings.json");
}

function edits(target: InstallTarget, folder: string, settings: string) {
  const script = `${folder}/agentguard.sh`;
  const ours = (candidate: unknown) => {
    const hooks = Group.safeParse(candidate).data?.hooks ?? [];
    const index = hooks.findIndex(hook => Hook.safeParse(hook).data?.command.endsWith("/.augment/agentguard.sh"));
    if (index === -1) return undefined;
    return hooks.length === 1 ? [] : ["hooks", index];
  };
  const hook = { type: "command", command: script, timeout: TIMEOUT_SECONDS * 1000 };
  return [
    launchScript(script, target, ID),
    jsonConfigEdit({
      file: `${folder}/${settings}`,
      dialect: "json",
      base: {},
      entries: [
        {
          list: ["hooks", "PreToolUse"],
          value: { matcher: ".*", hooks: [hook], metadata: { includeMCPMetadata: true } },
          ours,
        },
      ],
      starts: group => {
        const [first] = (Group.safeParse(group).data?.hooks ?? [group]).flatMap(one => Hook.safeParse(one).data ?? []);
        return first && { kind: "program", argv: [first.command] };
      },
    }),
  ];
}
