import { join } from "node:path";
import { startGemini } from "../../../src/hosts/models/gemini.ts";
import { changeIn, type RealClient } from "./client.ts";

export const geminiClient: RealClient = {
  id: "gemini-cli",
  version: "0.61.0",
  packages: ["@google/gemini-cli@0.61.0"],
  program: "node_modules/.bin/gemini",
  startModel: startGemini,
  setUp(sandbox, server) {
    const settings = {
      security: { auth: { selectedType: "gemini-api-key" } },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false },
      mcpServers: { demo: { ...server, trust: true } },
    };
    sandbox.write(join(sandbox.home, ".gemini/settings.json"), `${JSON.stringify(settings, null, 2)}\n`);
  },
  launch: (_, model, folder) => ({
    command: join(folder, "node_modules/.bin/gemini"),
    args: ["-p", "go on", "-m", "gemini-2.5-pro", "--yolo", "--skip-trust"],
    env: { GOOGLE_GEMINI_BASE_URL: model.url, GEMINI_API_KEY: "scripted-model" },
  }),
  calls: {
    shell: command => ({ tool: "run_shell_command", input: { command } }),
    write: (path, text) => ({ tool: "write_file", input: { file_path: path, content: text } }),
    read: path => ({ tool: "read_file", input: { file_path: path } }),
    edit: (path, from, to) => ({
      tool: "replace",
      input: { file_path: path, instruction: "Change it", old_string: from, new_string: to },
    }),
    mcp: (tool, input) => ({ tool: `mcp_demo_${tool}`, input }),
  },
  hookFiles: [".gemini/settings.json"],
  trustWorkspace: sandbox => {
    const trusted = { [sandbox.workspace]: "TRUST_FOLDER" };
    sandbox.write(join(sandbox.home, ".gemini/trustedFolders.json"), JSON.stringify(trusted));
    return [];
  },
  shortenPatience: sandbox => changeIn(sandbox, ".gemini/settings.json", '"timeout": 600000', '"timeout": 2000'),
};
