import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ConfigEdit, ConfigError } from "../../src/agents/agent.ts";
import { claudeCode } from "../../src/agents/claude-code.ts";
import { cursor } from "../../src/agents/cursor.ts";

const LAUNCHER = "/home/u/.local/share/agentguard/hook";
const edits = (launcher = LAUNCHER, env = {}): Record<"claude" | "cursor", ConfigEdit> => {
  const target = { home: "/home/u", env, launcher };
  const [claude] = claudeCode.install(target);
  const [second] = cursor.install(target);
  if (!claude || !second) throw new Error("each agent has one file");
  return { claude, cursor: second };
};
const { claude, cursor: cursorEdit } = edits();

const OURS = {
  PreToolUse: {
    matcher: "*",
    hooks: [{ type: "command", command: LAUNCHER, args: ["claude-code"], timeout: 600, onFailure: "block" }],
  },
  ConfigChange: { matcher: "*", hooks: [{ type: "command", command: LAUNCHER, args: ["claude-code"], timeout: 600 }] },
};
const CURSOR_ENTRY = { command: `${LAUNCHER} cursor`, timeout: 300, failClosed: true };

describe("where and what", () => {
  test("Claude Code: the user's settings, wherever its variable moves them", () => {
    expect(claude.file).toBe("/home/u/.claude/settings.json");
    expect(edits(LAUNCHER, { CLAUDE_CONFIG_DIR: "/cfg" }).claude.file).toBe("/cfg/settings.json");
    expect(JSON.parse(claude.apply(null))).toEqual({
      hooks: { PreToolUse: [OURS.PreToolUse], ConfigChange: [OURS.ConfigChange] },
    });
  });
  test("Cursor: the user's hooks", () => {
    expect(cursorEdit.file).toBe("/home/u/.cursor/hooks.json");
    expect(JSON.parse(cursorEdit.apply(null))).toEqual({
      version: 1,
      hooks: {
        beforeShellExecution: [CURSOR_ENTRY],
        beforeMCPExecution: [CURSOR_ENTRY],
        beforeReadFile: [CURSOR_ENTRY],
        preToolUse: [CURSOR_ENTRY],
      },
    });
  });
});

/** Settings as people have them. `LF` is replaced by each kind of line end. */
const SETTINGS: Readonly<Record<string, string>> = {
  "two blanks": `{\n  "model": "opus",\n  "permissions": {\n    "allow": ["Bash(ls)"]\n  }\n}\n`,
  tabs: `{\n\t"model": "opus",\n\t"hooks": {\n\t\t"Stop": []\n\t}\n}\n`,
  "no line end": `{\n  "model": "opus"\n}`,
  "one line": `{"model":"opus","permissions":{"allow":[]}}`,
  "one line with hooks": `{ "hooks": { "PreToolUse": [ { "matcher": "Bash", "hooks": [ { "type": "command", "command": "x" } ] } ] } }`,
  "odd blanks": `\n\n  {  "model"  :   "opus"\n,\n      "x":[1,2 ,3]   }   \n\n`,
  "groups of others": `{\n    "hooks": {\n        "PreToolUse": [\n            {\n                "matcher": "Bash",\n                "hooks": [{ "type": "command", "command": "/usr/bin/other hook" }]\n            }\n        ],\n        "PostToolUse": [{ "hooks": [] }]\n    },\n    "model": "opus"\n}\n`,
  "unicode and escapes": `{\n  "note": "\\u00e4 ä \\"quoted\\" \\/ 🙂 // no comment"\n}\n`,
  "byte order mark": `\uFEFF{\n  "model": "opus"\n}\n`,
};

describe("other people's settings stay as they are", () => {
  for (const [name, text] of Object.entries(SETTINGS))
    for (const [ends, lineEnd] of [
      ["LF", "\n"],
      ["CRLF", "\r\n"],
    ] as const) {
      const before = text.replaceAll("\n", lineEnd);
      test(`${name}, ${ends}`, () => {
        const after = claude.apply(before);
        expect(claude.present(before)).toBe(false);
        expect(claude.present(after)).toBe(true);
        expect(claude.apply(after)).toBe(after);
        expect(isSubsequence(before, after)).toBe(true);
        if (ends === "CRLF") expect(after.replaceAll("\r\n", "")).not.toContain("\n");
        expect(claude.remove(after)).toBe(before);
        expect(JSON.parse((claude.remove(after) ?? "").replace(/^\uFEFF/, ""))).toEqual(
          JSON.parse(before.replace(/^\uFEFF/, "")),
        );
      });
    }

  test("in the style of the file", () => {
    expect(claude.apply(SETTINGS.tabs ?? "")).toContain(
      '\t\t"Stop": [],\n\t\t"PreToolUse": [\n\t\t\t{\n\t\t\t\t"matcher": "*",',
    );
    expect(claude.apply(SETTINGS["one line"] ?? "")).not.toContain("\n");
    expect(claude.apply("{}")).toBe(claude.apply(null).trimEnd());
  });

  test("comments survive where the agent allows them", () => {
    const before = `{\n  // mine\n  "version": 1,\n  "hooks": {\n    "stop": [{ "command": "a" }] // last, and with a comma\n  }\n}\n`;
    const after = cursorEdit.apply(before);
    expect(after).toContain('"stop": [{ "command": "a" }],');
    expect(after).toContain("// last, and with a comma");
    expect(cursorEdit.present(after)).toBe(true);
    expect(cursorEdit.remove(after)).toBe(before);
  });

  test("any settings at all: added once, found, and taken out without a trace", () => {
    const text = fc
      .tuple(
        fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 })),
        fc.constantFrom(undefined, 2, 4, "\t"),
      )
      .map(([settings, indent]) => {
        const { hooks: _, ...rest } = settings;
        return JSON.stringify({ ...rest, a: 1 }, null, indent);
      });
    fc.assert(
      fc.property(text, before => {
        const after = claude.apply(before);
        expect(claude.present(after)).toBe(true);
        expect(claude.apply(after)).toBe(after);
        expect(claude.remove(after)).toBe(before);
      }),
    );
  });
});

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const char of whole) if (part.startsWith(char, at)) at += char.length;
  return at === part.length;
}

