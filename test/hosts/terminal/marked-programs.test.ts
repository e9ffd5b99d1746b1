/** Which programs get a stand-in follows from what packs say, by their own examples. */
import { expect, it } from "vitest";
import type { Effect, Verb } from "../../../src/core/effects/effect.ts";
import type { Example, ProgramPack, Reading } from "../../../src/core/effects/pack.ts";
import { markedPrograms } from "../../../src/hosts/terminal/marked-programs.ts";
import { PACKS } from "../../../src/packs/index.ts";

const effect = (verb: Verb, more: Partial<Effect> = {}): Effect => ({
  verb,
  resource: "volume",
  target: "x",
  reach: "one",
  recovery: "none",
  certainty: "certain",
  source: "test",
  says: "does it",
  ...more,
});

function marked(programs: readonly string[], examples: readonly Example[], read: (words: string[]) => Reading) {
  const pack: ProgramPack = {
    kind: "program",
    id: "test",
    programs,
    read: ({ argv }) => read(argv.map(({ value }) => value ?? "")),
    examples,
  };
  return markedPrograms([pack]);
}

const HELD: Example = { run: "wipe all", expect: "ask" };

it.each<[why: string, expected: string[], example: Example, reading: Reading]>([
  ["takes something", ["wipe"], HELD, { effects: [effect("destroy")] }],
  ["hands on a text that does", ["wipe"], HELD, { effects: [], inner: [sql("DROP TABLE t")] }],
  ["is not held in any example", [], { run: "wipe all", expect: "allow" }, { effects: [effect("destroy")] }],
  ["is held on another system only", [], { ...HELD, shell: "cmd" }, { effects: [effect("destroy")] }],
  ["takes what comes back", [], HELD, { effects: [effect("delete", { recovery: "free" })] }],
  ["only may take it", [], HELD, { effects: [effect("delete", { certainty: "possible" })] }],
  ["writes over a file", [], HELD, { effects: [effect("overwrite", { resource: "file" })] }],
  ["reads a secret", [], HELD, { effects: [effect("read-secret")] }],
  ["hands on a text that takes nothing", [], HELD, { effects: [], inner: [sql("SELECT 1")] }],
])("a program that %s", (_, expected, example, reading) =>
  expect(marked(["wipe"], [example], () => reading)).toEqual(expected),
);

it("means every name by which a pack knows the program, and none that does something else", () => {
  const read = ([name]: string[]) => ({ effects: name === "wipe-list" ? [] : [effect("destroy")] });
  expect(marked(["wipe", "wipe2", "wipe-list"], [HELD], read)).toEqual(["wipe", "wipe2"]);
});

it("finds those that everybody knows, and not those that only start others", { timeout: 60_000 }, () => {
  const all = markedPrograms(PACKS);
  for (const name of ["rm", "shred", "git", "psql", "mysql", "kubectl", "terraform", "aws", "docker", "dd", "find"])
    expect(all).toContain(name);
  for (const name of ["sh", "bash", "node", "make", "sudo", "env", "xargs", "ls", "cat", "echo", "sed", "tee"])
    expect(all).not.toContain(name);
  expect(all).toEqual([...new Set(all)].sort());
});

function sql(text: string) {
  return { kind: "sql", text, at: [], source: "test" } as const;
}
