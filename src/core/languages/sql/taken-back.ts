/**
 * Finds changes of rows that a transaction rolls back itself: `BEGIN; DELETE …; ROLLBACK;`. Only statements about rows
 * count: definitions end a transaction in some dialects, and called or dynamic code may contain a COMMIT.
 */
import type { Token } from "./lexer.ts";

/** Returns the indexes of the statements that a ROLLBACK of the same text certainly undoes. */
export function takenBack(statements: readonly (readonly Token[])[]): ReadonlySet<number> {
  const back = new Set<number>();
  let begun: number | undefined;
  for (const [i, statement] of statements.entries()) {
    if (begins(statement)) begun = begun === undefined ? i : undefined;
    else if (rollsBack(statement)) {
      for (let at = (begun ?? i) + 1; at < i; at++) back.add(at);
      begun = undefined;
    } else if (!staysInside(statement)) begun = undefined;
  }
  return back;
}

const ABOUT_ROWS = /^(?:SELECT|WITH|VALUES|TABLE|INSERT|UPDATE|DELETE|MERGE|EXPLAIN|SHOW|SAVEPOINT|RELEASE)$/;

function staysInside(statement: readonly Token[]): boolean {
  return (
    ABOUT_ROWS.test(statement[0]?.upper ?? "") &&
    statement.every(({ kind, upper }) => kind !== "meta" && upper !== "COMMIT")
  );
}

/** `BEGIN`, `BEGIN TRANSACTION`, `START TRANSACTION`; `BEGIN DELETE …` opens a block of code. */
function begins(statement: readonly Token[]): boolean {
  const [first, second] = statement.map(({ upper }) => upper);
  if (first === "START") return second === "TRANSACTION";
  return (
    first === "BEGIN" &&
    /^(?:|TRANSACTION|TRAN|WORK|IMMEDIATE|EXCLUSIVE|DEFERRED|ISOLATION|READ)$/.test(second ?? "") &&
    statement.length < 12
  );
}

/** Whether the whole transaction is rolled back: not `ROLLBACK TO one`, not `ROLLBACK PREPARED`. */
function rollsBack(statement: readonly Token[]): boolean {
  const [first, second] = statement.map(({ upper }) => upper);
  return (
    /^(?:ROLLBACK|ABORT)$/.test(first ?? "") &&
    /^(?:|TRANSACTION|TRAN|WORK)$/.test(second ?? "") &&
    statement.length < 4
  );
}
