/** The scanner against PostgreSQL's real grammar, over random statements: nothing missed, no WHERE invented. */
import { describe, expect, it } from "vitest";
import type { Operation } from "../../../../src/core/facts/sql-operation.ts";
import { readOperations } from "../../../../src/core/languages/sql/reader.ts";
import { readPostgresGrammar } from "../../../../src/platform/pg-grammar.ts";
import { statements } from "./statements.ts";

const SEEDS = 6000;

/** What must never differ, as a line: verb and table, and for rows whether there is a WHERE. */
function essence(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "delete":
    case "update":
      return `${operation.kind} ${operation.target}`;
    case "truncate":
      return `truncate ${[...operation.targets].join()} ${operation.cascade}`;
    case "drop":
      // Where it belongs to a table or has arguments, the two name it differently.
      return /^(?:TRIGGER|FUNCTION)$/.test(operation.what)
        ? `drop ${operation.what}`
        : `drop ${operation.targets.join()}`;
    case "drop-part":
      return `drop ${operation.what} ${operation.name}`;
    case "grant":
    case "revoke":
    case "program":
      return operation.kind;
    default:
      return undefined;
  }
}

function essences(operations: readonly Operation[]): string[] {
  return operations.flatMap(one => essence(one) ?? []);
}

/** `wanted` without what `found` has, each as often as it is there. */
function missing(wanted: readonly string[], found: readonly string[]): string[] {
  const left = [...found];
  return wanted.filter(one => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

describe("against PostgreSQL's grammar", () => {
  it(`misses nothing in ${SEEDS} random texts`, async () => {
    const missed: string[] = [];
    let read = 0;
    let extra = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const text = statements(seed);
      const grammar = await readPostgresGrammar(text);
      if (grammar === null) continue;
      read++;
      const scanned = readOperations(text, "psql");
      const [wanted, found] = [essences(grammar), essences(scanned)];
      const gone = missing(wanted, found);
      // Every row operation without a WHERE in the grammar has none for the scanner either.
      const unbounded = (operations: readonly Operation[]) =>
        operations.flatMap(one =>
          (one.kind === "delete" || one.kind === "update") && one.matches === "all"
            ? [`${one.kind} ${one.target}`]
            : [],
        );
      const invented = missing(unbounded(grammar), unbounded(scanned)).map(one => `${one} without WHERE`);
      if (gone.length + invented.length > 0) missed.push(`${seed}: ${[...gone, ...invented].join(" | ")}\n${text}`);
      // The grammar does not look into strings that are run; the scanner does.
      if (!grammar.some(({ kind }) => kind === "dynamic")) extra += missing(found, wanted).length > 0 ? 1 : 0;
    }
    expect(missed.slice(0, 5)).toEqual([]);
    // The generator writes PostgreSQL, and the scanner is not right by crying at everything.
    expect(read / SEEDS).toBeGreaterThan(0.9);
    expect(extra / read).toBeLessThan(0.001);
  });

  it("has an oracle that sees what it should", async () => {
    const found = async (text: string) => essences((await readPostgresGrammar(text)) ?? []);
    expect(await found("WITH d AS (DELETE FROM a RETURNING *) SELECT * FROM d")).toEqual(["delete a"]);
    expect(await found("DO $$ BEGIN DELETE FROM a; END $$")).toEqual(["delete a"]);
    expect(await found("EXPLAIN DELETE FROM a")).toEqual([]);
    expect(await found("COPY a FROM PROGRAM 'x'")).toEqual(["program"]);
    expect(await readPostgresGrammar("frobnicate the database")).toBeNull();
    expect(await readPostgresGrammar(`select ${"(".repeat(20_000)}1${")".repeat(20_000)}`)).toBeNull();
    expect(await found("DROP TABLE a")).toEqual(["drop a"]);
  });
});
