/** `ALTER …`: which of its actions lose data, which change rights, and which only change definitions. */
import type { Token } from "./lexer.ts";
import { nameAt, skipWords } from "./names.ts";
import type { Operation } from "./operation.ts";
import { matchesOf } from "./where.ts";

/** What `DROP x` inside an ALTER TABLE names when it is no column. */
const NO_COLUMN =
  /^(?:CONSTRAINT|INDEX|KEY|PRIMARY|FOREIGN|CHECK|DEFAULT|NOT|IDENTITY|EXPRESSION|GENERATED|CLUSTERING|SYSTEM|STATISTICS|TAG|MASKING|ROW|POLICY)$/;

/** `rest`: the tokens after ALTER. */
export function alterOperations(rest: readonly Token[]): Operation[] {
  const what = rest[skipWords(rest, 0, ["FOREIGN", "MATERIALIZED", "EXTERNAL", "EVENT"])]?.upper ?? "";
  const at = skipWords(rest, rest.findIndex(({ upper }) => upper === what) + 1, ["IF", "EXISTS", "ONLY"]);
  const { name, next } = nameAt(rest, at);
  const change: Operation = {
    kind: "change",
    what: `changes the ${what.toLowerCase() || "definition"} ${name}`.trim(),
  };
  if (/^(?:USER|ROLE|LOGIN|GROUP)$/.test(what))
    return rest.some(({ upper }) => /^(?:SUPERUSER|CREATEROLE|BYPASSRLS)$/.test(upper))
      ? [{ kind: "grant", what: `all rights to ${name}` }]
      : [change];
  if (
    what === "DATABASE" &&
    rest.some(({ upper }) => /^(?:OFFLINE|SINGLE_USER|RESTRICTED_USER|EMERGENCY)$/.test(upper))
  )
    return [{ kind: "stop", what: `the database ${name}: everybody is disconnected`, resource: "database" }];
  if (what !== "TABLE") return [change];

  const lost = actionsOf(rest.slice(next)).flatMap(action => lossIn(action, name));
  return lost.length > 0 ? lost : [change];
}

function lossIn(action: readonly Token[], table: string): Operation[] {
  const [verb, second] = action;
  if (/^(?:DISABLE|NO)$/.test(verb?.upper ?? "") && action.some(({ upper }) => upper === "SECURITY"))
    return [{ kind: "weaken", what: `switches row level security of ${table} off: every role sees its rows` }];
  if (second?.upper === "PARTITION" && /^(?:DROP|TRUNCATE)$/.test(verb?.upper ?? ""))
    return [{ kind: "drop-part", what: "partition", name: nameAt(action, 2).name, table }];
  // ClickHouse deletes and updates rows through ALTER TABLE.
  if (verb?.upper === "DELETE" || (verb?.upper === "UPDATE" && action.some(({ text }) => text === "="))) {
    const where = action.findIndex(({ upper }) => upper === "WHERE");
    const matches = where === -1 ? "all" : matchesOf(action.slice(where + 1), table);
    return [{ kind: verb.upper === "DELETE" ? "delete" : "update", target: table, matches, limited: false }];
  }
  if (verb?.upper !== "DROP" || NO_COLUMN.test(second?.upper ?? "")) return [];
  const from = skipWords(action, 1, ["COLUMN", "IF", "EXISTS"]);
  const { name } = nameAt(action, from);
  return name === "" ? [] : [{ kind: "drop-part", what: "column", name, table }];
}

/** The comma-separated actions of one ALTER TABLE. */
function actionsOf(tokens: readonly Token[]): Token[][] {
  const depth = tokens[0]?.depth ?? 0;
  const actions: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === "," && token.depth === depth) actions.push([]);
    else actions.at(-1)?.push(token);
  }
  return actions;
}
