/** Decides when PostgreSQL's grammar is asked besides the scanner, and what it adds. The stricter reading counts. */

import type { Operation } from "../../facts/sql-operation.ts";
import { HOLE } from "../../text/words.ts";

/** A text without any of these words loses nothing, whatever its structure. */
const MAY_LOSE = /\b(?:delete|update|merge|drop|truncate|alter|grant|revoke|program|do)\b/i;

/**
 * Whether the grammar could tell more: the scanner gave up on something, or the text is PostgreSQL by its client
 * (`certain`), may lose something, and the scanner found no loss worth a question.
 */
export function worthAsking(text: string, scanned: readonly Operation[], certain: boolean): boolean {
  if (text.includes(HOLE)) return false;
  if (scanned.some(({ kind }) => kind === "unknown")) return true;
  return certain && MAY_LOSE.test(text) && !scanned.some(isLoss);
}

function isLoss(operation: Operation): boolean {
  switch (operation.kind) {
    case "drop":
    case "truncate":
    case "drop-part":
    case "program":
      return true;
    case "delete":
    case "update":
      return operation.matches === "all";
    default:
      return false;
  }
}

/** The grammar's operations that the scanner did not see; rows without a WHERE where the scanner saw one are new too. */
export function missedOperations(grammar: readonly Operation[], scanned: readonly Operation[]): Operation[] {
  const known = new Set(scanned.map(essence));
  return grammar.filter(operation => LOSSES.has(operation.kind) && !known.has(essence(operation)));
}

const LOSSES: ReadonlySet<Operation["kind"]> = new Set([
  "delete",
  "update",
  "truncate",
  "drop",
  "drop-part",
  "program",
  "dynamic",
]);

function essence(operation: Operation): string {
  switch (operation.kind) {
    case "delete":
    case "update":
      return `${operation.kind} ${operation.target} ${operation.matches === "all"}`;
    case "truncate":
      return `truncate ${operation.targets.join()}`;
    case "drop":
      return `drop ${operation.targets.length}`;
    case "drop-part":
      return `drop-part ${operation.name}`;
    default:
      return operation.kind;
  }
}
