/**
 * Describes Qwen Code, a fork of Gemini CLI with Claude Code's hooks. Contract: the documentation inside its npm
 * package, and measured on 0.24.4.
 */
import * as z from "zod";
import type { Agent, Answer, InstallTarget, Override, Payload, Reply } from "./agent.ts";
import {
  fetches,
  harmlessTools,
  insert,
  mcpTool,
  type ReadTool,
  reads,
  readToolCall,
  replace,
  searches,
  shell,
  type Tools,
  write,
} from "./calls/tool-calls.ts";
import { absoluteFolder, readToolEvent, TOOL_CALL } from "./calls/tool-event.ts";
import { closedLaunchLine } from "./configuration/command-line.ts";
import { geminiSwitches } from "./configuration/gemini-switches.ts";
import { groupStart, hookGroup } from "./configuration/hook-group.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { type ScratchSettings, scratchSettings } from "./configuration/scratch-settings.ts";
import { layeredOverrides } from "./configuration/settings-override.ts";
import { jsonConfigEdit } from "./json-config.ts";
import { given, hint, placeOf } from "./payload.ts";

const ID = "qwen-code";
/** The longest that Qwen Code waits, whatever its settings say. */
const TIMEOUT_SECONDS = 60;

export const qwenCode: Agent = {
  id: ID,
  title: "Qwen Code",
  owns: {
    folders: [".qwen"],
    machineFolders: ["qwen-code"],
    settings: [".qwen/settings.json"],
    instructions: ["QWEN.md"],
    toldEverywhere: ["~/.qwen/QWEN.md"],
    logins: ["~/.qwen/oauth_creds"],
    variables: "QWEN",
    projectVariable: "QWEN_PROJECT_DIR",
    libraries: ["qwen", "qwen-code"],
    packages: { "@qwen-code/qwen-code": "qwen" },
    programs: {
      qwen: {
        unasked: ["y"],
        unhooked: ["bare", "safe-mode"],
        unhookedIn: ["QWEN_CODE_SYSTEM_SETTINGS_PATH", "QWEN_CODE_SYSTEM_DEFAULTS_PATH"],
      },
    },
  },
  shellMarkers: [{ name: "QWEN_CODE" }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 8,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "It waits one minute for an answer and no longer, so a question that nobody answers within 52 seconds is denied.",
    "A hook cannot change what a tool is given: the original call runs.",
    "`disableAllHooks` in a project's settings switches every hook off, without any trust being asked with -p.",
  ],
  proof: "real client",
  client: { commands: ["qwen"], versionArguments: ["--version"], measured: "0.24.4" },
  isolation: {
    QWEN_CODE_SIMPLE: "runs Qwen Code without hooks",
    QWEN_CODE_SAFE_MODE: "runs Qwen Code without hooks",
  },
  read,
  reply,
  shellCall: (command, cwd) => ({
    session_id: "agentguard-verify",
    cwd,
    hook_event_name: "PreToolUse",
    permission_mode: "default",
    tool_name: "run_shell_command",
    tool_input: { command, is_background: false },
  }),
  drive: {
    model: "openai-chat",
    arguments: ["-p", "go on", "--yolo"],
    environment: modelUrl => ({
      OPENAI_BASE_URL: `${modelUrl}/v1`,
      OPENAI_API_KEY: "scripted-model",
      OPENAI_MODEL: "scripted",
      QWEN_CODE_SUPPRESS_YOLO_WARNING: "1",
    }),
    files: (_, here, there) => ({ [settingsOf(here)]: scratchSettings(there, { file: settingsOf(there), ...ALONE }) }),
    call: command => ({ tool: "run_shell_command", input: { command, is_background: false } }),
  },
  install: target => [settingsEdit(target, settingsOf(target))],
  inProject: (target, root) => [settingsEdit(target, `${root}/.qwen/settings.json`)],
  overrides,
  switches: geminiSwitches("Qwen Code", [".qwen/settings.json", "qwen-code/settings.json"]),
  mcpServers: (target, root) => serverFiles([settingsOf(target)], root, ".qwen/settings.json"),
  detect: (target, exists) => exists(folderOf(target)),
};

