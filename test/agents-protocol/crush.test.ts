import { describe, expect, test } from "vitest";
import { crush } from "../../src/agents/crush.ts";
import { checkPayloads, view } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  const file = "/workspace/src/a.ts";
  checkPayloads(crush, {
    "PreToolUse-shell": { kind: "command", text: "rm -rf important", shell: "bash", cwd },
    "PreToolUse-shell-elsewhere": { kind: "command", text: "rm -rf important", shell: "bash", cwd: "/srv" },
    "PreToolUse-write": { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd },
    "PreToolUse-edit": { kind: "edit", path: file, replace: [{ from: "a", to: "b", all: true }], cwd },
    "PreToolUse-multiedit": {
      kind: "edit",
      path: file,
      replace: [
        { from: "a", to: "b", all: false },
        { from: "c", to: "d", all: false },
      ],
      cwd,
    },
    "PreToolUse-view": { kind: "read", path: "/workspace/.env.production", cwd },
    "PreToolUse-fetch": { kind: "fetch", url: "https://example.com/x", method: "GET", cwd },
    "PreToolUse-download": { kind: "edit", path: "/workspace/x.sh", cwd },
    "PreToolUse-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    "PreToolUse-agent": "pass",
    "PreCompact-compact": "pass",
  });

  test.each<[string, object, unknown]>([
    [
      "edit",
      { file_path: "a", old_string: "", new_string: "x" },
      { kind: "edit", path: "/workspace/a", after: "x", cwd },
    ],
    ["toString", {}, { kind: "mcp", server: "crush", tool: "toString", arguments: {}, cwd }],
    ["ls", { path: "." }, "pass"],
    ["bash", { command: 7 }, "malformed"],
  ])("%s %j", (tool_name, tool_input, act) => {
    expect(view(crush.read({ event: "PreToolUse", cwd, tool_name, tool_input }, {}))).toEqual(act);
  });
});

test("a denial holds by its exit code and by its words", () => {
  const { stdout, stderr, exitCode } = crush.reply({ kind: "deny", reason: "held" }, "PreToolUse");
  expect([JSON.parse(stdout), stderr, exitCode]).toEqual([
    { version: 1, decision: "deny", reason: "held" },
    "held\n",
    2,
  ]);
  // An allow would skip Crush's own question.
  expect(crush.reply({ kind: "no-opinion" }, "PreToolUse").stdout).toBe("{}\n");
});

test.each([
  [{}, "/h/.config/crush/crush.json"],
  [{ XDG_CONFIG_HOME: "/x" }, "/x/crush/crush.json"],
  [{ CRUSH_GLOBAL_CONFIG: "/g", XDG_CONFIG_HOME: "/x" }, "/g/crush.json"],
])("its settings with %j are at %s", (env, file) => {
  expect(crush.install({ home: "/h", env, launcher: "/h/agentguard/hook" })[0]?.file).toBe(file);
});
