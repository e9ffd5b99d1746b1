/** Files that a program's output goes to once more, and copies that are put back. */
import { expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

type Case = readonly [run: string, expected: string];

/** Nothing gives any of these back. */
const NAMES = ["a.ts", "b.ts", "output.txt", "stderr.txt", "results.csv", "report.md", "data.json"];
const WORLD = { files: Object.fromEntries(NAMES.map(name => [name, "x"])), git: { untracked: NAMES } };

function check(cases: readonly Case[]): void {
  it.each(cases)("%s", async (run, expected) => {
    expect((await judgeIn(WORLD, { kind: "command", text: run })).decision).toBe(expected);
  });
}

check([
  ["./main > output.txt 2> stderr.txt", "allow"],
  ["node bench.js | tee output.txt", "allow"],
  ["./main > results.csv", "ask"],
  ["./main > report.md", "ask"],
  ["./main > data.json", "ask"],
  [": > output.txt", "ask"],
  ["rm output.txt", "ask"],
  ["cp a.ts a.bak; sed -i s/x/y/ a.ts; mv a.bak a.ts", "allow"],
  ["cp a.ts c; mv c b.ts", "ask"],
  ["cp a.ts c; cp b.ts c; mv c a.ts", "ask"],
]);
