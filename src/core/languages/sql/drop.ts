/** Reads `DROP …` in its many forms. */

import type { Operation } from "../../facts/sql-operation.ts";
import type { Token } from "./lexer.ts";
import { namesFrom, skipWords } from "./names.ts";

/** Words between DROP and the kind of thing. */
const MODIFIERS = [
  "MATERIALIZED",
  "FOREIGN",
  "EXTERNAL",
  "DYNAMIC",
  "TRANSIENT",
  "HYBRID",
  "ICEBERG",
  "VIRTUAL",
  "UNLOGGED",
];
const TEMPORARY = ["TEMPORARY", "TEMP"];

/** `rest`: the tokens after DROP. */
export function dropOperation(rest: readonly Token[]): Operation[] {
  const at = skipWords(rest, 0, [...MODIFIERS, ...TEMPORARY]);
  const what = rest[at]?.upper ?? "";
  // A prepared statement belongs to the session.
  if (what === "PREPARE" || what === "PREPARED") return [];
  const byRole = what === "OWNED";
  const from = skipWords(rest, at + 1, [
    "IF",
    "EXISTS",
    "CONCURRENTLY",
    "BY",
    ...(what === "EVENT" ? ["TRIGGER"] : []),
  ]);
  const targets = namesFrom(rest, from);
  return [
    {
      kind: "drop",
      what: byRole ? "OWNED" : what || "something",
      targets,
      cascade: byRole || rest.some(({ upper }) => upper === "CASCADE"),
      temporary:
        rest.slice(0, at).some(({ upper }) => TEMPORARY.includes(upper)) ||
        (targets.length > 0 && targets.every(name => name.startsWith("#"))),
    },
  ];
}
