/**
 * Describes Gemini CLI. Contract: google-gemini/gemini-cli `docs/hooks` and `packages/core/src/hooks`, measured on
 * 0.61.0. Its hooks are on by default since 0.26.
 */
import * as z from "zod";
import type { Agent, Answer, InstallTarget, Override, Payload, Reply } from "./agent.ts";
import {
  fetches,
  harmlessTools,
  mcpCall,
  mcpTool,
  type ReadTool,
  reads,
  readsEach,
  readToolCall,
  replace,
  searches,
  shell,
  type Tools,
  write,
} from "./calls/tool-calls.ts";
import { absoluteFolder, readToolEvent, TOOL_CALL } from "./calls/tool-event.ts";
import { closedLaunchLine, isLaunchLine } from "./configuration/command-line.ts";
import { geminiSwitches } from "./configuration/gemini-switches.ts";
import { groupStart, hookGroup } from "./configuration/hook-group.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { type ScratchSettings, scratchSettings } from "./configuration/scratch-settings.ts";
import { layeredOverrides } from "./configuration/settings-override.ts";
import { jsonConfigEdit, type Switch } from "./json-config.ts";
import { given, hint, placeOf } from "./payload.ts";

const ID = "gemini-cli";
const TIMEOUT_SECONDS = 600;
/** The only event that can stop a call. */
const EVENT = "BeforeTool";

export const geminiCli: Agent = {
  id: ID,
  title: "Gemini CLI",
  owns: {
    folders: [".gemini"],
    machineFolders: ["gemini-cli"],
    settings: [".gemini/settings.json"],
    decides: ["~/.gemini/trustedFolders.json"],
    instructions: ["GEMINI.md"],
    toldEverywhere: ["~/.gemini/GEMINI.md"],
    notes: ".gemini",
    logins: ["~/.gemini/oauth_creds"],
    variables: "GEMINI",
    projectVariable: "GEMINI_PROJECT_DIR",
    libraries: ["gemini", "gemini-cli"],
    packages: { "@google/gemini-cli": "gemini" },
    programs: {
      gemini: {
        unasked: ["y"],
        unhookedIn: ["GEMINI_CLI_SYSTEM_SETTINGS_PATH", "GEMINI_CLI_SYSTEM_DEFAULTS_PATH"],
      },
    },
  },
  shellMarkers: [{ name: "GEMINI_CLI" }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "Its hook cannot leave a question to Gemini CLI itself: without a terminal such an answer makes it wait for ever.",
    "Nothing in a call tells that a sub-agent makes it.",
    "A folder that a person trusts can switch every hook off in its own settings.",
  ],
  proof: "real client",
  client: { commands: ["gemini"], versionArguments: ["--version"], dependableFrom: "0.26.0", measured: "0.61.0" },
  read,
  reply,
  shellCall: (command, cwd) => ({
    session_id: "agentguard-verify",
    cwd,
    hook_event_name: EVENT,
    timestamp: "2026-01-01T00:00:00.000Z",
    tool_name: "run_shell_command",
    tool_input: { command },
  }),
  drive: {
    model: "gemini",
    arguments: ["-p", "go on", "-m", "gemini-2.5-pro", "--yolo", "--skip-trust"],
    environment: modelUrl => ({ GOOGLE_GEMINI_BASE_URL: modelUrl, GEMINI_API_KEY: "scripted-model" }),
    files: (_, here, there) => ({ [settingsOf(here)]: scratchSettings(there, { file: settingsOf(there), ...ALONE }) }),
    call: command => ({ tool: "run_shell_command", input: { command } }),
  },
  install,
  managed,
  overrides,
  switches: geminiSwitches("Gemini CLI", [".gemini/settings.json", "gemini-cli/settings.json"]),
  mcpServers: (target, root) => serverFiles([settingsOf(target)], root, ".gemini/settings.json"),
  detect: (target, exists) => exists(folderOf(target)),
};

