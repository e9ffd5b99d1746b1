/**
 * Describes Kilo Code 7: command line and VS Code extension, a fork of OpenCode with the same plugins and tools of its
 * own. Measured on 7.7.7; tools and folders as in 7.7.9.
 */
import * as z from "zod";
import type { Program } from "../core/agents/known-agents.ts";
import type { Agent, InstallTarget } from "./agent.ts";
import {
  commandOf,
  fetches,
  harmlessTools,
  insert,
  mcpCall,
  type ReadTool,
  reads,
  shell,
  type Tools,
} from "./calls/tool-calls.ts";
import { editorStorage } from "./configuration/editor-storage.ts";
import { loginsIn } from "./configuration/logins.ts";
import { pluginReply } from "./plugins/asking.ts";
import { permissionSwitches } from "./plugins/permissions.ts";
import { toolExecutePlugin } from "./plugins/tool-execute.ts";
import { readToolExecute, TOOL_EXECUTE_TOOLS, toolExecuteShellCall } from "./plugins/tool-execute-calls.ts";
import { toolExecuteServers } from "./plugins/tool-execute-servers.ts";

const ID = "kilo";

const CLI: Program = { unasked: ["auto"] };

export const kilo: Agent = {
  id: ID,
  title: "Kilo Code",
  owns: {
    folders: [".kilo", ".kilocode", ".config/kilo"],
    settings: ["kilo.json", "kilo.jsonc"],
    plugins: [
      ...[".kilo", ".kilocode"].flatMap(folder => [`${folder}/plugin/**`, `${folder}/plugins/**`]),
      ".config/kilo/**",
    ],
    logins: ["~/.kilocode/auth", ...loginsIn("kilo")],
    programs: { kilo: CLI, kilocode: CLI },
  },
  // Its shells carry OpenCode's variables as well.
  shellMarkers: [{ name: "KILO" }],
  // Kilo waits for ever. This is the time for a person who is away.
  timeoutSeconds: 3600,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "closed by our entry",
  cannot: [
    "Plugins of a project run in Kilo's own process without a question, before any tool is called: what such a program does by itself is not seen. It cannot change a call that was judged; a call that it tries to change is refused.",
    "With --pure or KILO_PURE=1 it loads no plugin, ours included, and says nothing. Started with another XDG_CONFIG_HOME than AgentGuard was installed with, it does not find ours.",
    "Of a notebook's cell that it runs the hook sees the place only, not the code.",
    "Versions before 7 have no plugins.",
  ],
  proof: "documented payloads",
  client: {
    commands: ["kilo", "kilocode"],
    // A text editor has the same name.
    ownFolders: ["/@kilocode/"],
    versionArguments: ["--version"],
    dependableFrom: "7.0.0",
    measured: "7.7.7",
  },
  isolation: { KILO_PURE: "makes Kilo Code load no plugin at all" },
  read: (payload, env) => readToolExecute(ID, TOOLS, payload, env),
  reply: pluginReply,
  shellCall: toolExecuteShellCall,
  switches: permissionSwitches("Kilo Code", [
    "kilo.json",
    "kilo.jsonc",
    ".kilo/config.json",
    "opencode.json",
    "opencode.jsonc",
  ]),
  install: target => [toolExecutePlugin(configFolder(target), target, ID)],
  inProject: (target, root) => [toolExecutePlugin(`${root}/.kilo`, target, ID)],
  mcpServers: (target, root) => toolExecuteServers("kilo", configFolder(target), root),
  detect: (target, exists) =>
    [
      configFolder(target),
      `${target.home}/.kilo`,
      `${target.home}/.local/share/kilo`,
      ...editorStorage(target.home, "kilocode.kilo-code"),
    ].some(exists),
};

function configFolder({ home, env }: InstallTarget): string {
  return `${env.XDG_CONFIG_HOME || `${home}/.config`}/kilo`;
}

/** Starts and watches commands, and may restart them unchanged. Its other actions only look or stop. */
const backgroundProcess: ReadTool = (input, at) =>
  typeof input.command === "string" ? shell("command", "workdir")(input, at) : undefined;

/** Clones with git into a folder of its own. An address may name a program to fetch with. */
const clone: ReadTool = input => {
  const { repository } = z.object({ repository: z.string().min(1) }).parse(input);
  return { kind: "command", text: commandOf(["git", "clone", "--", repository]), shell: "sh" };
};

const TOOLS: Tools = new Map<string, ReadTool>([
  ...TOOL_EXECUTE_TOOLS,
  ["background_process", backgroundProcess],
  ["notebook_read", reads("path")],
  ["notebook_edit", insert("path")],
  ["notebook_execute", mcpCall(ID, "notebook_execute")],
  ["generate_image", insert("path")],
  // Sends a file to the person's own telephone, through Kilo's servers.
  ["send_file", reads("path")],
  ["browser_open", fetches("url")],
  ["repo_clone", clone],
  ...harmlessTools(
    "agent_manager agent_manager_models board_post board_read cancel_wakeup chart compact cron_create cron_delete " +
      "cron_list get_context_info goal goal_report kilo_local_recall kilo_memory_recall kilo_memory_save link_pr " +
      "notify_user open_plan repo_overview schedule_wakeup semantic_search suggest",
  ),
]);
