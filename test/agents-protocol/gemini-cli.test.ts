import { expect, test } from "vitest";
import { geminiCli } from "../../src/agents/gemini-cli.ts";
import { recorded, view } from "../support/agent-payloads.ts";

test.each(["read_file", "ask_user", "glob", "run_shell_command"])("a server's tool named %s is the server's", name => {
  const mcp = recorded("gemini-cli", "BeforeTool-mcp") as Record<string, object>;
  const payload = { ...mcp, tool_name: name, mcp_context: { ...mcp.mcp_context, tool_name: name } };
  expect(view(geminiCli.read(payload, {}))).toMatchObject({ kind: "mcp", server: "demo", tool: name });
});
