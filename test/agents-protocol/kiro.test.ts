import { describe, expect, test } from "vitest";
import { kiro } from "../../src/agents/kiro.ts";
import { checkPayloads } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  checkPayloads(kiro, {
    "PreToolUse-shell": { kind: "command", text: "rm -rf important", shell: "bash", cwd },
    "PreToolUse-create": { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd },
    "PreToolUse-str-replace": {
      kind: "edit",
      path: "/workspace/a.ts",
      replace: [{ from: "a", to: "b", all: false }],
      cwd,
    },
    "PreToolUse-append": { kind: "edit", path: "/workspace/a.ts", cwd },
    "PreToolUse-read": { kind: "read", path: "/workspace/.env.production", cwd },
    "PreToolUse-read-several": {
      kind: "command",
      text: "cat -- /workspace/a.txt '/workspace/it'\\''s'",
      shell: "sh",
      cwd,
    },
    "PreToolUse-mcp": { kind: "mcp", server: "postgres", tool: "query", arguments: { sql: "DROP TABLE users" }, cwd },
    "PreToolUse-aws": {
      kind: "command",
      text: "aws s3api delete-bucket --bucket 'my bucket' --region eu-west-1",
      shell: "sh",
      cwd,
    },
    "PreToolUse-ide-write": { kind: "edit", path: "/workspace/src/a.ts", after: "x\n", cwd },
    "PreToolUse-ide-delete": { kind: "delete", path: "/workspace/src/a.ts", cwd },
    "preToolUse-cli-2": { kind: "command", text: "ls", shell: "bash", cwd },
    "PostFileSave-save": "pass",
  });

  test.each<[unknown, string]>([
    [{}, "hook_event_name: expected string, received undefined"],
    [{ hook_event_name: "PreToolUse", cwd }, "tool_name: expected string, received undefined"],
    [
      { hook_event_name: "PreToolUse", cwd, tool_name: "fs_write", tool_input: { command: "create" } },
      "fs_write: tool_input.path: expected string, received undefined",
    ],
  ])("%j cannot be read", (payload, because) => {
    expect(kiro.read(payload, {})).toMatchObject({ kind: "malformed", because });
  });
});

test("nothing is printed that would become part of the conversation", () => {
  expect(kiro.reply({ kind: "no-opinion" }, "PreToolUse")).toEqual({ stdout: "", stderr: "", exitCode: 0 });
  expect(kiro.reply({ kind: "deny", reason: "held" }, "PreToolUse")).toEqual({
    stdout: "",
    stderr: "held\n",
    exitCode: 2,
  });
});

test("its file is all ours, and a switched-off hook is not taken for ours as it was written", () => {
  const [edit] = kiro.install({ home: "/h", env: {}, launcher: "/h/agentguard/hook" });
  const text = edit?.apply(null) ?? "";
  expect(edit?.file).toBe("/h/.kiro/hooks/agentguard.json");
  expect(JSON.parse(text)).toMatchObject({ version: "v1", hooks: [{ trigger: "PreToolUse", matcher: ".*" }] });
  const off = text.replace('"enabled": true', '"enabled": false');
  expect([edit?.present(text), edit?.present(off), edit?.remove(off)]).toEqual([true, false, null]);
  expect(edit?.remove('{"version":"v1","hooks":[]}')).toBe('{"version":"v1","hooks":[]}');
});
