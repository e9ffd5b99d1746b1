/** Lists of other tools become rules that load, and what cannot be said here is told. */
import { describe, expect, test } from "vitest";
import { importClaudeCode } from "../../../src/core/policy/import/claude-code.ts";
import { importCodex } from "../../../src/core/policy/import/codex.ts";
import { importCursor } from "../../../src/core/policy/import/cursor.ts";
import type { Imported } from "../../../src/core/policy/import/imported.ts";
import { importVsCode } from "../../../src/core/policy/import/vscode.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";

/** Rules as `then when`, holes as `entry: sentence`. */
function check(imported: Imported, rules: readonly string[], holes: readonly string[] = []): void {
  expect(imported.rules.map(({ then, when: { agent, ...when } = {} }) => `${then} ${JSON.stringify(when)}`)).toEqual(
    rules,
  );
  expect(imported.holes.map(({ entry, because }) => `${entry}: ${because}`)).toEqual(
    holes.map(hole => expect.stringContaining(hole)),
  );
  expect(loadPolicy(JSON.stringify({ version: 1, rules: imported.rules }), "/x").problems).toEqual([]);
}

const claude = (permissions: object) => importClaudeCode(JSON.stringify({ permissions, other: 1 }));

describe("Claude Code", () => {
  test("commands", () =>
    check(
      claude({
        allow: ["Bash(npm run test:*)", "Bash(git status)", "Bash(git log *)"],
        ask: ["Bash(git push:*)"],
        deny: ["Bash(rm -rf /)"],
      }),
      [
        'allow {"command":["npm run test","npm run test *","npm run test* *"]}',
        'allow {"command":"git status"}',
        'allow {"command":["git log","git log *"]}',
        'ask {"command":["git push","git push*"]}',
        'deny {"command":"rm -rf /"}',
      ],
      ["Bash(rm -rf /): It also means the command with more words"],
    ));
  test("files, tools and hosts", () =>
    check(
      claude({
        allow: ["mcp__linear__create_issue", "mcp__linear", "WebFetch(domain:docs.rs)", "Edit(src/**)"],
        deny: ["Read(./.env)", "Edit(//etc/**)"],
      }),
      [
        'allow {"tool":"linear/create_issue"}',
        'allow {"tool":"linear/*"}',
        'allow {"host":"docs.rs"}',
        'allow {"path":"src/**","effect":["write","overwrite"]}',
        'deny {"path":".env","effect":"read-secret"}',
        'deny {"path":"/etc/**","effect":["write","overwrite"]}',
      ],
      ["Read(./.env): It holds where a secret is read"],
    ));
  test("what lets anything pass is no rule", () =>
    check(
      claude({ allow: ["Bash(python3:*)", "Bash(bash *)", "Bash", "Bash(*)", "Read(src/**)"] }),
      [],
      [
        "Bash(python3:*): It lets python3 run anything",
        "Bash(bash *): It lets bash run anything",
        "Bash: It speaks of every Bash",
        "Bash(*): It speaks of every Bash",
        "Read(src/**): Reading is not held",
      ],
    ));
  test.each(["", "{", "[]", '{"permissions":[]}', '{"permissions":{"allow":"x"}}'])(
    "a file that reads %j has no list",
    text => check(importClaudeCode(text), []),
  );
});

test("Cursor", () =>
  check(
    importCursor(
      '{"permissions":{"allow":["Shell(git)","Shell(npm:*)","Read(src/**)"],"deny":["Shell(rm)","Write(**/*.key)","Other(x)"]}}',
    ),
    ['deny {"command":["rm"]}', 'deny {"path":"**/*.key","effect":["write","overwrite"]}'],
    [
      "Shell(git): It lets every git pass, whatever it does",
      "Shell(npm:*): It lets every npm pass",
      "Read(src/**): Reading is not held",
      "Other(x): It is none of",
    ],
  ));

test("VS Code", () =>
  check(
    importVsCode(`{ // settings
      "chat.tools.terminal.autoApprove": {
        "mkdir": true,
        "rm": false,
        "del": null,
        "/^git (status|show\\\\b)/": true,
        "/^git (status|log)\\\\b/": true,
        "/^npm\\\\s+run\\\\s+(?:build|lint)$/": { "approve": true },
        "/.*/": { "approve": true, "matchCommandLine": true },
        "python": true
      } }`),
    [
      'ask {"command":["rm"]}',
      'allow {"command":["git status","git status *","git log","git log *"]}',
      'allow {"command":["npm run build","npm run build *","npm run lint","npm run lint *"]}',
    ],
    [
      "mkdir: It lets every mkdir pass",
      "/^git (status|show\\b)/: The expression is no plain",
      "/.*/: It lets whole command lines",
      "python: It lets python run anything",
    ],
  ));

describe("Codex", () => {
  test("patterns with choices, comments and examples", () =>
    check(
      importCodex(`# mine
prefix_rule(
    # The prefix.
    pattern = ["gh", "pr", ["view", "list"]],
    decision = "allow",
    match = ["gh pr view 7888", ["gh", "pr", "list"]],
)
prefix_rule(pattern=['git', 'push'], decision='prompt', justification="others see it")
prefix_rule(pattern = ["rm"], decision = "forbidden")
prefix_rule(pattern = ["ls"])
prefix_rule(pattern = make(), decision = "allow")
host_executable(name = "git", paths = ["/usr/bin/git"])`),
      [
        'allow {"command":["gh pr view","gh pr view *","gh pr list","gh pr list *"]}',
        'ask {"command":["git push"]}',
        'deny {"command":["rm"]}',
      ],
      ['prefix_rule(["ls"]): It lets every ls pass', "prefix_rule(null): Its pattern or decision"],
    ));
  test("reasons are kept", () =>
    expect(
      importCodex('prefix_rule(pattern=["a"], decision="prompt", justification="so \\"they\\" said")').rules[0]
        ?.because,
    ).toBe('so "they" said'));
  test("unfinished text ends", () => {
    for (const text of [
      "prefix_rule(",
      "prefix_rule(pattern = [",
      'prefix_rule(pattern = ["a"',
      `prefix_rule(pattern = ${"[".repeat(50_000)}`,
    ])
      expect(importCodex(text).rules.length).toBeLessThan(2);
  });
});
