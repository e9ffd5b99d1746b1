import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cline } from "../../src/agents/cline/index.ts";
import { checkPayloads, recorded, view } from "../support/agent-payloads.ts";

const cwd = "/workspace";

describe("payloads", () => {
  const file = "/workspace/src/a.ts";
  const bash = { kind: "command", shell: "bash", cwd };
  const secret = { kind: "read", path: "/workspace/.env.production", cwd };
  checkPayloads(cline, {
    "PreToolUse-shell": { ...bash, text: "rm -rf important" },
    "PreToolUse-write": { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd },
    "PreToolUse-replace": {
      kind: "edit",
      path: file,
      replace: [
        { from: "const a = 1;", to: "const a = 2;\nconst b = 3;", all: false },
        { from: "old();", to: "", all: false },
      ],
      cwd,
    },
    "PreToolUse-replace-older-marks": { kind: "edit", path: file, replace: [{ from: "a", to: "b", all: false }], cwd },
    "PreToolUse-read": secret,
    "PreToolUse-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    "PreToolUse-browser": { kind: "fetch", url: "https://example.com/x", method: "GET", cwd },
    "PreToolUse-browser-click": "pass",
    "PreToolUse-completion": { ...bash, text: "open index.html" },
    "PreToolUse-question": "pass",
    "tool_call-shell": { ...bash, text: "ls -la\nrm -rf 'my files'" },
    "tool_call-shell-bare": { ...bash, text: "rm -rf important" },
    "tool_call-subagent-shell": { ...bash, text: "ls" },
    "tool_call-read": secret,
    "tool_call-edit": { kind: "edit", path: file, replace: [{ from: "a", to: "b", all: false }], cwd },
    "tool_call-new-file": { kind: "edit", path: "/workspace/notes.txt", after: "hello\n", cwd },
    "tool_call-insert": { kind: "edit", path: file, cwd },
    "tool_call-fetch": { kind: "fetch", url: "https://example.com/x", method: "GET", cwd },
    "tool_call-mcp": { kind: "mcp", server: "demo", tool: "drop_table", arguments: { table: "users" }, cwd },
    "tool_call-patch": {
      kind: "patch",
      text: "*** Begin Patch\n*** Delete File: src/old.ts\n*** Update File: src/a.ts\n@@\n-a\n+b\n*** End Patch",
      cwd,
    },
    "PostToolUse-shell": "pass",
  });

  test("who asks", () => {
    expect(cline.read(recorded("cline", "tool_call-subagent-shell"), {})).toMatchObject({
      action: { origin: { agent: "cline", session: "conv-1", subagent: "agent-2", callId: "call-1" } },
    });
    expect(cline.read(recorded("cline", "tool_call-shell"), {})).not.toHaveProperty("action.origin.subagent");
  });

  const call = (name: string, input: unknown) => ({
    hookName: "tool_call",
    workspaceRoots: [cwd],
    tool_call: { id: "1", name, input },
  });
  test("a search is one of the files that its pattern names", () => {
    const search = call("search_files", { path: ".", regex: "KEY", file_pattern: ".env.production" });
    expect(view(cline.read(search, {}))).toEqual({ kind: "read", path: `${cwd}/.env.production`, cwd });
  });

  test.each<[unknown, string]>([
    [{ hookName: "PreToolUse", workspaceRoots: [cwd] }, "neither preToolUse nor tool_call is there"],
    [
      { hookName: "PreToolUse", preToolUse: { toolName: "x", parameters: {} } },
      "workspaceRoots: expected the absolute path of a folder",
    ],
    [call("run_commands", {}), "run_commands: tool_input.command: expected string, received undefined"],
    [call("run_commands", { commands: [7] }), "run_commands: tool_input: expected object, received number"],
    [
      call("use_mcp_tool", { server_name: "s", tool_name: "t", arguments: "{" }),
      "use_mcp_tool: tool_input.arguments: expected a text that holds JSON",
    ],
  ])("%j cannot be read", (payload, because) => {
    expect(cline.read(payload, {})).toMatchObject({ kind: "malformed", because });
  });
});

describe("the hook file, run as Cline runs it", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "agentguard-cline-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const PAYLOAD = '{"hookName":"PreToolUse"}\n\n';
  /** `launcher` and `next` are the bodies of scripts; null: there is none. */
  const run = (launcher: string | null, next: string | null, mode = 0o700) => {
    const path = join(home, "a folder/agentguard/hook");
    const [edit] = cline.install({ home, env: {}, launcher: path });
    if (!edit?.movesTo) throw new Error("Cline has one file, and a place for another");
    const put = (file: string, text: string, bits: number) => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      chmodSync(file, bits);
    };
    put(edit.file, edit.apply(null), edit.mode ?? 0);
    if (launcher !== null) put(path, `#!/bin/sh\n[ "$1" = cline ] || exit 1\n${launcher}`, 0o700);
    if (next !== null) put(edit.movesTo, next, mode);
    const env = { PATH: "/nonexistent", "BASH_FUNC_printf%%": "() { echo '{\"cancel\":false}'; }" };
    const { stdout, status } = spawnSync(edit.file, { input: PAYLOAD, encoding: "utf8", env });
    return { said: stdout, status };
  };
  const ALLOW = "/bin/cat > /dev/null; printf '%s\\n' '{\"cancel\":false}'";
  const DENY = `/bin/cat > /dev/null; printf '%s\\n' '{"cancel":true,"errorMessage":"it'"'"'s held"}'`;
  const failed = /^\{"cancel":true,"errorMessage":"AgentGuard could not be asked/;

  test("passes on what the launcher says", () => {
    expect(run(ALLOW, null)).toEqual({ said: '{"cancel":false}\n', status: 0 });
    expect(run(DENY, null)).toEqual({ said: '{"cancel":true,"errorMessage":"it\'s held"}\n', status: 0 });
  });

  test.each([
    ["says nothing", "exit 0"],
    ["crashes", "exit 3"],
    ["is killed", "kill -9 $$"],
    ["talks rubbish", "echo hello"],
    ["says more than its answer", `${ALLOW}; echo more`],
    ["is not there", null],
  ])("refuses when the launcher %s", (_, launcher) => {
    const { said, status } = run(launcher, null);
    expect([status, said]).toEqual([0, expect.stringMatching(failed)]);
  });

  test("asks the hook that was there before, with the payload to the byte", () => {
    const seen = join(home, "seen");
    const next = `#!/bin/sh\n/bin/cat > ${seen}\nprintf '%s' '{"cancel":true,"errorMessage":"theirs"}'\nexit 7\n`;
    expect(run(ALLOW, next)).toEqual({ said: '{"cancel":true,"errorMessage":"theirs"}', status: 7 });
    expect(readFileSync(seen, "utf8")).toBe(PAYLOAD);
  });

  test("does not ask it when the call is refused already, or when it could not be run before either", () => {
    const next = "#!/bin/sh\necho theirs\n";
    expect(run(DENY, next).said).toMatch(/held/);
    expect(run(ALLOW, next, 0o600)).toEqual({ said: '{"cancel":false}\n', status: 0 });
  });
});
