import { delimiter, join } from "node:path";
import { startChat } from "../../../src/hosts/models/chat.ts";
import { changeIn, type RealClient } from "./client.ts";

export const qwenClient: RealClient = {
  id: "qwen-code",
  version: "0.24.4",
  // Needs Node 22, which the `node` package brings.
  packages: ["@qwen-code/qwen-code@0.24.4", "node@22.23.3"],
  program: "node_modules/.bin/qwen",
  startModel: startChat,
  setUp(sandbox, server) {
    const settings = {
      security: { auth: { selectedType: "openai" } },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false },
      mcpServers: { demo: { ...server, trust: true } },
    };
    sandbox.write(join(sandbox.home, ".qwen/settings.json"), `${JSON.stringify(settings, null, 2)}\n`);
  },
  launch: (sandbox, model, folder) => {
    const bin = join(folder, "node_modules/.bin");
    return {
      command: join(bin, "node"),
      args: [join(bin, "qwen"), "-p", "go on", "--yolo"],
      env: {
        PATH: `${bin}${delimiter}${sandbox.env.PATH}`,
        OPENAI_BASE_URL: `${model.url}/v1`,
        OPENAI_API_KEY: "scripted-model",
        OPENAI_MODEL: "scripted",
        QWEN_CODE_SUPPRESS_YOLO_WARNING: "1",
      },
    };
  },
  calls: {
    shell: command => ({ tool: "run_shell_command", input: { command, is_background: false } }),
    write: (path, text) => ({ tool: "write_file", input: { file_path: path, content: text } }),
    read: path => ({ tool: "read_file", input: { file_path: path } }),
    edit: (path, from, to) => ({ tool: "edit", input: { file_path: path, old_string: from, new_string: to } }),
    mcp: (tool, input) => ({ tool: `mcp__demo__${tool}`, input }),
  },
  hookFiles: [".qwen/settings.json"],
  shortenPatience: sandbox => changeIn(sandbox, ".qwen/settings.json", '"timeout": 60', '"timeout": 2'),
};
