/** Settings of agents that are thrown in a file, read as JSON, TOML or YAML, and in pieces of a file that are neither. */
import { describe, expect, test } from "vitest";
import { SettingsText } from "../../../src/core/agent-switches/document.ts";
import { holdsHooks, thrownIn } from "../../../src/core/agent-switches/thrown.ts";
import { AGENT_SWITCHES } from "../../../src/hosts/agents/switches.ts";

const CLAUDE = ".claude/settings.json";
const EDITOR = ".vscode/settings.json";
const CODEX = "/home/dev/.codex/config.toml";

/** The settings that are thrown in `text`, as an agent's edit is read. */
function check(cases: readonly (readonly [path: string, text: string, thrown: readonly string[]])[]) {
  test.each(cases)("%s: %s", (path, text, thrown) => {
    expect(thrownIn(new SettingsText(path, text), AGENT_SWITCHES).map(({ setting }) => setting)).toEqual(thrown);
  });
}

describe("whole files", () => {
  check([
    [CLAUDE, '{ "disableAllHooks": true }', ["disableAllHooks: true"]],
    [CLAUDE, '{ "disableAllHooks": false }', []],
    [CLAUDE, '{ "disableAllHooks": "true" }', []],
    [CLAUDE, '{ "disable\\u0041llHooks": true }', ["disableAllHooks: true"]],
    [CLAUDE, '{ "env": { "CLAUDE_CODE_SIMPLE": "1" } }', ['env: {"CLAUDE_CODE_SIMPLE":"1"}']],
    [CLAUDE, '{ "env": { "NODE_ENV": "test" } }', []],
    [CLAUDE, '{ "note": "\\"disableAllHooks\\": true" }', []],
    [CLAUDE, '{ "permissions": { "defaultMode": "bypassPermissions" } }', ['defaultMode: "bypassPermissions"']],
    [CLAUDE, '{ "permissions": { "defaultMode": "plan" } }', []],
    [CLAUDE, '{ "permissions": { "allow": ["Read", "Bash(*)", "Bash(npm test)"] } }', ['allow: ["Bash(*)"]']],
    [CLAUDE, '{ "permissions": { "deny": ["Bash(*)"] } }', []],
    [CLAUDE, '{ "permissions": { "allow": ["Bash(rm:*)"] } }', ['allow: ["Bash(rm:*)"]']],
    ["/etc/claude-code/managed-settings.d/a.json", '{ "disableAllHooks": true }', ["disableAllHooks: true"]],
    ["/home/dev/.claude.json", '{ "bypassPermissionsModeAccepted": true }', ["bypassPermissionsModeAccepted: true"]],
    [EDITOR, '{\n // mine\n "chat.useHooks": false,\n}', ["chat.useHooks: false"]],
    [EDITOR, '{ "chat.useHooks": true, "chat.plugins.enabled": true }', []],
    [EDITOR, '{ // "chat.useHooks": false\n}', []],
    ["app.code-workspace", '{ "settings": { "chat.plugins.enabled": false } }', ["chat.plugins.enabled: false"]],
    ["app.code-workspace", '{ "chat.plugins.enabled": false }', []],
    [
      EDITOR,
      '{ "chat.tools.terminal.autoApprove": { "npm test": true, "rm": false } }',
      ['chat.tools.terminal.autoApprove: {"npm test":true}'],
    ],
    [EDITOR, '{ "chat.tools.terminal.autoApprove": { "rm": false } }', []],
    [EDITOR, '{ "security.workspace.trust.enabled": false }', ["security.workspace.trust.enabled: false"]],
    [EDITOR, '{ "extensions.allowed": { "*": false } }', ['extensions.allowed: {"*":false}']],
    [EDITOR, '{ "kiroAgent.trustedCommands": ["*"] }', ['kiroAgent.trustedCommands: ["*"]']],
    [EDITOR, '{ "roo-cline.allowedCommands": ["npm test"] }', []],
    [EDITOR, '{ "editor.tabSize": 2 }', []],
    [CODEX, 'approval_policy = "never"\n', ['approval_policy: "never"']],
    [CODEX, "[profiles.ci]\nsandbox_mode = 'danger-full-access'\n", ['sandbox_mode: "danger-full-access"']],
    [CODEX, "[features]\nhooks = false\n", ["hooks: false"]],
    [CODEX, "features = { hooks = false }\n", ["hooks: false"]],
    [CODEX, "features.codex_hooks = false\n", ["codex_hooks: false"]],
    [CODEX, "[features]\nhooks = true\nplan = false\n[tui]\nhooks = false\n", []],
    [CODEX, '# approval_policy = "never"\napproval_policy = "on-request"\n', []],
    [".gemini/settings.json", '{ "hooksConfig": { "enabled": false } }', ["enabled: false"]],
    [".gemini/settings.json", '{ "ui": { "enabled": false } }', []],
    [".gemini/settings.json", '{ "general": { "defaultApprovalMode": "YOLO" } }', ['defaultApprovalMode: "YOLO"']],
    [".qwen/settings.json", '{ "disableAllHooks": true }', ["disableAllHooks: true"]],
    ["/home/dev/.copilot/settings.json", '{ "disabledHooks": ["ab12"] }', ['disabledHooks: ["ab12"]']],
    ["/home/dev/.copilot/settings.json", '{ "disabledHooks": [] }', []],
    [".github/copilot/settings.local.json", '{ "disableAllHooks": true }', ["disableAllHooks: true"]],
    ["/home/dev/.factory/settings.json", '{ "hooksDisabled": true }', ["hooksDisabled: true"]],
    ["opencode.json", '{ "permission": { "bash": "allow" } }', ['bash: "allow"']],
    ["opencode.jsonc", '{ "agent": { "build": { "permission": "allow" } } }', ['permission: "allow"']],
    ["opencode.json", '{ "permission": { "bash": { "*": "allow" } } }', ['*: "allow"']],
    ["opencode.json", '{ "permission": { "bash": { "*": "ask", "ls": "allow" } } }', []],
    [".aider.conf.yml", "model: x\nyes-always: true\n", ["yes-always: true"]],
    [".aider.conf.yml", "yes-always: false\n", []],
    ["/home/dev/.config/goose/config.yaml", "GOOSE_MODE: auto\n", ['GOOSE_MODE: "auto"']],
    ["/home/dev/.config/amp/settings.json", '{ "amp.dangerouslyAllowAll": true }', ["amp.dangerouslyAllowAll: true"]],
    [".kiro/agents/dev.json", '{ "allowedTools": ["*"] }', ['allowedTools: ["*"]']],
    [".amazonq/cli/x.json", '{ "trustAllTools": true }', ["trustAllTools: true"]],
    [".windsurf/settings.json", '{ "a": [{ "yolo": true }] }', []],
    [".windsurf/settings.json", '{ "a": { "b": { "yolo": true } } }', ["yolo: true"]],
    ["package.json", '{ "yolo": true }', []],
    ["src/settings.json", '{ "disableAllHooks": true }', []],
  ]);
});

