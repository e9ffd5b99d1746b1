import { join } from "node:path";
import { startChat } from "../../../src/hosts/models/chat.ts";
import { changeIn, type RealClient } from "./client.ts";

export const copilotClient: RealClient = {
  id: "copilot-cli",
  version: "1.0.102",
  packages: ["@github/copilot@1.0.102"],
  program: "node_modules/.bin/copilot",
  startModel: startChat,
  setUp(sandbox, server) {
    const config = { mcpServers: { demo: { type: "local", ...server, tools: ["*"] } } };
    sandbox.write(join(sandbox.home, ".copilot/mcp-config.json"), `${JSON.stringify(config, null, 2)}\n`);
  },
  launch: (_, model, folder) => ({
    command: join(folder, "node_modules/.bin/copilot"),
    args: ["-p", "go on", "--no-auto-update", "--allow-all"],
    env: {
      // Copilot unpacks 235 MB on first use, which the runs share.
      XDG_CACHE_HOME: join(folder, "cache"),
      COPILOT_OFFLINE: "true",
      COPILOT_PROVIDER_BASE_URL: `${model.url}/v1`,
      COPILOT_PROVIDER_API_KEY: "scripted-model",
      COPILOT_MODEL: "scripted",
    },
  }),
  calls: {
    shell: command => ({ tool: "bash", input: { command, description: "Run a command" } }),
    write: (path, text) => ({ tool: "create", input: { path, file_text: text } }),
    read: path => ({ tool: "view", input: { path } }),
    edit: (path, from, to) => ({ tool: "edit", input: { path, old_str: from, new_str: to } }),
    mcp: (tool, input) => ({ tool: `demo-${tool}`, input }),
  },
  trustWorkspace: () => ["--trust-folder"],
  hookFiles: [".copilot/hooks/agentguard.json"],
  shortenPatience: sandbox =>
    changeIn(sandbox, ".copilot/hooks/agentguard.json", '"timeoutSec": 600', '"timeoutSec": 2'),
};
