import { join } from "node:path";
import { startChat } from "../../../src/hosts/models/chat.ts";
import type { RealClient } from "./client.ts";

export const opencodeClient: RealClient = {
  id: "opencode",
  version: "1.18.33",
  packages: ["opencode-ai@1.18.33"],
  program: "node_modules/.bin/opencode",
  startModel: startChat,
  setUp(sandbox, { command, args }) {
    const config = {
      autoupdate: false,
      share: "disabled",
      model: "scripted/scripted",
      small_model: "scripted/scripted",
      mcp: { demo: { type: "local", command: [command, ...args], enabled: true } },
    };
    sandbox.write(join(sandbox.home, ".config/opencode/opencode.json"), `${JSON.stringify(config, null, 2)}\n`);
    // Without this file each start waits about 70 s for a background install of packages to give up.
    sandbox.write(join(sandbox.home, ".npmrc"), "offline=true\nfetch-retries=0\n");
  },
  launch: (_, model, folder) => {
    const options = { baseURL: `${model.url}/v1`, apiKey: "scripted-model" };
    const models = { scripted: { name: "Scripted", tool_call: true, limit: { context: 100_000, output: 4000 } } };
    const provider = { scripted: { npm: "@ai-sdk/openai-compatible", name: "Scripted", options, models } };
    return {
      command: join(folder, "node_modules/.bin/opencode"),
      args: ["run", "go on"],
      env: {
        OPENCODE_CONFIG_CONTENT: JSON.stringify({ provider }),
        OPENCODE_DISABLE_MODELS_FETCH: "1",
        OPENCODE_DISABLE_AUTOUPDATE: "1",
        OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
      },
    };
  },
  calls: {
    shell: command => ({ tool: "bash", input: { command, description: "Run a command" } }),
    write: (path, text) => ({ tool: "write", input: { filePath: path, content: text } }),
    read: path => ({ tool: "read", input: { filePath: path } }),
    edit: (path, from, to) => ({ tool: "edit", input: { filePath: path, oldString: from, newString: to } }),
    mcp: (tool, input) => ({ tool: `demo_${tool}`, input }),
  },
  hookFiles: [".config/opencode/plugin/agentguard.js"],
};