const Call = z.object({
  ...TOOL_CALL,
  cwd: absoluteFolder,
  session_id: hint,
  mcp_context: z
    .object({ server_name: z.string().min(1), tool_name: z.string().min(1) })
    .optional()
    .catch(undefined),
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  return readToolEvent(payload, { isBefore: event => event === EVENT, call: Call }, (call, event) => {
    const { tool_name: tool, tool_input: input, session_id: session, mcp_context: origin } = call;
    // The payload keeps a command's folder in its arguments, relative to the session's folder.
    const { dir_path: folder } = Folder.parse(input);
    const cwd = folder === undefined ? call.cwd : placeOf(folder, call.cwd, env);
    const facts = { agent: ID, event, tool, input, cwd, env, ...given({ session }) };
    // A server may give a tool the same name as one of the agent's own tools.
    if (origin) return readToolCall(facts, NONE, mcpCall(origin.server_name, origin.tool_name));
    return readToolCall(facts, TOOLS, mcpTool(ID, tool, "mcp_", "_"));
  });
}

const Folder = z.object({ dir_path: hint });

const NONE: Tools = new Map();

/** The agent's own tools, named as in its source. All others are tools of servers. */
const TOOLS: Tools = new Map<string, ReadTool>([
  ["run_shell_command", shell("command")],
  ["write_file", write("file_path", "content")],
  ["replace", replace("file_path", "old_string", "new_string", "allow_multiple")],
  ["read_file", reads("file_path")],
  ["read_many_files", readsEach("include")],
  ["grep_search", searches("dir_path", "include_pattern")],
  ["search_file_content", searches("path", "include")],
  ["web_fetch", input => (typeof input.url === "string" ? fetches("url")(input, path => path) : undefined)],
  ...harmlessTools(
    "glob list_directory google_web_search write_todos ask_user enter_plan_mode exit_plan_mode update_topic " +
      "activate_skill complete_task get_internal_docs invoke_agent list_mcp_resources take_snapshot " +
      "tracker_add_dependency tracker_create_task tracker_get_task tracker_list_tasks tracker_update_task " +
      "tracker_visualize",
  ),
]);

/**
 * Denies by JSON and by exit code 2. The client reads JSON on standard output first and, if there is none, takes exit
 * code 2 with text on standard error for a denial, so that even a truncated answer denies.
 */
function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "{}\n", stderr: "", exitCode: 0 };
  const stdout = `${JSON.stringify({ decision: "deny", reason: answer.reason })}\n`;
  return { stdout, stderr: `${answer.reason}\n`, exitCode: 2 };
}

function install(target: InstallTarget) {
  return [settingsEdit(target, settingsOf(target), [])];
}

/** Returns the settings folder. The variable names the home that holds it, not the folder itself. */
function folderOf({ home, env }: InstallTarget): string {
  return `${env.GEMINI_CLI_HOME || home}/.gemini`;
}

function settingsOf(target: InstallTarget): string {
  return `${folderOf(target)}/settings.json`;
}

/** Removes the person's account, servers and extensions. */
const ALONE: Omit<ScratchSettings, "file"> = {
  without: ["mcpServers", "extensions"],
  set: [
    [["security", "auth", "selectedType"], "gemini-api-key"],
    [["privacy", "usageStatisticsEnabled"], false],
    [["general", "enableAutoUpdate"], false],
  ],
};

/** Returns the machine's files. Without the switch beside the hook, a person's or a project's file could disable it. */
function managed(target: InstallTarget) {
  return [settingsEdit(target, systemSettings(target), [{ path: ["hooksConfig", "enabled"], value: true }])];
}

function settingsEdit(target: InstallTarget, file: string, switches: readonly Switch[]) {
  return jsonConfigEdit({
    file,
    dialect: "comments",
    base: {},
    switches,
    entries: [hookGroup({ ...GROUP, list: ["hooks", EVENT], id: ID }, target, file)],
    starts: groupStart(target, ID),
    obstacle: root => switchedOff(root, target),
  });
}

const GROUP = {
  group: { matcher: "*" },
  // The unit is milliseconds, unlike with every other agent.
  hook: { timeout: TIMEOUT_SECONDS * 1000 },
  line: closedLaunchLine,
} as const;

/** Lists settings that can disable hooks. A project's count only in a trusted folder, which is not checked here. */
function overrides(target: InstallTarget, root: string | undefined): readonly Override[] {
  const off = (settings: unknown) => switchedOff(settings, target);
  const project = root === undefined ? undefined : `${root}/.gemini/settings.json`;
  const defaults = target.env.GEMINI_CLI_SYSTEM_DEFAULTS_PATH;
  return layeredOverrides({ machine: systemSettings(target), defaults, project }, off);
}

/** Returns the settings file of the whole machine, which wins over a project's. */
function systemSettings({ env }: InstallTarget): string {
  return env.GEMINI_CLI_SYSTEM_SETTINGS_PATH || "/etc/gemini-cli/settings.json";
}

const Switches = z.object({
  hooksConfig: z
    .object({ enabled: z.unknown().optional(), disabled: z.array(z.unknown()).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Finds a switch that disables our hook. A hook without a name is disabled by its command. */
function switchedOff(settings: unknown, target: InstallTarget): string | undefined {
  const { hooksConfig } = Switches.safeParse(settings).data ?? {};
  if (hooksConfig?.enabled === false) return "`hooksConfig.enabled` is false, so Gemini CLI runs no hook at all";
  const named = hooksConfig?.disabled?.some(entry => isLaunchLine(entry, target, ID));
  return named === true ? "`hooksConfig.disabled` names AgentGuard's hook" : undefined;
}