describe("our own entries", () => {
  test("nothing left of the file: nothing", () => {
    expect(claude.remove(claude.apply(null))).toBeNull();
    expect(cursorEdit.remove(cursorEdit.apply(null))).toBeNull();
    expect(claude.remove(claude.apply("{}"))).toBeNull();
  });
  test("a file without ours is not touched", () => {
    for (const text of [...Object.values(SETTINGS), "{}", ""]) expect(claude.remove(text)).toBe(text);
  });
  test("changed by hand: not present, and put right", () => {
    const weakened = claude.apply(null).replace('"block"', '"continue"');
    expect(claude.present(weakened)).toBe(false);
    expect(claude.apply(weakened)).toBe(claude.apply(null));
  });
  test("twice: once again", () => {
    const [once] = [JSON.parse(claude.apply(null)) as { hooks: { PreToolUse: unknown[] } }];
    once.hooks.PreToolUse.push(OURS.PreToolUse);
    const twice = JSON.stringify(once);
    expect(claude.present(twice)).toBe(false);
    expect((JSON.parse(claude.apply(twice)) as typeof once).hooks.PreToolUse).toEqual([OURS.PreToolUse]);
  });
  test("from another home folder: replaced, not doubled", () => {
    const old = edits("/old/home/agentguard/hook").claude.apply(null);
    expect(claude.present(old)).toBe(false);
    expect(JSON.parse(claude.apply(old))).toEqual(JSON.parse(claude.apply(null)));
    const oldCursor = edits("/old home/agentguard/hook").cursor.apply(null);
    expect(JSON.parse(cursorEdit.apply(oldCursor))).toEqual(JSON.parse(cursorEdit.apply(null)));
  });
  test("in a group with somebody else's hook: only ours goes", () => {
    const theirs = { type: "command", command: "theirs" };
    const mixed = { hooks: { PreToolUse: [{ matcher: "Bash", hooks: [theirs, OURS.PreToolUse.hooks[0]] }] } };
    expect(JSON.parse(claude.remove(JSON.stringify(mixed, null, 2)) ?? "")).toEqual({
      hooks: { PreToolUse: [{ matcher: "Bash", hooks: [theirs] }] },
    });
  });
  test("a hook of somebody else that looks alike stays", () => {
    const alike = {
      hooks: { PreToolUse: [{ hooks: [{ type: "command", command: "/x/agentguard/hook", args: ["codex"] }] }] },
    };
    const text = JSON.stringify(alike);
    expect(claude.remove(text)).toBe(text);
  });
  test("switched off elsewhere in the file: present, and told", () => {
    const off = claude.apply('{"disableAllHooks": true}');
    expect(claude.present(off)).toBe(true);
    expect(claude.obstacle?.(off)).toMatch(/disableAllHooks/);
    expect(claude.obstacle?.(claude.apply(null))).toBeUndefined();
  });
});

describe("a file that the agent could not read is left alone, and the place is named", () => {
  test.each<[keyof ReturnType<typeof edits>, string, string]>([
    ["claude", '{\n  "a": 1,\n  // note\n  "b": 2\n}', "3:3: Invalid comment token"],
    ["claude", '{\n  "a": 1,\n}', "3:1: Property name expected"],
    ["claude", '{\n  "hooks": {\n', "3:1: Close brace expected"],
    ["claude", "[]", "1:1: the file must hold one object"],
    ["claude", '{\n  "hooks": []\n}', "2:12: `hooks` must be an object"],
    ["claude", '{"hooks": {"PreToolUse": {}}}', "1:26: `hooks.PreToolUse` must be a list"],
    ["claude", '{"hooks": {}, "hooks": {}}', '1:15: The key "hooks" stands here twice; only the last would count'],
    ["cursor", '{"version": 2}', "1:13: `version` must be 1"],
    ["cursor", '{"version": 1, "hooks": {"stop": [],}}', "1:37: Property name expected"],
  ])("%s %j", (agent, text, place) => {
    const edit = edits()[agent];
    expect(() => edit.apply(text)).toThrow(ConfigError);
    expect(() => edit.apply(text)).toThrow(
      `${edit.file}:${place}. Correct this place and install again; nothing was changed.`,
    );
  });
});
