import { describe, expect, test } from "vitest";
import { copilotCli } from "../../src/agents/copilot-cli.ts";
import { vscodeChat } from "../../src/agents/vscode-chat.ts";
import { readPatch } from "../../src/core/edits/patch.ts";
import { checkPayloads, recorded, view } from "../support/agent-payloads.ts";

const cwd = "/workspace";
const file = (name: string) => `/workspace/${name}`;
const piece = (from: string, to: string) => ({ from, to, all: false });
const removal = { kind: "command", text: "rm -rf important", shell: "bash", cwd };
const several = `*** Begin Patch
*** Update File: /workspace/a.ts
@@
-one
-two
+1
@@
-six
+6
*** Update File: /workspace/b.ts
@@
-two
+2
+
*** End Patch`;

describe("payloads", () => {
  checkPayloads(vscodeChat, {
    "PreToolUse-shell": removal,
    "PreToolUse-camel-case": removal,
    "PreToolUse-create": { kind: "edit", path: file("new.txt"), after: "hello\n", cwd },
    "PreToolUse-replace": { kind: "edit", path: file("notes.txt"), replace: [piece("beta", "BETA")], cwd },
    "PreToolUse-replace-several": { kind: "patch", text: several, cwd },
    "PreToolUse-replace-twice-in-one": {
      kind: "edit",
      path: file("a.ts"),
      replace: [piece("one", "1"), piece("six", "6")],
      cwd,
    },
    "PreToolUse-insert": { kind: "edit", path: file("main.tf"), cwd },
    "PreToolUse-patch": {
      kind: "patch",
      text: "*** Begin Patch\n*** Delete File: /workspace/notes.txt\n*** End Patch",
      cwd,
    },
    "PreToolUse-notebook": { kind: "edit", path: file("n.ipynb"), cwd },
    "PreToolUse-read": { kind: "read", path: file(".env.production"), cwd },
    "PreToolUse-fetch": { kind: "fetch", url: "http://127.0.0.1:9/x", method: "GET", cwd },
    "PreToolUse-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    "PreToolUse-todo": "pass",
    "PreToolUse-subagent": "pass",
    "PostToolUse-shell": "pass",
    "PreToolUse-copilot-target": { kind: "edit", path: file("new.txt"), after: "hello\n", cwd },
    "PreToolUse-claude-target": {
      kind: "command",
      text: "rm -rf important; env | sort > shell-env.txt",
      shell: "bash",
      cwd,
    },
  });

  test("replacements in several files are a patch that is read again as they were", () => {
    expect(readPatch(several)).toEqual([
      { kind: "edit", path: file("a.ts"), replace: [piece("one\ntwo", "1"), piece("six", "6")] },
      { kind: "edit", path: file("b.ts"), replace: [piece("two", "2\n")] },
    ]);
  });

  test.each<[string, string, object | undefined]>([
    ["PreToolUse-shell", "vscode-chat", { callId: "call_0001", session: "5b1f9a1e-77c4-4a39-9d3e-0f8e4c2b7a10" }],
    ["PreToolUse-copilot-target", "copilot-cli", { callId: "1795236523602" }],
    ["PreToolUse-claude-target", "claude-code", { callId: "toolu_0001" }],
  ])("%s is an act of %s", (name, agent, more) => {
    const payload = vscodeChat.read(recorded("vscode-chat", name), undefined);
    expect(payload).toMatchObject({ kind: "act", action: { origin: { agent, ...more } } });
  });

  test("the file of Copilot's hooks is read by VS Code's Local target too, which is told apart there", () => {
    const payload = copilotCli.read(recorded("vscode-chat", "PreToolUse-shell"), undefined);
    expect(payload).toMatchObject({ event: "PreToolUse of vscode-chat", action: { origin: { agent: "vscode-chat" } } });
    expect(copilotCli.reply({ kind: "deny", reason: "held" }, payload.event)).toEqual(
      vscodeChat.reply({ kind: "deny", reason: "held" }, "PreToolUse"),
    );
  });
});

