import { expect, test } from "vitest";
import { geminiCli } from "../../src/agents/gemini-cli.ts";
import { recorded, view } from "../support/agent-payloads.ts";

test.each(["read_file", "ask_user", "glob", "run_shell_command"])("a server's tool named %s is the server's", name => {
  const mcp = recorded("gemini-cli", "BeforeTool-mcp") as Record<string, object>;
  const payload = { ...mcp, tool_name: name, mcp_context: { ...mcp.mcp_context, tool_name: name } };
  expect(view(geminiCli.read(payload, {}))).toMatchObject({ kind: "mcp", server: "demo", tool: name });
});

const cwd = "/w";
test.each<[string, object, unknown]>([
  ["read_many_files", { include: [".env.production"] }, { kind: "read", path: "/w/.env.production", cwd }],
  [
    "read_many_files",
    { include: ["notes.txt", ".env.production"] },
    { kind: "command", text: "cat -- /w/notes.txt /w/.env.production", shell: "sh", cwd },
  ],
  ["read_many_files", { include: [] }, "pass"],
  ["grep_search", { pattern: "x" }, "pass"],
  [
    "grep_search",
    { pattern: "x", include_pattern: ".env.production" },
    { kind: "read", path: "/w/.env.production", cwd },
  ],
])("%s %j", (tool_name, tool_input, expected) => {
  const payload = { hook_event_name: "BeforeTool", session_id: "s", cwd, tool_name, tool_input };
  expect(view(geminiCli.read(payload, {}))).toEqual(expected);
});
