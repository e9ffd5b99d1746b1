/** What a statement does, in SQL's own terms; `effects.ts` says what that means. */
/** How much a condition lets through: one row, some, all. */
export type Matches = "one" | "several" | "all" | "unknown";

export type Operation =
  | {
      readonly kind: "delete" | "update";
      readonly target: string;
      readonly matches: Matches;
      /** A LIMIT or TOP without a condition: not all of it, but nobody chose which. */
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
  /** `CREATE OR REPLACE TABLE`: what was there is gone. */
  | { readonly kind: "replace-table"; readonly target: string }
  | { readonly kind: "grant" | "revoke"; readonly what: string }
  /** A change of definitions or settings that loses no data by itself; `what` is a clause. */
  | { readonly kind: "change"; readonly what: string }
  /** Takes a safeguard away; `what` is a clause. */
  | { readonly kind: "weaken"; readonly what: string }
  /** Ends or blocks something that runs. */
  | {
      readonly kind: "stop";
      readonly what: string;
      readonly resource: "table" | "process" | "database" | "system";
      /** Nothing says which ones. */
      readonly all?: true;
    }
  /** Writes a file where the server runs, or at an address. */
  | { readonly kind: "write-file"; readonly to: string }
  /** Runs a program outside the database. */
  | { readonly kind: "program"; readonly how: string }
  /** SQL put together from strings; `static` when its one string is all of it. */
  | { readonly kind: "dynamic"; readonly text: string; readonly static: boolean }
  /** Runs code that is stored in the database or in a file. */
  | { readonly kind: "call"; readonly name: string }
  | { readonly kind: "lose-logs"; readonly what: string }
  /** What others have not committed yet; `what` is a clause. */
  | { readonly kind: "discard"; readonly what: string }
  | { readonly kind: "copy-secrets"; readonly from: string; readonly to: string }
  | { readonly kind: "unknown"; readonly word: string };
