/**
 * Tracks tables, databases and other objects that a text itself creates: `CREATE TABLE t …; DROP TABLE t`. CREATE fails
 * where the name exists already, so dropping one of them loses nothing older.
 */

import type { Operation } from "../../facts/sql-operation.ts";
import type { Token } from "./lexer.ts";
import { nameAt, skipWords } from "./names.ts";

/** Words between CREATE and the kind of thing. */
const MODIFIERS =
  "TEMP TEMPORARY GLOBAL LOCAL UNLOGGED FOREIGN EXTERNAL VIRTUAL TRANSIENT DYNAMIC HYBRID MATERIALIZED UNIQUE CLUSTERED COLUMNSTORE".split(
    " ",
  );
/** Kinds whose objects have their own name and hold no older data when they are created. */
const KINDS =
  /^(?:TABLE|VIEW|DATABASE|SCHEMA|KEYSPACE|INDEX|SEQUENCE|TYPE|FUNCTION|PROCEDURE|TRIGGER|USER|ROLE|EXTENSION)$/;
/** Statements that change what names mean: those of objects inside a database, or all of them. */
const ELSEWHERE = /^(?:USE|CONNECT|SET|DETACH)$/;
const WHOLE = /^(?:DATABASE|SCHEMA|KEYSPACE|USER|ROLE)$/;
/** Tables that show data of another server or place, or that end with the transaction. */
const REACHES = /^(?:FOREIGN|EXTERNAL|FEDERATED|COMMIT)$/;
const RENAMES = /^(?:RENAME|SWAP|EXCHANGE|ATTACH)$/;

/** The objects that were created so far and still have their name. */
export class Made {
  readonly #things = new Set<string>();

  /** Records one statement, after its own operations have been checked. */
  note(statement: readonly Token[]): void {
    const [first] = statement;
    if (this.#things.size === 0 && first?.upper !== "CREATE") return;
    const moves = first?.upper === "ALTER" && statement.some(({ upper }) => upper === "SCHEMA");
    if (moves || statement.some(({ upper }) => RENAMES.test(upper))) return this.#things.clear();
    if (first && (first.kind === "meta" || ELSEWHERE.test(first.upper))) {
      for (const thing of this.#things) if (!WHOLE.test(thing.split(" ")[0] ?? "")) this.#things.delete(thing);
      return;
    }
    if (first && /^(?:ROLLBACK|ABORT)$/.test(first.upper)) return this.#things.clear();
    if (statement.some(({ upper }) => upper === "SET_CONFIG")) return this.#things.clear();
    if (first?.upper === "DROP") return this.#forget(statement);
    if (first?.upper !== "CREATE" || statement.some(({ upper }) => REACHES.test(upper))) return;
    const at = skipWords(statement, 1, MODIFIERS);
    const kind = statement[at]?.upper ?? "";
    const { name } = nameAt(statement, at + 1);
    const perhaps = /^IF$/i.test(statement[at + 1]?.text ?? "");
    if (KINDS.test(kind) && !perhaps && name !== "") this.#things.add(`${kind} ${name.toLowerCase()}`);
  }

  /** Whether `operation` names only objects that the text created. */
  holds(operation: Operation): boolean {
    if (this.#things.size === 0) return false;
    switch (operation.kind) {
      case "delete":
      case "update":
        return this.#has("TABLE", [operation.target]);
      case "truncate":
        return !operation.cascade && this.#has("TABLE", operation.targets);
      case "drop":
        return this.#has(operation.what, operation.targets);
      case "drop-part":
        return this.#has("TABLE", [operation.table]);
      default:
        return false;
    }
  }

  /** Forgets a dropped object: another one of that name existed before. */
  #forget(statement: readonly Token[]): void {
    const names = new Set(statement.map((_, at) => nameAt(statement, at).name.toLowerCase()));
    for (const thing of this.#things) if (names.has(thing.slice(thing.indexOf(" ") + 1))) this.#things.delete(thing);
  }

  #has(kind: string, names: readonly string[]): boolean {
    return names.length > 0 && names.every(name => this.#things.has(`${kind} ${name.toLowerCase()}`));
  }
}
