/** Defines the operations of SQL statements in SQL's own terms; `effects.ts` turns them into effects. */
/** How many rows a condition matches. */
export type Matches = "one" | "several" | "all" | "unknown";

export type Operation =
  | {
      readonly kind: "delete" | "update";
      readonly target: string;
      readonly matches: Matches;
      /** A LIMIT or TOP without a condition: some rows, but nobody chose which. */
      readonly limited: boolean;
    }
  | { readonly kind: "truncate"; readonly targets: readonly string[]; readonly cascade: boolean }
  | {
      readonly kind: "drop";
      /** Upper case, as in the statement: `TABLE`, `DATABASE`, `VIEW`, `OWNED`. */
      readonly what: string;
      readonly targets: readonly string[];
      readonly cascade: boolean;
      readonly temporary: boolean;
    }
  | { readonly kind: "drop-part"; readonly what: "column" | "partition"; readonly name: string; readonly table: string }
  /** `CREATE OR REPLACE TABLE`: the previous table is lost. */
  | { readonly kind: "replace-table"; readonly target: string }
  | { readonly kind: "grant" | "revoke"; readonly what: string }
  /** A change of definitions or settings that loses no data; `what` is a clause. */
  | { readonly kind: "change"; readonly what: string }
  /** A safeguard is removed; `what` is a clause. */
  | { readonly kind: "weaken"; readonly what: string }
  /** Something that runs is ended or blocked. */
  | {
      readonly kind: "stop";
      readonly what: string;
      readonly resource: "table" | "process" | "database" | "system";
      /** No condition selects which ones. */
      readonly all?: true;
    }
  /** A file is written on the server, or at an address. */
  | { readonly kind: "write-file"; readonly to: string }
  /** A program is run outside of the database. */
  | { readonly kind: "program"; readonly how: string }
  /** SQL that is built from strings; `static` if it is a single literal string. */
  | { readonly kind: "dynamic"; readonly text: string; readonly static: boolean }
  /** Code stored in the database or in a file is run. */
  | { readonly kind: "call"; readonly name: string }
  | { readonly kind: "lose-logs"; readonly what: string }
  /** Uncommitted changes of others are discarded; `what` is a clause. */
  | { readonly kind: "discard"; readonly what: string }
  | { readonly kind: "copy-secrets"; readonly from: string; readonly to: string }
  | { readonly kind: "unknown"; readonly word: string };
