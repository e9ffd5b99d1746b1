/** What the reader of knowledge files says of files that are wrong, and where. */
import { expect, test } from "vitest";
import { readKnowledge } from "../../src/core/knowledge/read.ts";

const HEAD = "about: our tool\nprograms: [mycorp]\nsource: https://wiki.mycorp.example/cli\nreaches: MyCorp\n";

function check(text: string, expected: readonly unknown[]): void {
  const read = readKnowledge(text);
  const problems = "problems" in read ? read.problems : [];
  expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
}

test.each<[string, string, readonly unknown[]]>([
  ["a whole file", `${HEAD}rules:\n  wipe:\n    call: db wipe\n    effect: delete database\n    says: wipes {}\n`, []],
  ["comments", `# ours\n${HEAD}rules: {} # none yet\n`, []],
  [
    "an unknown verb",
    `${HEAD}rules:\n  wipe:\n    call: db wipe\n    effect: eat database\n    says: wipes {}\n`,
    [
      expect.stringMatching(
        /^8:5 rules\.wipe\.effect: write a verb \(delete, overwrite, .*\) and a kind of thing \(file, .*`delete database`$/,
      ),
    ],
  ],
  [
    "a misspelt key",
    `${HEAD}rules:\n  wipe:\n    call: db wipe\n    harmles: true\n    harmless: true\n`,
    ['8:5 rules.wipe: Unrecognized key: "harmles"'],
  ],
  [
    "a name that is no id",
    `${HEAD}rules:\n  Wipe It:\n    harmless: true\n`,
    ["6:3 rules.Wipe It: write the name in small letters and dashes"],
  ],
  [
    "an expression that cannot be read",
    `${HEAD}rules:\n  wipe:\n    operand: "("\n    harmless: true\n`,
    ["7:5 rules.wipe.operand: is no regular expression that JavaScript can read"],
  ],
  [
    "nothing said of a rule",
    `${HEAD}rules:\n  wipe:\n    call: db wipe\n`,
    ["6:3 rules.wipe: say what the call does with `effect` and `says`, or `harmless: true`"],
  ],
  ["no place", `${HEAD.replace("reaches: MyCorp\n", "")}rules: {}\n`, ["1:1 reaches: is missing"]],
  ["no rules", HEAD, ["1:1 rules: is missing"]],
  [
    "no YAML",
    "about: [\n",
    ["2:1 Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1:"],
  ],
  ["an alias", `${HEAD}rules: &all {}\nprefixes: *all\n`, ["6:11 aliases are not read: write it out"]],
  ["too much", `${HEAD}# ${"x".repeat(262_144)}\n`, ["1:1 is longer than 256 kB"]],
])("%s", (_, text, expected) => check(text, expected));
