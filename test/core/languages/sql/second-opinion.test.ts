import { describe, expect, it } from "vitest";
import { type Fact, Facts, wantKey } from "../../../../src/core/facts/facts.ts";
import { readOperations, readSql } from "../../../../src/core/languages/sql/reader.ts";
import { missedOperations, worthAsking } from "../../../../src/core/languages/sql/second-opinion.ts";
import { readPostgresGrammar } from "../../../../src/platform/pg-grammar.ts";

const AROUND = { roots: [], platform: "linux" } as const;

/** Whether the grammar is asked about `text` from psql. */
function asks(cases: readonly (readonly [text: string, asked: boolean])[]): void {
  it.each(cases)("%s", (text, asked) => {
    expect(worthAsking(text, readOperations(text, "psql"), true)).toBe(asked);
  });
}

describe("when it is asked", () => {
  asks([
    ["SELECT * FROM users", false],
    ["INSERT INTO a VALUES (1)", false],
    ["DROP TABLE a", false],
    ["DELETE FROM a WHERE b = 1", true],
    ["SELECT 'delete'", true],
    ["frobnicate the database", true],
    ["DELETE FROM a WHERE b = \uFFFC", false],
  ]);

  it("is wanted from the host, once", () => {
    const facts = new Facts(new Map(), AROUND);
    readSql("DELETE FROM a WHERE b = 1", [], "psql", undefined, facts);
    readSql("DELETE FROM a WHERE b = 1", [], "mysql", undefined, facts);
    expect([...facts.wants.values()]).toEqual([{ kind: "postgres", text: "DELETE FROM a WHERE b = 1" }]);
  });
});

describe("what it adds", () => {
  /** What would come of a grammar that reads `grammar` in a text where the scanner reads `text`. */
  async function verbs(text: string, grammar: string): Promise<string[]> {
    const fact: Fact = await readPostgresGrammar(grammar);
    const facts = new Facts(new Map([[wantKey({ kind: "postgres", text }), fact]]), AROUND);
    return readSql(text, [], "psql", undefined, facts).map(({ verb, target, reach }) => `${verb} ${target} ${reach}`);
  }

  it("a loss that the scanner has not seen", async () => {
    expect(await verbs("DELETE FROM a WHERE b = 1", "DELETE FROM a WHERE b = 1; DROP TABLE c")).toEqual([
      "delete a several",
      "drop c one",
    ]);
  });

  it("rows without the WHERE that the scanner has seen", async () => {
    expect(await verbs("DELETE FROM a WHERE b = 1", "DELETE FROM a")).toEqual(["delete a several", "delete a all"]);
  });

  it("nothing where both agree, where it could not tell, or where the scanner is stricter", async () => {
    expect(await verbs("DELETE FROM a WHERE b = 1", "DELETE FROM a WHERE b = 2")).toEqual(["delete a several"]);
    expect(await verbs("DELETE FROM a WHERE b = 1", "not sql at all")).toEqual(["delete a several"]);
    expect(missedOperations([], readOperations("DROP TABLE a", "psql"))).toEqual([]);
  });
});
