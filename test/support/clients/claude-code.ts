import { join } from "node:path";
import { startAnthropic } from "../../../src/hosts/models/anthropic.ts";
import { changeIn, type RealClient } from "./client.ts";

export const claudeCodeClient: RealClient = {
  id: "claude-code",
  version: "2.1.329",
  packages: ["@anthropic-ai/claude-code@2.1.329"],
  program: "node_modules/.bin/claude",
  startModel: startAnthropic,
  setUp(sandbox, server) {
    sandbox.write(join(sandbox.home, ".mcp.json"), JSON.stringify({ mcpServers: { demo: server } }));
  },
  launch: (sandbox, model, folder) => ({
    command: join(folder, "node_modules/.bin/claude"),
    args: ["-p", "go on", "--dangerously-skip-permissions", "--mcp-config", join(sandbox.home, ".mcp.json")],
    env: {
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: "scripted-model",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      DISABLE_TELEMETRY: "1",
      IS_SANDBOX: "1",
    },
  }),
  calls: {
    shell: command => ({ tool: "Bash", input: { command, description: "Run a command" } }),
    write: (path, text) => ({ tool: "Write", input: { file_path: path, content: text } }),
    read: path => ({ tool: "Read", input: { file_path: path } }),
    edit: (path, from, to) => ({ tool: "Edit", input: { file_path: path, old_string: from, new_string: to } }),
    mcp: (tool, input) => ({ tool: `mcp__demo__${tool}`, input }),
  },
  hookFiles: [".claude/settings.json"],
  shortenPatience: sandbox => changeIn(sandbox, ".claude/settings.json", '"timeout": 600', '"timeout": 2'),
};