describe("pieces and broken files", () => {
  check([
    [CLAUDE, '"disableAllHooks": true', ["disableAllHooks: true"]],
    [CLAUDE, '  "x": 1\n  },\n  "disableAllHooks"  :  true\n}', ["disableAllHooks: true"]],
    [CLAUDE, '"disableAllHooks": false', []],
    [CLAUDE, '"defaultMode": "bypassPermissions",', ['defaultMode: "bypassPermissions"']],
    [CLAUDE, '"allow": ["Read", "Bash"', ['allow: ["Bash"]']],
    [CLAUDE, '{ "disableAllHooks": true', ["disableAllHooks: true"]],
    [CLAUDE, '{ "disableAllHooks": false, "disableAllHooks": true }', ["disableAllHooks: true"]],
    [CLAUDE, "{ 'disableAllHooks': true }", ["disableAllHooks: true"]],
    [EDITOR, '"chat.useHooks": false,\n"editor.tabSize": 2', ["chat.useHooks: false"]],
    [EDITOR, '"chat.tools.terminal.autoApprove": {\n "/.*/": true', ['chat.tools.terminal.autoApprove: {"/.*/":true}']],
    [CODEX, "x =\napproval_policy = 'never'", ['approval_policy: "never"']],
    [CODEX, "[features]\\nhooks = false\\n", ["hooks: false"]],
    [CODEX, "[tui]\\nhooks = false\\n", []],
    [".gemini/settings.json", '"enabled": false', []],
    [".gemini/settings.json", '"hooksConfig": { "enabled": false }', ["enabled: false"]],
    [".aider.conf.yml", "a: [\nyes-always: true", ["yes-always: true"]],
    ["opencode.json", '"permission": { "bash": "allow"', ['bash: "allow"']],
    ["opencode.json", '"bash": "allow"', []],
  ]);
});

test("a text of any size and depth is read in no time to speak of", () => {
  const many = `{${'"a": {'.repeat(50_000)}`;
  expect(thrownIn(new SettingsText(CLAUDE, many), AGENT_SWITCHES)).toEqual([]);
  const wide = `{ ${Array.from({ length: 5000 }, (_, i) => `"k${i}": { "yolo": false }`).join(",")}, "yolo": true }`;
  expect(thrownIn(new SettingsText(CLAUDE, wide), AGENT_SWITCHES).map(({ line }) => line)).toEqual([1]);
});

test("where it stands", () => {
  const text = '{\n  "a": 1,\n  "disableAllHooks": true\n}';
  expect(thrownIn(new SettingsText(CLAUDE, text), AGENT_SWITCHES)).toMatchObject([
    { line: 3, by: { means: "unhooked" } },
  ]);
});

test.each([
  [CLAUDE, '{ "hooks": { "PreToolUse": [] } }', true],
  [CLAUDE, '{ "hooks": {} }', false],
  [CLAUDE, "{}", false],
  [CLAUDE, '"hooks": { "PreToolUse"', true],
  [CODEX, "[[hooks.PreToolUse]]\nmatcher = '*'\n", true],
  [CODEX, "[features]\nhooks = true\n", false],
])("hooks in %s: %s", (path, text, holds) => {
  expect(holdsHooks(new SettingsText(path, text))).toBe(holds);
});