const Call = z.object({
  ...TOOL_CALL,
  cwd: absoluteFolder,
  session_id: hint,
  agent_id: hint,
  tool_call_id: hint,
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  return readToolEvent(payload, { call: Call }, (call, event) => {
    const { tool_name: tool, tool_input: input, session_id: session, agent_id: subagent, tool_call_id: callId } = call;
    const { directory } = z.object({ directory: hint }).parse(input);
    const cwd = directory === undefined ? call.cwd : placeOf(directory, call.cwd, env);
    const origin = given({ session, subagent, callId });
    return readToolCall({ agent: ID, event, tool, input, cwd, env, ...origin }, TOOLS, mcpTool(ID, tool));
  });
}

const TOOLS: Tools = new Map<string, ReadTool>([
  ["run_shell_command", shell("command")],
  ["monitor", shell("command")],
  ["write_file", write("file_path", "content")],
  ["edit", replace("file_path", "old_string", "new_string")],
  ["notebook_edit", insert("notebook_path")],
  ["read_file", reads("file_path")],
  ["grep_search", searches("path", "glob")],
  ["web_fetch", fetches("url")],
  ...harmlessTools(
    "glob list_directory todo_write agent task skill ask_user_question enter_plan_mode exit_plan_mode web_search " +
      "task_stop send_message tool_search structured_output lsp",
  ),
]);

/** Denies by JSON and by exit code 2 with standard error. Each of them is enough; the latter wins. */
function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "{}\n", stderr: "", exitCode: 0 };
  const { reason } = answer;
  const output = { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: reason };
  return { stdout: `${JSON.stringify({ hookSpecificOutput: output })}\n`, stderr: `${reason}\n`, exitCode: 2 };
}

/** Returns the settings folder. Documentation, "Environment Variables": `~` stands for the home. */
function folderOf({ home, env }: InstallTarget): string {
  return (env.QWEN_HOME || "~/.qwen").replace(/^~(?=[\\/]|$)/, () => home);
}

function settingsOf(target: InstallTarget): string {
  return `${folderOf(target)}/settings.json`;
}

/** Removes the person's account and servers. */
const ALONE: Omit<ScratchSettings, "file"> = {
  without: ["mcpServers", "env", "modelProviders", "model"],
  set: [
    [["security", "auth", "selectedType"], "openai"],
    [["privacy", "usageStatisticsEnabled"], false],
    [["general", "enableAutoUpdate"], false],
  ],
};

function settingsEdit(target: InstallTarget, file: string) {
  const entry = { list: ["hooks", "PreToolUse"], id: ID, ...GROUP };
  return jsonConfigEdit({
    file,
    dialect: "comments",
    base: {},
    entries: [hookGroup(entry, target, file)],
    starts: groupStart(target, ID),
    obstacle: switchedOff,
  });
}

const GROUP = { group: { matcher: "*" }, hook: { timeout: TIMEOUT_SECONDS }, line: closedLaunchLine } as const;

function overrides({ env }: InstallTarget, root: string | undefined): readonly Override[] {
  const machine = env.QWEN_CODE_SYSTEM_SETTINGS_PATH || "/etc/qwen-code/settings.json";
  const project = root === undefined ? undefined : `${root}/.qwen/settings.json`;
  return layeredOverrides({ machine, defaults: env.QWEN_CODE_SYSTEM_DEFAULTS_PATH, project }, switchedOff);
}

function switchedOff(settings: unknown): string | undefined {
  const { disableAllHooks } = z.object({ disableAllHooks: z.unknown() }).safeParse(settings).data ?? {};
  return disableAllHooks === true ? "`disableAllHooks` is true, so Qwen Code runs no hook at all" : undefined;
}
