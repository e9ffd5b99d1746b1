/**
 * Describes OpenCode. It has no hooks that start a program, so its gate is our plugin in its own process, which asks
 * the launcher. Measured on 1.18.33, where `permission.ask` is in the types and never called.
 */
import type { Agent, InstallTarget } from "./agent.ts";
import { loginsIn } from "./configuration/logins.ts";
import { pluginReply } from "./plugins/asking.ts";
import { permissionSwitches } from "./plugins/permissions.ts";
import { toolExecutePlugin } from "./plugins/tool-execute.ts";
import { readToolExecute, TOOL_EXECUTE_TOOLS, toolExecuteShellCall } from "./plugins/tool-execute-calls.ts";
import { toolExecuteServers } from "./plugins/tool-execute-servers.ts";

const ID = "opencode";

export const opencode: Agent = {
  id: ID,
  title: "OpenCode",
  owns: {
    folders: [".opencode", ".config/opencode"],
    machineFolders: ["opencode"],
    settings: ["opencode.json", "opencode.jsonc"],
    decides: [".config/opencode/**"],
    plugins: [".opencode/plugin/**", ".opencode/plugins/**"],
    toldEverywhere: ["~/.config/opencode/**.md"],
    logins: loginsIn("opencode"),
    variables: "OPENCODE",
    libraries: ["opencode"],
    packages: { "opencode-ai": "opencode" },
    programs: { opencode: { unhooked: ["pure"] } },
  },
  shellMarkers: [{ name: "OPENCODE" }],
  // OpenCode waits for ever. This is the time for a person who is away.
  timeoutSeconds: 3600,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "closed by our entry",
  cannot: [
    "Plugins of a project run in OpenCode's own process without a question, before any tool is called: what such a program does by itself is not seen. It cannot change a call that was judged; a call that it tries to change is refused.",
    "With --pure or OPENCODE_PURE=1 it loads no plugin, ours included, and says nothing. Started with another XDG_CONFIG_HOME than AgentGuard was installed with, it does not find ours.",
    "Commands that a person types with `!` are not asked about.",
  ],
  proof: "real client",
  client: { commands: ["opencode"], versionArguments: ["--version"], measured: "1.18.33" },
  isolation: { OPENCODE_PURE: "makes OpenCode load no plugin at all" },
  read: (payload, env) => readToolExecute(ID, TOOL_EXECUTE_TOOLS, payload, env),
  reply: pluginReply,
  shellCall: toolExecuteShellCall,
  drive: {
    model: "openai-chat",
    arguments: ["run", "go on"],
    environment: modelUrl => {
      const options = { baseURL: `${modelUrl}/v1`, apiKey: "scripted-model" };
      const models = { scripted: { name: "Scripted", tool_call: true, limit: { context: 100_000, output: 4000 } } };
      const provider = { scripted: { npm: "@ai-sdk/openai-compatible", name: "Scripted", options, models } };
      const model = "scripted/scripted";
      return {
        OPENCODE_CONFIG_CONTENT: JSON.stringify({
          ...{ provider, model, small_model: model, share: "disabled" },
          permission: { bash: "allow", external_directory: "allow" },
        }),
        OPENCODE_DISABLE_MODELS_FETCH: "1",
        OPENCODE_DISABLE_AUTOUPDATE: "1",
        OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
      };
    },
    // Without this file a start waits about 70 s for a background install of packages to give up.
    files: (_, { home }) => ({ [`${home}/.npmrc`]: "offline=true\nfetch-retries=0\n" }),
    call: command => ({ tool: "bash", input: { command, description: "AgentGuard's own check" } }),
  },
  switches: permissionSwitches("OpenCode", ["opencode.json", "opencode.jsonc"]),
  install: target => [toolExecutePlugin(configFolder(target), target, ID)],
  inProject: (target, root) => [toolExecutePlugin(`${root}/.opencode`, target, ID)],
  mcpServers: (target, root) => toolExecuteServers("opencode", configFolder(target), root),
  detect: (target, exists) =>
    [configFolder(target), `${target.home}/.opencode`, `${target.home}/.local/share/opencode`].some(exists),
};

function configFolder({ home, env }: InstallTarget): string {
  return `${env.XDG_CONFIG_HOME || `${home}/.config`}/opencode`;
}
