/**
 * Describes Amp. Its gate is our plugin, which Amp runs in a process of its own and asks before each tool. Contract:
 * the plugin types in Amp 0.0.1790142911 (September 2026), and the tools and variables of that build.
 */
import * as z from "zod";
import type { Agent, InstallTarget, Payload } from "./agent.ts";
import {
  fetches,
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
} from "./calls/tool-calls.ts";
import { absoluteFolder } from "./calls/tool-event.ts";
import { ownFile } from "./configuration/dedicated-file.ts";
import { loginsIn } from "./configuration/logins.ts";
import { EDITOR_SETTINGS, ON, unasked } from "./configuration/switches.ts";
import { complaint, hint } from "./payload.ts";
import { isPlugin, pluginReply, pluginText } from "./plugins/asking.ts";

const ID = "amp";
const EVENT = "tool.call";

export const amp: Agent = {
  id: ID,
  title: "Amp",
  owns: {
    folders: [".amp", ".config/amp"],
    settings: [".amp/settings.json", "amp/settings.json"],
    plugins: [".amp/plugin/**", ".amp/plugins/**", ".config/amp/**"],
    toldEverywhere: ["~/.config/amp/**.md"],
    logins: ["~/.amp/auth", ...loginsIn("amp")],
    libraries: ["amp"],
    programs: { amp: {} },
  },
  shellMarkers: [
    { name: "AMP_CURRENT_THREAD_ID" },
    { name: "AI_AGENT", value: /^amp$/ },
    { name: "AGENT", value: /^amp$/ },
  ],
  timeoutSeconds: 600,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  // No limit is documented. A plugin that no longer answers is ended, and its calls fail.
  whenLate: "closed",
  cannot: [
    "Amp asks all plugins at the same time: one that changes a call changes it unseen by the others, so a project's plugin can.",
    "Plugins of a project run without a question, before any tool is called: what such a program does by itself is not seen.",
    "With PLUGINS or AMP_DISABLE_PLUGINS set it may load no plugin, ours included, and says nothing.",
    "Whether calls inside its tool for programs (code_exec) are asked about is not documented.",
    "It looks at a new or changed plugin only when it starts, or with `plugins: reload`.",
  ],
  proof: "documented payloads",
  client: { commands: ["amp"], versionArguments: ["--version"], measured: "0.0.1790142911" },
  isolation: {
    PLUGINS: "chooses which plugins Amp loads",
    AMP_DISABLE_PLUGINS: "makes Amp load no plugin",
  },
  read,
  reply: pluginReply,
  shellCall: (command, cwd) => ({
    event: EVENT,
    tool: "shell_command",
    input: { command },
    thread: "agentguard-verify",
    call: "agentguard-verify",
    cwd,
  }),
  install: target => install(target),
  inProject: (target, root) => install(target, `${root}/.amp`),
  // Amp owner's manual, "Settings".
  switches: [
    unasked([".amp/settings.json*", "amp/settings.json*", ...EDITOR_SETTINGS], ["amp.dangerouslyAllowAll"], ON, {
      says: "Amp asks nobody about anything.",
      fix: "Remove `amp.dangerouslyAllowAll`.",
    }),
  ],
  // Amp's manual, "MCP": one key with a dot in it.
  mcpServers: (target, root) =>
    [configFolder(target), ...(root === undefined ? [] : [`${root}/.amp`])].map(folder => ({
      file: `${folder}/settings.json`,
      at: [["amp.mcpServers"]],
    })),
  detect: (target, exists) =>
    [configFolder(target), `${target.home}/.amp`, `${target.home}/.local/share/amp`].some(exists),
};

const Event = z.object({ event: z.string().min(1) });
const Call = z.object({
  tool: z.string().min(1),
  input: z.record(z.string(), z.unknown()),
  cwd: absoluteFolder,
  thread: hint,
  call: hint,
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const known = Event.safeParse(payload);
  if (!known.success) return { kind: "malformed", because: complaint(known.error) };
  const { event } = known.data;
  if (event !== EVENT) return { kind: "malformed", event, because: `event: expected ${EVENT}` };
  const call = Call.safeParse(payload);
  if (!call.success) return { kind: "malformed", event, because: complaint(call.error) };
  const { tool, input, cwd, thread: session, call: callId } = call.data;
  return readToolCall({ agent: ID, event, tool, input, cwd, env, session, callId }, TOOLS, mcpTool(ID, tool));
}

const resource: ReadTool = (input, at) => {
  const { server } = z.object({ server: z.string().min(1) }).parse(input);
  return mcpCall(server, "resources/read")(input, at);
};

/** `Bash` is the shell of older versions; the asynchronous one reaches plugins as `shell_command`. */
const TOOLS: Tools = new Map<string, ReadTool>([
  ["shell_command", shell("command", "workdir")],
  ["async_shell_command", shell("command", "workdir")],
  ["Bash", shell("cmd", "cwd")],
  ["create_file", write("path", "content")],
  ["edit_file", replace("path", "old_str", "new_str")],
  ["apply_patch", patches("patchText")],
  ["Read", reads("path")],
  ["Grep", searches("path", "glob")],
  ["read_web_page", fetches("url")],
  ["read_mcp_resource", resource],
  ...harmlessTools("glob web_search shell_command_status find_thread skill reload_skills get_diagnostics"),
]);

/** Returning `modify` with the judged input would pin the call and hide refusals of other plugins, also Amp's own. */
const GATE = `export default function (amp) {
  amp.on("tool.call", async event => {
    try {
      const root = amp.system?.workspaceRoot;
      const cwd = root ? amp.helpers.filePathFromURI(root) : process.cwd();
      const { tool, input, toolUseID: call } = event;
      await ask({ event: "tool.call", tool, input, thread: event.thread?.id, call, cwd });
    } catch (error) {
      return { action: "reject-and-continue", message: error instanceof Error ? error.message : FAILED };
    }
    return { action: "allow" };
  });
}
`;

function install(target: InstallTarget, folder = configFolder(target)) {
  const file = `${folder}/plugins/agentguard.ts`;
  return [
    ownFile({
      file,
      text: pluginText(target, ID, GATE),
      ours: text => isPlugin(text, target),
      starts: () => ({ kind: "module", file }),
    }),
  ];
}

function configFolder({ home, env }: InstallTarget): string {
  return `${env.XDG_CONFIG_HOME || `${home}/.config`}/amp`;
}
