import { describe, expect, test } from "vitest";
import { claudeCode } from "../../src/agents/claude-code.ts";
import { grokBuild } from "../../src/agents/grok-build.ts";
import { checkPayloads, recorded } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  const notes = { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd };
  checkPayloads(grokBuild, {
    "pre_tool_use-shell": { kind: "command", text: "rm -rf important", shell: "bash", cwd },
    "pre_tool_use-shell-older-name": { kind: "command", text: "ls", shell: "bash", cwd },
    "pre_tool_use-edit": {
      kind: "edit",
      path: "/workspace/src/a.ts",
      replace: [{ from: "a", to: "b", all: false }],
      cwd,
    },
    "pre_tool_use-new-file": notes,
    "pre_tool_use-write": notes,
    "pre_tool_use-read": { kind: "read", path: "/workspace/.env.production", cwd },
    "pre_tool_use-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    "pre_tool_use-subagent": "pass",
    "pre_tool_use-cut": "malformed",
    "post_tool_use-shell": "pass",
  });

  test("a file tool that names no file is a call of an unknown tool", () => {
    const payload = { hookEventName: "PreToolUse", cwd, toolName: "write", toolInput: { what: 1 } };
    expect(grokBuild.read(payload, {})).toMatchObject({ action: { kind: "mcp", server: "grok-build", tool: "write" } });
  });

  test("it runs the hooks of Claude Code too, whose file leaves the call to this one", () => {
    expect(claudeCode.read(recorded("grok-build", "pre_tool_use-shell"), {})).toMatchObject({ kind: "pass" });
  });
});

test("a denial holds by its exit code and by its words, and nothing is said otherwise", () => {
  const { stdout, stderr, exitCode } = grokBuild.reply({ kind: "deny", reason: "held" }, "pre_tool_use");
  expect([JSON.parse(stdout), stderr, exitCode]).toEqual([{ decision: "deny", reason: "held" }, "held\n", 2]);
  expect(grokBuild.reply({ kind: "no-opinion" }, "pre_tool_use")).toEqual({ stdout: "", stderr: "", exitCode: 0 });
});

test("its command holds no variable that Grok would fill in", () => {
  const [script, hooks] = grokBuild.install({ home: "/a home", env: {}, launcher: "/x/agentguard/hook" });
  expect([script?.file, script?.mode]).toEqual(["/a home/.grok/agentguard.sh", 0o700]);
  expect(hooks?.starts?.(hooks.apply(null))).toEqual({ kind: "line", line: "'/a home/.grok/agentguard.sh'" });
  expect(hooks?.apply(null)).not.toContain("$");
});
