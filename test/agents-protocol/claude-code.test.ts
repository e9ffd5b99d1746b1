import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Payload } from "../../src/agents/agent.ts";
import { claudeCode } from "../../src/agents/claude-code.ts";
import { parsePayload } from "../../src/agents/payload.ts";
import { view as sharedView } from "../support/agent-payloads.ts";

const folder = new URL("../fixtures/agents/claude-code/", import.meta.url);
const recorded = (name: string) => parsePayload(readFileSync(new URL(`${name}.json`, folder)));

/** What matters of a payload, flat: the act without its origin, or the kind of anything else. */
function view(payload: Payload): unknown {
  if (payload.kind !== "act") return payload.kind;
  const { origin: _, cwd: _cwd, env: _env, ...act } = payload.action;
  return act;
}

const RECORDED: Readonly<Record<string, unknown>> = {
  "PreToolUse-shell": { kind: "command", text: "rm -rf important; env | sort > shell-env.txt", shell: "bash" },
  "PreToolUse-shell-background": { kind: "command", text: "true", shell: "bash" },
  "PreToolUse-shell-default-mode": { kind: "command", text: "rm -rf important", shell: "bash" },
  "PreToolUse-subagent-shell": { kind: "command", text: "rm -rf important", shell: "bash" },
  "PreToolUse-monitor": { kind: "command", text: "true", shell: "bash" },
  "PreToolUse-write": { kind: "edit", path: "/workspace/new.txt", after: "hello\n" },
  "PreToolUse-edit": {
    kind: "edit",
    path: "/workspace/notes.txt",
    replace: [{ from: "beta", to: "BETA", all: false }],
  },
  "PreToolUse-read": { kind: "read", path: "/workspace/notes.txt" },
  "PreToolUse-webfetch": { kind: "fetch", url: "http://127.0.0.1:9/x", method: "GET" },
  "PreToolUse-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" } },
  "PreToolUse-agent": "pass",
  "ConfigChange-user_settings": "config-change",
  "PermissionRequest-shell-default-mode": "pass",
  "PostToolUse-shell": "pass",
  "SessionStart-startup": "pass",
  "Stop-plain": "pass",
  "UserPromptSubmit-plain": "pass",
};

describe("recorded payloads", () => {
  test("each has its line here", () => {
    expect(
      readdirSync(folder)
        .map(name => name.replace(".json", ""))
        .sort(),
    ).toEqual(Object.keys(RECORDED).sort());
  });
  test.each(Object.entries(RECORDED))("%s", (name, expected) => {
    expect(view(claudeCode.read(recorded(name), undefined))).toEqual(expected);
  });
  test.each([
    ["Read", { file_path: "/w/.env", limit: 3 }, "file_path"],
    ["Grep", { pattern: "KEY", path: "/w/.env" }, "path"],
    ["Grep", { pattern: "KEY", path: "/w", glob: ".env" }, undefined],
    ["Bash", { command: "cat .env", timeout: 9 }, "command"],
    ["PowerShell", { command: "cat .env" }, undefined],
    ["Write", { file_path: "/w/.env", content: "" }, undefined],
  ])("what of a %s may be changed", (tool, input, field) => {
    const payload = call(tool, input);
    expect("changeable" in payload ? payload.changeable : undefined).toEqual(field && { input, field });
  });
  test("who, where, and in the agent's own words", () => {
    const { action } = claudeCode.read(recorded("PreToolUse-subagent-shell"), { HOME: "/home/user" }) as {
      action: unknown;
    };
    expect(action).toMatchObject({
      cwd: "/workspace",
      env: { HOME: "/home/user" },
      origin: {
        agent: "claude-code",
        session: "996b3580-5ec0-4a5d-85e5-53a736738a7e",
        subagent: "a658e70ea9f414f88",
        callId: "toolu_0001",
        intent: "Remove a folder",
      },
    });
  });
  test("the changed file is named", () => {
    expect(claudeCode.read(recorded("ConfigChange-user_settings"), undefined)).toEqual({
      kind: "config-change",
      event: "ConfigChange",
      file: "/home/user/.claude/settings.json",
    });
  });
});

function call(tool_name: string, tool_input: unknown, more: object = {}): Payload {
  const payload = { hook_event_name: "PreToolUse", session_id: "s", cwd: "/w", tool_name, tool_input, ...more };
  return claudeCode.read(payload, { HOME: "/home/user" });
}

