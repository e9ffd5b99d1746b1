/** What a test of a file says of it, on the way on which it was not there. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../../support/little-world.ts";

const THERE: World = { files: { "notes.txt": "x", "other.txt": "x", "data/a.csv": "x", "gen.sh": "make\n" } };

function check(run: string, expected: "allow" | "held"): void {
  it(run, async () => {
    const { decision, reasons } = await judgeIn(THERE, { kind: "command", text: run });
    const why = reasons.map(({ because }) => because).join("\n");
    expect(`${decision === "allow" ? "allow" : "held"}\n${why}`).toBe(`${expected}\n${why}`);
  });
}

describe("only where it is not there", () => {
  check("[ -f notes.txt ] || cp other.txt notes.txt", "allow");
  check("test -e notes.txt || cp other.txt notes.txt", "allow");
  check("[[ -f notes.txt ]] || echo x > notes.txt", "allow");
  check("[ ! -f notes.txt ] && cp other.txt notes.txt", "allow");
  check("if [ ! -f notes.txt ]; then cp other.txt notes.txt; fi", "allow");
  check("if [[ ! -e notes.txt ]]; then echo A=1 > notes.txt; fi", "allow");
  check("npm ci; [ -s notes.txt ] || cp other.txt notes.txt", "allow");
});

describe("not sure, or not this file", () => {
  check("[ -f notes.txt ] && cp other.txt notes.txt", "held");
  check("[ -f notes.txt ]; cp other.txt notes.txt", "held");
  check("[ -f other.txt ] || cp other.txt notes.txt", "held");
  check("[ ! -f notes.txt ] || cp other.txt notes.txt", "held");
  check("! [ -f notes.txt ] || echo x > notes.txt", "held");
  check("if [ ! -f notes.txt ]; then :; else echo x > notes.txt; fi", "held");
  check("[ -f notes.txt ] || { mv data/a.csv notes.txt; cp other.txt notes.txt; }", "held");
  check("[ -f notes.txt ] || ./gen.sh; cp other.txt notes.txt", "held");
  check('[ -f "$F" ] || cp other.txt notes.txt', "held");
  check("[ -f notes.txt ] || rm -rf data", "held");
});
