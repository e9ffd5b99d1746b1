/** Reads mysqlimport and mysqlsh. */
import { optionValues } from "../../core/effects/options.ts";
import type { Inner, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { effectOfTemplate, tablePack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../../core/kit/table.ts";
import { inOrder, words } from "../../core/text/expressions.ts";
import { literalWord, textOf } from "../../core/text/words.ts";
import { at, GRAMMAR } from "./place.ts";
export const mysqlTools: ProgramPack = tablePack({
  id: "mysql-tools",
  source: "https://dev.mysql.com/doc/refman/8.4/en/mysqlimport.html",
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
  special: shellCall,
  inner: mysqlshInner,
  examples: [
    { run: "mysqlimport --local shop orders.csv", expect: "allow" },
    { run: "mysqlimport --delete shop orders.csv", expect: "ask" },
    { run: "mysqlsh --sql -e 'DROP TABLE orders' root@localhost", expect: "ask" },
    { run: "mysqlsh --sql -e 'SELECT 1' root@localhost", expect: "allow" },
  ],
});

/** Reads `mysqlsh root@db -- cluster dissolve --force`: a method of one of the shell's objects, as words. */
function shellCall(call: Call): Reading | undefined {
  const { argv, program } = call.command;
  const dashes = argv.findIndex(({ value }) => value === "--");
  if (program !== "mysqlsh" || dashes < 0) return undefined;
  const [object = "", method = ""] = argv.slice(dashes + 1, dashes + 3).map(textOf);
  const name = method.replaceAll("-", "").toLowerCase();
  const replaces = argv
    .slice(dashes)
    .some(word => /^--(?:drop-?existing-?objects|reset-?progress)/i.test(textOf(word)));
  const doing = APART.test(name) ? TAKES_APART : /^loaddump$|^copy/.test(name) && replaces ? LOADS_OVER : undefined;
  return { effects: doing ? [effectOfTemplate(doing, [literalWord(object)], call, { id: "mysql-tools", at })] : [] };
}

const APART = inOrder([
  /^/,
  words`
    drop dissolve remove(?:instance|cluster|replica|router) forceprimary forcequorum reboot(?:cluster)?fromcomplete
    fencing fence
  `,
]);
const TAKES_APART: EffectTemplate = {
  verb: "destroy",
  resource: "cluster",
  says: "takes servers or the whole out of",
};
const LOADS_OVER: EffectTemplate = {
  verb: "overwrite",
  resource: "database",
  says: "loads a dump over what is there by",
};

/** mysqlsh runs JavaScript by default. */
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