describe("tools", () => {
  test.each<[string, object, unknown]>([
    ["PowerShell", { command: "Remove-Item x" }, { kind: "command", text: "Remove-Item x", shell: "powershell" }],
    ["Monitor", { ws: "ws://localhost:1" }, "pass"],
    ["Monitor", { ws: "ws://localhost:1", command: "rm x" }, { kind: "command", text: "rm x", shell: "bash" }],
    [
      "Edit",
      { file_path: "new.txt", old_string: "", new_string: "a" },
      { kind: "edit", path: "/w/new.txt", after: "a" },
    ],
    [
      "MultiEdit",
      { file_path: "/w/a", edits: [{ old_string: "a", new_string: "b", replace_all: true }] },
      { kind: "edit", path: "/w/a", replace: [{ from: "a", to: "b", all: true }] },
    ],
    ["NotebookEdit", { notebook_path: "/w/n.ipynb", new_source: "1" }, { kind: "edit", path: "/w/n.ipynb" }],
    ["Read", { file_path: "~/.ssh/id_rsa" }, { kind: "read", path: "/home/user/.ssh/id_rsa" }],
    ["Read", { file_path: "../../etc/passwd" }, { kind: "read", path: "/etc/passwd" }],
    ["Grep", { pattern: ".", path: "/w/.env.production" }, { kind: "read", path: "/w/.env.production" }],
    ["Grep", { pattern: "." }, "pass"],
    [
      "Grep",
      { pattern: ".", glob: ".env.production", output_mode: "content" },
      { kind: "read", path: "/w/.env.production" },
    ],
    [
      "Grep",
      { pattern: ".", path: "a", glob: ".env.{production,local}" },
      { kind: "command", text: "cat -- /w/a/.env.production /w/a/.env.local", shell: "sh" },
    ],
    [
      "Grep",
      { pattern: "it's", path: "src", glob: "*.{ts,tsx} .env,notes.txt" },
      {
        kind: "command",
        text: String.raw`rg -e 'it'\''s' -g '*.ts' -g '*.tsx' -g .env -g notes.txt -- /w/src`,
        shell: "sh",
      },
    ],
    ["Grep", { pattern: "x", glob: "" }, "pass"],
    ["Artifact", { action: "publish", file_path: ".env.production" }, { kind: "read", path: "/w/.env.production" }],
    ["Artifact", { file_path: "/w/page.html", icon: "chart" }, { kind: "read", path: "/w/page.html" }],
    [
      "Artifact",
      { action: "upload_asset", file_paths: ["a.png", ".env"], url: "u" },
      { kind: "command", text: "cat -- /w/a.png /w/.env", shell: "sh" },
    ],
    [
      "Artifact",
      { action: "delete_asset", asset_id: "1" },
      {
        kind: "mcp",
        server: "claude-code",
        tool: "delete_asset",
        arguments: { action: "delete_asset", asset_id: "1" },
      },
    ],
    [
      "Projects",
      { method: "project_write", path: "x", local_path: ".env.production" },
      { kind: "read", path: "/w/.env.production" },
    ],
    [
      "Projects",
      { method: "project_delete", path: "x" },
      {
        kind: "mcp",
        server: "claude-code",
        tool: "delete_document",
        arguments: { method: "project_delete", path: "x" },
      },
    ],
    ["TodoWrite", { todos: [] }, "pass"],
    ["CronCreate", { cron: "* * * * *", prompt: "rm -rf / please" }, "pass"],
    ["CronCreate", { cron: "* * * * *", command: "rm -rf x" }, { kind: "command", text: "rm -rf x", shell: "bash" }],
    ["Task", { command: ["rm"] }, "malformed"],
    [
      "BrandNew",
      { path: "/x", force: true },
      { kind: "mcp", server: "claude-code", tool: "BrandNew", arguments: { path: "/x", force: true } },
    ],
    ["constructor", {}, { kind: "mcp", server: "claude-code", tool: "constructor", arguments: {} }],
    ["mcp__a__b__c", {}, { kind: "mcp", server: "a", tool: "b__c", arguments: {} }],
    ["mcp__odd", {}, { kind: "mcp", server: "odd", tool: "odd", arguments: {} }],
  ])("%s %j", (tool, input, expected) => {
    expect(view(call(tool, input))).toEqual(expected);
  });

  test("the server's own name wins over the one in the tool's name", () => {
    expect(view(call("mcp__my_db__v2__drop", {}, { mcp_server: { name: "my db__v2" } }))).toEqual({
      kind: "mcp",
      server: "my db__v2",
      tool: "drop",
      arguments: {},
    });
  });
});

