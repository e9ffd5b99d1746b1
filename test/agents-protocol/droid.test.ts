import { describe, expect, test } from "vitest";
import { droid } from "../../src/agents/droid.ts";
import { checkPayloads } from "../support/agent-payloads.ts";

const cwd = "/workspace";
const TARGET = { home: "/h", env: {}, launcher: "/h/agentguard/hook" };

describe("payloads", () => {
  const notes = { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd };
  checkPayloads(droid, {
    "PreToolUse-shell": { kind: "command", text: "rm -rf important", shell: "bash", cwd },
    "PreToolUse-create": notes,
    "PreToolUse-edit": { kind: "edit", path: "/workspace/src/a.ts", replace: [{ from: "a", to: "b", all: true }], cwd },
    "PreToolUse-multi-edit": {
      kind: "edit",
      path: "/workspace/src/a.ts",
      replace: [
        { from: "a", to: "b", all: false },
        { from: "c", to: "d", all: false },
      ],
      cwd,
    },
    "PreToolUse-read": { kind: "read", path: "/workspace/.env.production", cwd },
    "PreToolUse-fetch": { kind: "fetch", url: "https://example.com/x", method: "GET", cwd },
    "PreToolUse-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    "PreToolUse-task": "pass",
    "PreToolUse-script": {
      kind: "mcp",
      server: "droid",
      tool: "Script",
      arguments: { code: "await tools.Execute({command: 'ls'})" },
      cwd,
    },
    "PreToolUse-camel-case": notes,
    "PreToolUse-patch": {
      kind: "patch",
      text: "*** Begin Patch\n*** Delete File: src/old.ts\n*** Update File: src/a.ts\n@@\n-a\n+b\n*** End Patch",
      cwd,
    },
    "PostToolUse-shell": "pass",
  });

  test.each<[unknown, string]>([
    [{ cwd, tool_name: "Execute", tool_input: {} }, "hook_event_name: expected string"],
    [
      { hook_event_name: "PreToolUse", cwd: "x", tool_name: "Execute", tool_input: {} },
      "cwd: expected an absolute path",
    ],
    [
      { hook_event_name: "PreToolUse", cwd, tool_name: "Execute", tool_input: {} },
      "Execute: tool_input.command: expected string, received undefined",
    ],
  ])("%j cannot be read", (payload, because) => {
    expect(droid.read(payload, {})).toMatchObject({ kind: "malformed", because });
  });
});

test("a denial is the exit code and nothing that an earlier hook's allow could beat", () => {
  expect(droid.reply({ kind: "deny", reason: "held" }, "PreToolUse")).toEqual({
    stdout: "",
    stderr: "held\n",
    exitCode: 2,
  });
});

describe("settings that switch hooks off", () => {
  const overrides = droid.overrides?.(TARGET, "/w") ?? [];
  test("the person's and the project's", () => {
    expect(overrides.map(({ file }) => file)).toEqual([
      "/h/.factory/settings.json",
      "/h/.factory/settings.local.json",
      "/w/.factory/settings.json",
      "/w/.factory/settings.local.json",
    ]);
  });
  test.each([
    ['{"hooksDisabled": true}', true],
    ['{\n  // why\n  "hooksDisabled": true,\n}', true],
    ['{"hooksDisabled": false}', false],
    ["{}", false],
    ["", false],
    ['{"hooksDisabled": tr', false],
  ])("%j", (text, off) => {
    expect(overrides[0]?.off(text) !== undefined).toBe(off);
  });
});
