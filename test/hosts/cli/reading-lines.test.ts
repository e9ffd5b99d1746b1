/** The tree that `agentguard explain` prints: what was read in what, and where each word's value comes from. */
import { expect, it } from "vitest";
import type { CommandAction } from "../../../src/core/action/action.ts";
import type { Fact } from "../../../src/core/facts/facts.ts";
import { trace } from "../../../src/core/pipeline.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { factLines, treeLines } from "../../../src/hosts/cli/reading-lines.ts";
import { PACKS } from "../../../src/packs/index.ts";

function check(text: string, expected: readonly string[]): void {
  it(text, () => {
    const action: CommandAction = { kind: "command", text, shell: "bash", cwd: "/w", origin: { agent: "test" } };
    const around = { roots: ["/w"], platform: "linux" } as const;
    const lines = treeLines(trace(action, new Map(), { packs: PACKS, policy: BUILT_IN, around }));
    expect(lines.map(line => line.trimEnd())).toEqual(expected);
  });
}

check("ls -l", ["ls -l", "    ls  static", "    -l  static"]);

check("f=a; echo $f $g $(id) *.md", [
  "echo a $g $(id) *.md",
  "    echo   static",
  '    $f     expanded, "a"',
  "    $g     $g is not known",
  "    $(id)  output of $(id)",
  "    *.md   a pattern, static",
  "id",
  "    id  static",
]);

check("bash -c 'psql -c \"drop table a\"'", [
  'bash -c psql -c "drop table a"',
  "    bash                      static",
  "    -c                        static",
  '    \'psql -c "drop table a"\'  static, "psql -c \\"drop table a\\""',
  '  shell: psql -c "drop table a"',
  "    psql -c drop table a",
  "        psql            static",
  "        -c              static",
  '        "drop table a"  static, "drop table a"',
  "      sql: drop table a",
  "        → drop table: drops the table a (reach one, recovery none, certain; by psql)",
]);

it("says of each fact what it was, or that it could not be told", () => {
  const facts = new Map<string, Fact>([
    ["text:/w/a", "abc"],
    ["git:/w", null],
    ["dotenv:/w", []],
  ]);
  expect(factLines(facts)).toEqual([
    "text:/w/a: 3 characters",
    "git:/w: not there, or could not be told",
    "dotenv:/w: 0 entries",
  ]);
});
