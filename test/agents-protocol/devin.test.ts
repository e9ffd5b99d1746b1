import { describe, expect, test } from "vitest";
import { devin } from "../../src/agents/devin.ts";
import { checkPayloads, view } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  checkPayloads(devin, {
    "PreToolUse-shell": { kind: "command", text: "rm -rf /", shell: "bash", cwd, typed: true },
    "PreToolUse-edit": {
      kind: "edit",
      path: "/workspace/src/a.ts",
      replace: [{ from: "a", to: "b", all: false }],
      cwd,
    },
    "PreToolUse-edit-unknown-pieces": { kind: "edit", path: "/workspace/src/a.ts", cwd },
    "PreToolUse-mcp": {
      kind: "mcp",
      server: "github",
      tool: "delete_repo",
      arguments: { owner: "acme", repo: "site" },
      cwd,
    },
    "PreToolUse-read": { kind: "read", path: "/workspace/.env.production", cwd },
    "PostToolUse-shell": "pass",
  });

  test("as far as it is documented: no event, no folder", () => {
    const payload = { tool_name: "exec", tool_input: { command: "ls", shell_id: "main" } };
    const act = { kind: "command", text: "ls", shell: "bash", cwd: "/p", typed: true };
    expect(view(devin.read(payload, { DEVIN_PROJECT_DIR: "/p", PWD: "/elsewhere" }))).toEqual(act);
    expect(view(devin.read(payload, { PWD: "/p" }))).toEqual(act);
    expect(devin.read(payload, {})).toMatchObject({ kind: "malformed", because: /names a folder/ });
  });

  test.each<[string, object, unknown]>([
    ["edit", { patch: "x" }, { kind: "mcp", server: "devin", tool: "edit", arguments: { patch: "x" }, cwd }],
    ["write", { file_path: "a", content: "x" }, { kind: "edit", path: "/workspace/a", after: "x", cwd }],
    [
      "edit",
      { file_path: "a", old_string: "", new_string: "x" },
      { kind: "edit", path: "/workspace/a", after: "x", cwd },
    ],
    ["browse", { what: 1 }, { kind: "mcp", server: "devin", tool: "browse", arguments: { what: 1 }, cwd }],
    ["grep", { pattern: "x" }, "pass"],
    ["glob", { pattern: "*", command: "rm x" }, { kind: "command", text: "rm x", shell: "bash", cwd }],
  ])("%s %j", (tool_name, tool_input, act) => {
    expect(view(devin.read({ hook_event_name: "PreToolUse", cwd, tool_name, tool_input }, {}))).toEqual(act);
  });
});

describe("answers", () => {
  test("each half of a denial is one of its own", () => {
    const { stdout, stderr, exitCode } = devin.reply({ kind: "deny", reason: "held" }, "PreToolUse");
    expect([JSON.parse(stdout), stderr, exitCode]).toEqual([{ decision: "block", reason: "held" }, "held\n", 2]);
    expect(devin.reply({ kind: "no-opinion" }, "PreToolUse")).toEqual({ stdout: "{}\n", stderr: "", exitCode: 0 });
  });
});