describe("what cannot be read is told, with the field", () => {
  test.each<[unknown, string]>([
    [null, "expected object, received null"],
    [{}, "hook_event_name: expected string, received undefined"],
    [{ hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: {} }, "cwd: expected string, received undefined"],
    [{ hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: {}, cwd: "w" }, "cwd: expected an absolute path"],
    [
      { hook_event_name: "PreToolUse", cwd: "/w", tool_name: "Bash", tool_input: "rm" },
      "tool_input: expected record, received string",
    ],
    [
      { hook_event_name: "PreToolUse", cwd: "/w", tool_name: "Bash", tool_input: { command: 3 } },
      "Bash: tool_input.command: expected string, received number",
    ],
    [
      { hook_event_name: "PreToolUse", cwd: "/w", tool_name: "Write", tool_input: { file_path: "/a" } },
      "Write: tool_input.content: expected string, received undefined",
    ],
  ])("%j", (payload, because) => {
    expect(claudeCode.read(payload, undefined)).toMatchObject({ kind: "malformed", because });
  });
  test("odd extras do not turn an act away", () => {
    const payload = call("Bash", { command: "ls", description: 7 }, { session_id: 3, agent_id: null, mcp_server: "x" });
    expect(payload).toMatchObject({ kind: "act", action: { text: "ls", origin: { agent: "claude-code" } } });
  });
  test("Cursor running these hooks is left to Cursor's own entry", () => {
    expect(claudeCode.read({ hook_event_name: "preToolUse", cursor_version: "3.15.6" }, undefined).kind).toBe("pass");
  });
});

describe("others run the hooks of Claude Code: each act is read by its own tools, and as an act of who does it", () => {
  const cwd = "/w";
  const said = { hook_event_name: "PreToolUse", cwd };
  const copilot = { ...said, session_id: "s", timestamp: "2026-11-21T04:48:43.398Z" };
  const vscode = { ...copilot, transcript_path: "/t.jsonl", tool_use_id: "call_1" };
  const removal = { kind: "command", text: "rm -rf x", shell: "bash", cwd };
  test.each<[string, object, Record<string, string>, unknown]>([
    ["copilot-cli", { ...copilot, tool_name: "Bash", tool_input: { command: "rm -rf x" } }, {}, removal],
    [
      "copilot-cli",
      { ...copilot, tool_name: "Write", tool_input: { path: "/w/a", file_text: "b" } },
      {},
      { kind: "edit", path: "/w/a", after: "b", cwd },
    ],
    [
      "copilot-cli",
      { ...copilot, tool_name: "demo-drop_table", tool_input: {} },
      {},
      { kind: "mcp", server: "demo", tool: "drop_table", arguments: {}, cwd },
    ],
    ["vscode-chat", { ...vscode, tool_name: "run_in_terminal", tool_input: { command: "rm -rf x" } }, {}, removal],
    [
      "vscode-chat",
      { ...vscode, tool_name: "create_file", tool_input: { filePath: "/w/a", content: "b" } },
      {},
      { kind: "edit", path: "/w/a", after: "b", cwd },
    ],
    [
      "vscode-chat",
      { ...vscode, tool_name: "mcp_demo_drop_table", tool_input: {} },
      {},
      { kind: "mcp", server: "demo", tool: "drop_table", arguments: {}, cwd },
    ],
    [
      "devin",
      { ...said, tool_name: "exec", tool_input: { command: "rm -rf x", shell_id: "main" } },
      {},
      { ...removal, typed: true },
    ],
    [
      "devin",
      { hook_event_name: "PreToolUse", tool_name: "mcp__demo__drop", tool_input: {} },
      { DEVIN_PROJECT_DIR: cwd },
      { kind: "mcp", server: "demo", tool: "drop", arguments: {}, cwd },
    ],
    ["droid", { ...said, tool_name: "Execute", tool_input: { command: "rm -rf x" } }, {}, removal],
    [
      "droid",
      {
        ...said,
        permission_mode: "auto-high",
        tool_name: "Edit",
        tool_input: { file_path: "a", old_str: "1", new_str: "2" },
      },
      {},
      { kind: "edit", path: "/w/a", replace: [{ from: "1", to: "2", all: false }], cwd },
    ],
    [
      "droid",
      { ...said, tool_name: "Read", tool_input: { file_path: "a" } },
      { DROID_PROJECT_DIR: cwd },
      { kind: "read", path: "/w/a", cwd },
    ],
  ])("%s %j", (agent, payload, env, expected) => {
    const act = claudeCode.read(payload, env);
    expect(sharedView(act)).toEqual(expected);
    expect(act).toMatchObject({ event: `PreToolUse of ${agent}`, action: { origin: { agent } } });
    // Copilot reads words only where the exit code says nothing; for the others it says no as well.
    expect(claudeCode.reply({ kind: "deny", reason: "held" }, act.event)).toMatchObject({
      ...(agent === "copilot-cli" ? { exitCode: 0, stderr: "" } : { exitCode: 2, stderr: "held\n" }),
      stdout: expect.stringMatching(/"decision":"block".*"permissionDecision":"deny".*"hookSpecificOutput"/),
    });
    expect(claudeCode.reply({ kind: "no-opinion" }, act.event).stdout).toBe("{}\n");
    expect(act).not.toHaveProperty("changeable");
  });

  test.each<[string, object, string]>(
    ["DEVIN_PROJECT_DIR", "DROID_PROJECT_DIR", "FACTORY_PROJECT_DIR"].flatMap(name => [
      ["Read", { file_path: ".env.production" }, name],
      ["Bash", { command: "rm -rf x" }, name],
      ["Write", { file_path: "a", content: "b" }, name],
      ["mcp__a__b", {}, name],
    ]),
  )("%s %j of Claude Code stays its own with %s from a project's settings", (tool_name, tool_input, name) => {
    const payload = { ...said, session_id: "s", permission_mode: "default", tool_name, tool_input };
    const own = claudeCode.read(payload, {});
    const act = claudeCode.read(payload, { [name]: "/x" });
    expect(act).toMatchObject({ event: "PreToolUse", action: { origin: { agent: "claude-code" } } });
    expect(sharedView(act)).toEqual(sharedView(own));
    // Older versions say no mode: whoever it is taken for, the act is the same.
    const { permission_mode: _, ...older } = payload;
    expect(sharedView(claudeCode.read(older, { [name]: "/x" }))).toEqual(sharedView(own));
  });

  test.each<[string, object]>([
    ["Bash", { command: "ls" }],
    ["mcp__a__b", {}],
    ["BrandNew", {}],
  ])("%s without a time is Claude Code's own", (tool, input) => {
    expect(call(tool, input)).toMatchObject({ event: "PreToolUse", action: { origin: { agent: "claude-code" } } });
  });
});