describe("tools", () => {
  const call = (tool_name: string, tool_input: object, more: object = { cwd }) =>
    vscodeChat.read(
      {
        hook_event_name: "PreToolUse",
        timestamp: "2026-10-14T09:30:00.000Z",
        tool_use_id: "1",
        ...more,
        tool_name,
        tool_input,
      },
      { HOME: "/home/user" },
    );
  test.each<[string, object, unknown]>([
    ["send_to_terminal", { id: "1", command: "rm -rf important" }, removal],
    [
      "create_and_run_task",
      { task: { label: "clean", type: "shell", command: "rm", args: ["-rf", "my files"] } },
      { kind: "command", text: "rm -rf 'my files'", shell: "bash", cwd },
    ],
    ["memory", { command: "delete", path: "/memories/a.md" }, "pass"],
    ["fetch_webpage", { urls: [] }, "pass"],
    ["grep_search", { query: "x", isRegexp: false }, "pass"],
    [
      "grep_search",
      { query: "x", isRegexp: false, includePattern: ".env.production" },
      { kind: "read", path: `${cwd}/.env.production`, cwd },
    ],
    [
      "fetch_webpage",
      { urls: ["http://a", "http://b"] },
      { kind: "mcp", server: "vscode-chat", tool: "fetch_webpage", arguments: { urls: ["http://a", "http://b"] }, cwd },
    ],
    ["multi_replace_string_in_file", { replacements: [] }, "malformed"],
    [
      "multi_replace_string_in_file",
      { replacements: [{ filePath: "a\n*** Delete File: b", oldString: "", newString: "" }] },
      "malformed",
    ],
    ["run_in_terminal", {}, "malformed"],
    [
      "run_vscode_command",
      { commandId: "workbench.extensions.uninstallExtension" },
      {
        kind: "mcp",
        server: "vscode-chat",
        tool: "run_vscode_command",
        arguments: { commandId: "workbench.extensions.uninstallExtension" },
        cwd,
      },
    ],
  ])("%s %j", (tool, input, expected) => {
    expect(view(call(tool, input))).toEqual(expected);
  });

  test("without a folder open, a terminal starts at home", () => {
    expect(call("run_in_terminal", { command: "ls" }, {})).toMatchObject({ action: { cwd: "/home/user" } });
  });
});

test("answers hold for each of its targets", () => {
  const deny = { kind: "deny", reason: "held" } as const;
  const said = (event: string | undefined) => {
    const { stdout, ...rest } = vscodeChat.reply(deny, event);
    return { ...JSON.parse(stdout), ...rest };
  };
  const decision = { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: "held" };
  const all = { hookSpecificOutput: decision, permissionDecision: "deny", permissionDecisionReason: "held" };
  for (const event of ["PreToolUse", undefined])
    expect(said(event)).toMatchObject({ ...all, stderr: "held\n", exitCode: 2 });
  for (const event of ["PreToolUse of copilot-cli", "PreToolUse of claude-code"])
    expect(said(event)).toMatchObject({ ...all, stderr: "", exitCode: 0 });
  expect(vscodeChat.reply({ kind: "no-opinion" }, "PreToolUse")).toEqual({ stdout: "{}\n", stderr: "", exitCode: 0 });
});

test("its entry stands in a file of its own beside Copilot's", () => {
  const target = { home: "/home/user", env: {}, launcher: "/home/user/.local/share/agentguard/hook" };
  const [own] = vscodeChat.install(target);
  expect(own?.file).toBe("/home/user/.copilot/hooks/agentguard-vscode.json");
  expect(JSON.parse(own?.apply(null) ?? "")).toEqual({
    version: 1,
    hooks: { PreToolUse: [{ type: "command", command: expect.stringMatching(/hook vscode-chat$/), timeout: 600 }] },
  });
  const [copilots] = copilotCli.install(target);
  expect([own?.remove(copilots?.apply(null) ?? ""), copilots?.remove(own?.apply(null) ?? "")]).not.toContain(null);
});
