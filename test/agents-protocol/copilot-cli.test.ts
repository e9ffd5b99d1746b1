import { describe, expect, test } from "vitest";
import { copilotCli } from "../../src/agents/copilot-cli.ts";
import { checkPayloads, recorded, view } from "../support/agent-payloads.ts";

const cwd = "/workspace";
const shell = (text: string) => ({ kind: "command", text, shell: "bash", cwd });
const removal = shell("rm -rf important; env | sort > shell-env.txt");
const notes = { kind: "edit", path: "/workspace/notes.txt", replace: [{ from: "beta", to: "BETA", all: false }], cwd };
const written = { kind: "edit", path: "/workspace/new.txt", after: "hello\n", cwd };
const read = { kind: "read", path: "/workspace/notes.txt", cwd };
const fetched = { kind: "fetch", url: "http://127.0.0.1:9/x", method: "GET", cwd };
const drop = { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd };

describe("recorded payloads", () => {
  checkPayloads(copilotCli, {
    "preToolUse-shell": removal,
    "preToolUse-write": written,
    "preToolUse-edit": notes,
    "preToolUse-mcp": drop,
    "preToolUse-view": read,
    "preToolUse-grep": read,
    "preToolUse-web_fetch": fetched,
    "preToolUse-task": "pass",
    "preToolUse-subagent-shell": shell("rm -rf important"),
    "PreToolUse-pascal-shell": removal,
    "PreToolUse-pascal-write": written,
    "PreToolUse-pascal-edit": notes,
    "PreToolUse-pascal-mcp": drop,
    "PreToolUse-pascal-view": read,
    "PreToolUse-pascal-grep": read,
    "PreToolUse-pascal-web_fetch": fetched,
    "PreToolUse-pascal-task": "pass",
    "permissionRequest-shell": removal,
    // What the file becomes stands in a diff for people.
    "permissionRequest-edit": { kind: "edit", path: "/workspace/new.txt", cwd },
    "permissionRequest-mcp": drop,
    "postToolUse-shell": "pass",
    "PostToolUse-pascal-shell": "pass",
    "SessionStart-pascal-new": "pass",
    // Without a tool and without an event's name: nothing says that this is no call.
    "sessionStart-new": "malformed",
  });

  test("who, and which call: both spellings of one event name the same one", () => {
    const of = (name: string) => {
      const payload = copilotCli.read(recorded("copilot-cli", name), undefined);
      return payload.kind === "act" ? payload.action.origin : undefined;
    };
    const session = "d6a03b61-3426-466b-b75e-970345fe31d5";
    const origin = { agent: "copilot-cli", session, callId: "1795236523398", intent: "Run a command" };
    expect(of("preToolUse-shell")).toEqual(origin);
    expect(of("PreToolUse-pascal-shell")).toEqual(origin);
    expect(of("permissionRequest-shell")).toEqual({ agent: "copilot-cli", session });
    expect(of("preToolUse-subagent-shell")).toMatchObject({ subagent: "6f7e81d4-c15f-4e5c-94cc-032c934575fd" });
  });
});