describe("answers", () => {
  const deny = { kind: "deny", reason: 'no "rm"\nhere' } as const;
  const json = (event: string | undefined) => {
    const { stdout, ...rest } = claudeCode.reply(deny, event);
    expect(stdout.indexOf("\n")).toBe(stdout.length - 1);
    return { ...rest, said: JSON.parse(stdout) };
  };

  test("no opinion is one empty object", () => {
    expect(claudeCode.reply({ kind: "no-opinion" }, "PreToolUse")).toEqual({ stdout: "{}\n", stderr: "", exitCode: 0 });
    expect(claudeCode.reply({ kind: "no-opinion" }, "preToolUse").stdout).toBe('{"permission":"allow"}\n');
  });
  test("PreToolUse", () => {
    expect(json("PreToolUse")).toEqual({
      exitCode: 0,
      stderr: "",
      said: {
        hookSpecificOutput: {
          hookEventName: "PreToolUse",
          permissionDecision: "deny",
          permissionDecisionReason: deny.reason,
        },
      },
    });
  });
  test("PreToolUse, another input instead: an allow that carries all of it", () => {
    const answer = {
      kind: "masked-read",
      reason: "a copy",
      input: { file_path: "/g/.env", limit: 9 },
    };
    const { stdout } = claudeCode.reply({ ...answer, kind: "masked-read" }, "PreToolUse");
    expect(JSON.parse(stdout)).toEqual({
      hookSpecificOutput: {
        hookEventName: "PreToolUse",
        permissionDecision: "allow",
        permissionDecisionReason: "a copy",
        updatedInput: { file_path: "/g/.env", limit: 9 },
        additionalContext: "a copy",
      },
    });
  });
  test("ConfigChange", () => {
    expect(json("ConfigChange")).toEqual({ exitCode: 0, stderr: "", said: { decision: "block", reason: deny.reason } });
  });
  test("PermissionRequest", () => {
    expect(json("PermissionRequest").said.hookSpecificOutput.decision).toEqual({
      behavior: "deny",
      message: deny.reason,
    });
  });
  test.each([undefined, "Unheard"])("event %s: every dialect, and the exit code", event => {
    expect(json(event)).toMatchObject({
      exitCode: 2,
      stderr: `${deny.reason}\n`,
      said: {
        decision: "block",
        permission: "deny",
        permissionDecision: "deny",
        hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny" },
      },
    });
  });
});
