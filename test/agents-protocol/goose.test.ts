import { describe, expect, test } from "vitest";
import { goose } from "../../src/agents/goose.ts";
import { checkPayloads } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  const replace = [{ from: "a", to: "b", all: false }];
  checkPayloads(goose, {
    "PreToolUse-shell": { kind: "command", text: "rm -rf important", shell: "bash", cwd },
    "PreToolUse-write": { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd },
    "PreToolUse-edit": { kind: "edit", path: "/workspace/src/a.ts", replace, cwd },
    "PreToolUse-text-editor": { kind: "edit", path: "/workspace/src/a.ts", replace, cwd },
    "PreToolUse-text-editor-undo": { kind: "edit", path: "/workspace/src/a.ts", cwd },
    "PreToolUse-image": { kind: "read", path: "/workspace/shot.png", cwd },
    "PreToolUse-image-url": { kind: "fetch", url: "https://example.com/x.png", method: "GET", cwd },
    "PreToolUse-tree": "pass",
    "PreToolUse-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    "BeforeShellExecution-shell": "pass",
  });

  test("a tool without an extension is the agent's own", () => {
    const payload = { event: "PreToolUse", working_dir: cwd, tool_name: "subagent", tool_input: {} };
    expect(goose.read(payload, {})).toMatchObject({ action: { kind: "mcp", server: "goose", tool: "subagent" } });
  });

  test.each<[unknown, string]>([
    [{ hook_event_name: "PreToolUse" }, "event: expected string, received undefined"],
    [
      { event: "PreToolUse", tool_name: "developer__shell", tool_input: { command: "ls" } },
      "working_dir: expected string, received undefined",
    ],
  ])("%j cannot be read", (payload, because) => {
    expect(goose.read(payload, {})).toMatchObject({ kind: "malformed", because });
  });
});

test("no opinion is a decision here, anything else would be refused by our own entry", () => {
  expect(goose.reply({ kind: "no-opinion" }, "PreToolUse")).toEqual({
    stdout: '{"decision":"allow"}\n',
    stderr: "",
    exitCode: 0,
  });
  const { stdout, stderr, exitCode } = goose.reply({ kind: "deny", reason: "held" }, "PreToolUse");
  expect([JSON.parse(stdout), stderr, exitCode]).toEqual([{ decision: "block", reason: "held" }, "held\n", 2]);
});

test("a plugin with a manifest, a pattern that is one, and a failure that refuses", () => {
  const [manifest, hooks] = goose.install({ home: "/h", env: {}, launcher: "/h/agentguard/hook" });
  expect(manifest?.file).toBe("/h/.agents/plugins/agentguard/plugin.json");
  expect(hooks?.file).toBe("/h/.agents/plugins/agentguard/hooks/hooks.json");
  expect(JSON.parse(hooks?.apply(null) ?? "{}")).toMatchObject({
    hooks: { PreToolUse: [{ matcher: ".*", hooks: [{ type: "command", timeout: 300, on_failure: "block" }] }] },
  });
});