describe("tools", () => {
  const patch = "*** Begin Patch\n*** Delete File: a\n*** End Patch";
  test.each<[string, unknown, unknown]>([
    ["bash", '{"command":"ls"}', shell("ls")],
    ["apply_patch", patch, { kind: "patch", text: patch, cwd }],
    ["powershell", { command: "Remove-Item x" }, { kind: "command", text: "Remove-Item x", shell: "powershell", cwd }],
    ["write_bash", { shellId: "0", input: "rm -rf x" }, shell("rm -rf x")],
    ["view", { path: ".env" }, { kind: "read", path: "/workspace/.env", cwd }],
    ["grep", { pattern: "KEY", path: "/workspace/.env" }, { kind: "read", path: "/workspace/.env", cwd }],
    ["grep", { pattern: "KEY" }, "pass"],
    ["web_fetch", { url: "http://127.0.0.1:9/" }, { kind: "fetch", url: "http://127.0.0.1:9/", method: "GET", cwd }],
    ["edit", { path: "new", old_str: "", new_str: "x" }, { kind: "edit", path: "/workspace/new", after: "x", cwd }],
    ["edit", { path: "a" }, "malformed"],
    ["create", { file_text: "x" }, "malformed"],
    ["create", { path: "a" }, "malformed"],
    [
      "str_replace_editor",
      { command: "create", path: "a", file_text: "x" },
      {
        kind: "edit",
        path: "/workspace/a",
        after: "x",
        cwd,
      },
    ],
    ["str_replace_editor", { command: "view", path: "a" }, { kind: "read", path: "/workspace/a", cwd }],
    ["str_replace_editor", { command: "insert", path: "a" }, { kind: "edit", path: "/workspace/a", cwd }],
    ["sql", { query: "DELETE FROM todos" }, "pass"],
    [
      "github-mcp-server-delete_file",
      {},
      {
        kind: "mcp",
        server: "github-mcp-server",
        tool: "delete_file",
        arguments: {},
        cwd,
      },
    ],
    ["shop-delete-project", {}, { kind: "mcp", server: "shop", tool: "delete-project", arguments: {}, cwd }],
    [
      "brand_new",
      { path: "/x" },
      {
        kind: "mcp",
        server: "copilot-cli",
        tool: "brand_new",
        arguments: { path: "/x" },
        cwd,
      },
    ],
  ])("%s %j", (toolName, toolArgs, expected) => {
    expect(view(copilotCli.read({ sessionId: "s", timestamp: 1, cwd, toolName, toolArgs }, undefined))).toEqual(
      expected,
    );
  });

  test.each<[unknown, string]>([
    [null, "expected object, received null"],
    [{}, "hook_event_name: expected string, received undefined"],
    [{ toolName: "bash", toolArgs: { command: "rm" } }, "cwd: expected string, received undefined"],
    [{ toolName: "bash", toolArgs: { command: "rm" }, cwd: "w" }, "cwd: expected an absolute path"],
    [{ toolName: "bash", toolArgs: 3, cwd }, "tool_input: expected record, received number"],
    [{ toolName: "bash", toolArgs: "rm -rf x", cwd }, "bash: tool_input.command: expected string, received undefined"],
  ])("%j cannot be read", (payload, because) => {
    expect(copilotCli.read(payload, undefined)).toMatchObject({ kind: "malformed", because });
  });
});

test("answers: silence, and a denial that holds by its words and by its exit code", () => {
  expect(copilotCli.reply({ kind: "no-opinion" }, "preToolUse")).toEqual({ stdout: "", stderr: "", exitCode: 0 });
  const { stdout, stderr, exitCode } = copilotCli.reply({ kind: "deny", reason: "held" }, "preToolUse");
  expect(JSON.parse(stdout)).toMatchObject({ permissionDecision: "deny", permissionDecisionReason: "held" });
  expect([stderr, exitCode]).toEqual(["held\n", 2]);
  expect(copilotCli.reply({ kind: "deny", reason: "held" }, "PreToolUse")).toEqual({ stdout, stderr: "", exitCode: 0 });
  const request = copilotCli.reply({ kind: "deny", reason: "held" }, "permissionRequest");
  expect([JSON.parse(request.stdout), request.exitCode]).toEqual([{ behavior: "deny", message: "held" }, 2]);
});

describe("configuration", () => {
  const target = { home: "/home/user", env: {}, launcher: "/home/user/.local/share/agentguard/hook" };

  test("a file of its own, without a matcher, for a person and for a machine", () => {
    const [own] = copilotCli.install(target);
    const [managed] = copilotCli.managed?.(target) ?? [];
    expect(own?.file).toBe("/home/user/.copilot/hooks/agentguard.json");
    expect(managed?.file).toBe("/etc/github-copilot/policy.d/agentguard.json");
    expect(JSON.parse(own?.apply(null) ?? "")).toEqual({
      version: 1,
      hooks: { preToolUse: [{ type: "command", bash: expect.stringMatching(/hook copilot-cli$/), timeoutSec: 600 }] },
    });
    expect(managed?.apply(null)).toBe(own?.apply(null));
    const [elsewhere] = copilotCli.install({ ...target, env: { COPILOT_HOME: "/elsewhere" } });
    expect(elsewhere?.file).toBe("/elsewhere/hooks/agentguard.json");
  });

  test("what a project can switch off", () => {
    const overrides = copilotCli.overrides?.(target, "/w") ?? [];
    expect(overrides.map(({ file }) => file)).toEqual([
      "/w/.github/copilot/settings.json",
      "/w/.github/copilot/settings.local.json",
      "/w/.claude/settings.json",
      "/w/.claude/settings.local.json",
    ]);
    for (const { off } of overrides) {
      expect(off('{"disableAllHooks": true} // all of them')).toContain("disableAllHooks");
      expect(off('{"disableAllHooks": false}')).toBeUndefined();
      expect(off('{"disableAllHooks": ')).toBeUndefined();
    }
    const [own, ...more] = copilotCli.overrides?.({ ...target, env: { COPILOT_HOME: "/c" } }, undefined) ?? [];
    expect([own?.file, more]).toEqual(["/c/settings.json", []]);
    expect(own?.off('{"disabledHooks": ["5f2b"]}')).toContain("disabledHooks");
    expect(own?.off('{"disableAllHooks": true}')).toBeUndefined();
  });
});
