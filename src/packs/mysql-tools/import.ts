/** mysqlimport and mysqlsh. */
import { optionValues } from "../../core/effects/options.ts";
import type { Inner, ProgramPack } from "../../core/effects/pack.ts";
import { type Call, tablePack } from "../../core/effects/subcommands.ts";
import { textOf } from "../../core/effects/words.ts";
import { at, GRAMMAR } from "./place.ts";
export const mysqlTools: ProgramPack = tablePack({
  id: "mysql-tools",
  programs: ["mysqlimport", "mariadb-import", "mysqlsh"],
  grammar: GRAMMAR,
  lines: [
    {
      call: "",
      with: ["delete"],
      does: {
        verb: "truncate",
        resource: "table",
        says: "empties each table before it loads it",
        reach: "several",
        named: [],
      },
    },
    {
      call: "",
      with: ["replace", "r"],
      does: {
        verb: "update",
        resource: "rows",
        reach: "several",
        says: "replaces rows that have the same keys",
        named: [],
      },
    },
    { call: "" },
  ],
  at,
  inner: mysqlshInner,
  examples: [
    { run: "mysqlimport --local shop orders.csv", expect: "allow" },
    { run: "mysqlimport --delete shop orders.csv", expect: "ask" },
    { run: "mysqlsh --sql -e 'DROP TABLE orders' root@localhost", expect: "ask" },
    { run: "mysqlsh --sql -e 'SELECT 1' root@localhost", expect: "allow" },
  ],
});

/** mysqlsh is JavaScript unless told otherwise. */
function mysqlshInner(call: Call): Inner[] {
  if (call.command.program !== "mysqlsh") return [];
  const given = new Set(call.args.flatMap(arg => (arg.kind === "option" ? [arg.name] : [])));
  return optionValues(call.args, "e", "execute").map((word): Inner => {
    const text = textOf(word);
    if (given.has("py"))
      return { kind: "code", language: "python", text, scope: call.command.scope, source: "mysqlsh" };
    if (given.has("js"))
      return { kind: "code", language: "javascript", text, scope: call.command.scope, source: "mysqlsh" };
    return { kind: "sql", text, at: at(call), source: "mysql" };
  });
}
