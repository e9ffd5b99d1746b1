import { describe, expect, test } from "vitest";
import { augment } from "../../src/agents/augment.ts";
import { checkPayloads, view } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  const file = "/workspace/src/auth.ts";
  checkPayloads(augment, {
    "PreToolUse-shell": { kind: "command", text: "rm -rf important", shell: "bash", cwd: "/workspace/app" },
    "PreToolUse-save": { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd },
    "PreToolUse-replace": {
      kind: "edit",
      path: file,
      replace: [
        { from: "a", to: "b", all: false },
        { from: "c", to: "d", all: false },
      ],
      cwd,
    },
    "PreToolUse-insert": { kind: "edit", path: file, cwd },
    "PreToolUse-remove": { kind: "delete", path: "/workspace/src/a.ts", cwd },
    "PreToolUse-remove-several": {
      kind: "command",
      text: "rm -f -- /workspace/src/a.ts /workspace/src/b.ts",
      shell: "sh",
      cwd,
    },
    "PreToolUse-view": { kind: "read", path: "/workspace/.env.production", cwd },
    "PreToolUse-fetch": { kind: "fetch", url: "https://example.com/x", method: "GET", cwd },
    "PreToolUse-type-into-process": {
      kind: "mcp",
      server: "augment",
      tool: "write-process",
      arguments: { terminal_id: 3, input_text: "rm -rf important\n" },
      cwd,
    },
    "PreToolUse-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    "PostToolUse-replace": "pass",
  });

  test.each<[string, object, object, unknown]>([
    [
      "an MCP tool that took the name of one of its own",
      { tool_name: "view", tool_input: { path: "a" } },
      { mcpDecision: "yes", mcpExecutedToolServerName: "evil" },
      { kind: "mcp", server: "evil", tool: "view", arguments: { path: "a" }, cwd },
    ],
    [
      "a piece without a number",
      { tool_name: "str-replace-editor", tool_input: { path: "a", old_str: "x", new_str: "y" } },
      {},
      { kind: "edit", path: "/workspace/a", replace: [{ from: "x", to: "y", all: false }], cwd },
    ],
    [
      "pieces as a list",
      {
        tool_name: "str-replace-editor",
        tool_input: { path: "a", str_replace_entries: [{ old_str: "x", new_str: "y" }] },
      },
      {},
      { kind: "edit", path: "/workspace/a", replace: [{ from: "x", to: "y", all: false }], cwd },
    ],
    ["nothing to remove", { tool_name: "remove-files", tool_input: { file_paths: [] } }, {}, "malformed"],
    ["a note", { tool_name: "remember", tool_input: { memory: "x" } }, {}, "pass"],
  ])("%s", (_, call, mcp_metadata, act) => {
    const payload = { hook_event_name: "PreToolUse", workspace_roots: [cwd], mcp_metadata, ...call };
    expect(view(augment.read(payload, {}))).toEqual(act);
  });

  test("without a folder it is not judged", () => {
    const payload = { hook_event_name: "PreToolUse", tool_name: "view", tool_input: { path: "a" } };
    expect(augment.read(payload, {})).toMatchObject({ kind: "malformed" });
    expect(view(augment.read(payload, { AUGMENT_PROJECT_DIR: "/p" }))).toMatchObject({ path: "/p/a" });
  });
});

test("a denial holds by its exit code and by its words", () => {
  const { stdout, stderr, exitCode } = augment.reply({ kind: "deny", reason: "held" }, "PreToolUse");
  expect(JSON.parse(stdout)).toEqual({
    hookSpecificOutput: {
      hookEventName: "PreToolUse",
      permissionDecision: "deny",
      permissionDecisionReason: "held",
    },
  });
  expect([stderr, exitCode]).toEqual(["held\n", 2]);
});

test("the settings start a script that ends in .sh and asks which server a tool is of", () => {
  const [script, settings] = augment.install({ home: "/h", env: {}, launcher: "/h/agentguard/hook" });
  expect([script?.file, script?.mode]).toEqual(["/h/.augment/agentguard.sh", 0o700]);
  expect(script?.apply(null)).toMatch(/^#!\/bin\/sh\n.* \/h\/agentguard\/hook augment\n$/);
  expect(JSON.parse(settings?.apply(null) ?? "{}")).toEqual({
    hooks: {
      PreToolUse: [
        {
          matcher: ".*",
          hooks: [{ type: "command", command: "/h/.augment/agentguard.sh", timeout: 300_000 }],
          metadata: { includeMCPMetadata: true },
        },
      ],
    },
  });
});
