import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError, type Payload } from "../../src/agents/agent.ts";
import { cursor } from "../../src/agents/cursor.ts";
import { parsePayload } from "../../src/agents/payload.ts";

const folder = new URL("../fixtures/agents/cursor/", import.meta.url);
const fixture = (name: string) => parsePayload(readFileSync(new URL(`${name}.json`, folder)));

/** What matters of a payload, flat: the act without its origin, or the kind of anything else. */
function view(payload: Payload): unknown {
  if (payload.kind !== "act") return payload.kind;
  const { origin: _, env: _env, ...act } = payload.action;
  return act;
}

const FIXTURES: Readonly<Record<string, unknown>> = {
  "beforeShellExecution-shell": { kind: "command", text: "rm -rf important", shell: "bash", cwd: "/workspace/app" },
  "beforeShellExecution-no-cwd": { kind: "command", text: "git status", shell: "bash", cwd: "/workspace" },
  "beforeMCPExecution-mcp": {
    kind: "mcp",
    server: "demo",
    tool: "drop_table",
    arguments: { table: "users" },
    cwd: "/workspace",
  },
  "beforeMCPExecution-url": {
    kind: "mcp",
    server: "https://mcp.example.com/sse",
    tool: "list_tables",
    arguments: {},
    cwd: "/workspace",
  },
  "beforeReadFile-read": { kind: "read", path: "/workspace/.env.production", cwd: "/workspace" },
  "preToolUse-shell": "pass",
  "preToolUse-mcp": "pass",
  "preToolUse-task": "pass",
  "preToolUse-write": { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd: "/workspace" },
  "preToolUse-delete": { kind: "delete", path: "/workspace/notes.txt", cwd: "/workspace" },
  "preToolUse-read": { kind: "read", path: "/workspace/.env.production", cwd: "/workspace" },
  "preToolUse-fetch": { kind: "fetch", url: "https://example.com/x", method: "GET", cwd: "/workspace" },
  "preToolUse-stdin": {
    kind: "mcp",
    server: "cursor",
    tool: "WriteShellStdin",
    arguments: { shell_id: "3", chars_length: 42 },
    cwd: "/workspace",
  },
  "afterFileEdit-edit": "pass",
};

describe("payloads", () => {
  test("each has its line here", () => {
    expect(
      readdirSync(folder)
        .map(name => name.replace(".json", ""))
        .sort(),
    ).toEqual(Object.keys(FIXTURES).sort());
  });
  test.each(Object.entries(FIXTURES))("%s", (name, expected) => {
    expect(view(cursor.read(fixture(name), undefined))).toEqual(expected);
  });
  test("two events of one read are the same act", () => {
    const [before, tool] = ["beforeReadFile-read", "preToolUse-read"].map(name =>
      cursor.read(fixture(name), undefined),
    );
    if (before?.kind !== "act" || tool?.kind !== "act") throw new Error("both are acts");
    expect(view(before)).toEqual(view(tool));
    expect(before.action.origin.session).toBe(tool.action.origin.session);
  });
});

const base = { hook_event_name: "preToolUse", conversation_id: "c", workspace_roots: ["/w"] };

describe("odd but real", () => {
  test.each<[object, unknown]>([
    [
      { ...base, tool_name: "StrReplace", tool_input: { file_path: "a", old_string: "x", new_string: "y" } },
      { kind: "edit", path: "/w/a", replace: [{ from: "x", to: "y", all: false }], cwd: "/w" },
    ],
    [
      { ...base, tool_name: "Grep", tool_input: { pattern: "x", path: ".env.prod" } },
      { kind: "read", path: "/w/.env.prod", cwd: "/w" },
    ],
    [
      { ...base, tool_name: "Grep", tool_input: { pattern: "x", path: "api", glob: ".env.prod" } },
      { kind: "read", path: "/w/api/.env.prod", cwd: "/w" },
    ],
    [
      { ...base, tool_name: "toString", tool_input: {} },
      { kind: "mcp", server: "cursor", tool: "toString", arguments: {}, cwd: "/w" },
    ],
    [
      { ...base, hook_event_name: "beforeShellExecution", command: "del x", cwd: "/c:/Users/me/app" },
      { kind: "command", text: "del x", shell: "powershell", cwd: "c:/Users/me/app" },
    ],
    [
      { ...base, hook_event_name: "beforeMCPExecution", tool_name: "t", tool_input: "[1]" },
      { kind: "mcp", server: "unknown", tool: "t", arguments: { input: [1] }, cwd: "/w" },
    ],
    [
      { ...base, hook_event_name: "beforeMCPExecution", tool_name: "t", tool_input: { a: 1 }, mcp_server_name: "s" },
      { kind: "mcp", server: "s", tool: "t", arguments: { a: 1 }, cwd: "/w" },
    ],
  ])("%j", (payload, expected) => {
    expect(view(cursor.read(payload, undefined))).toEqual(expected);
  });
});

describe("what cannot be read is told", () => {
  test.each<[unknown, string]>([
    [7, "expected object, received number"],
    [
      { hook_event_name: "beforeShellExecution", command: "ls" },
      "neither cwd nor workspace_roots names an absolute folder",
    ],
    [{ ...base, hook_event_name: "beforeShellExecution" }, "command: expected string, received undefined"],
    [
      { ...base, hook_event_name: "beforeMCPExecution", tool_name: "t", tool_input: '{"a":' },
      "tool_input: expected a text that holds JSON",
    ],
    [{ ...base, tool_name: "Write", tool_input: { file_path: "a" } }, "content: expected string, received undefined"],
    [{ ...base, tool_name: "Write", tool_input: "a" }, "tool_input: expected record, received string"],
  ])("%j", (payload, because) => {
    expect(cursor.read(payload, undefined)).toMatchObject({ kind: "malformed", because });
  });
});

describe("answers", () => {
  const deny = { kind: "deny", reason: "held" } as const;
  test.each(["beforeShellExecution", "preToolUse", undefined])("no opinion at %s is never empty", event => {
    expect(cursor.reply({ kind: "no-opinion" }, event)).toEqual({
      stdout: '{"permission":"allow"}\n',
      stderr: "",
      exitCode: 0,
    });
  });
  test("a denial speaks to both", () => {
    const { stdout, exitCode } = cursor.reply(deny, "beforeShellExecution");
    expect([JSON.parse(stdout), exitCode]).toEqual([
      { permission: "deny", user_message: "held", agent_message: "held" },
      0,
    ]);
  });
  test("to a broken payload also by exit code", () => {
    expect(cursor.reply(deny, undefined)).toMatchObject({ stderr: "held\n", exitCode: 2 });
  });
});

describe("the command line in hooks.json", () => {
  const commandFor = (launcher: string): string => {
    const [edit] = cursor.install({ home: "/h", env: {}, launcher });
    const { hooks } = JSON.parse(edit?.apply(null) ?? "{}") as { hooks: Record<string, { command: string }[]> };
    expect(edit?.present(edit.apply(null))).toBe(true);
    return hooks.beforeShellExecution?.[0]?.command ?? "";
  };
  test.each([
    ["/h/.local/share/agentguard/hook", "/h/.local/share/agentguard/hook cursor"],
    ["/h/Library/Application Support/agentguard/hook", "'/h/Library/Application Support/agentguard/hook' cursor"],
    ["/h/it's//x/agentguard/hook", "'/h/it'\\''s/x/agentguard/hook' cursor"],
  ])("%s", (launcher, command) => {
    expect(commandFor(launcher)).toBe(command);
  });
  test("a path that cannot be written down is refused", () => {
    expect(() => cursor.install({ home: "/h", env: {}, launcher: "/a\n/hook" })).toThrow(ConfigError);
  });
});
