/** MySQL's and MariaDB's administration tools, and Percona's. */
import { optionValues } from "../core/effects/options.ts";
import type { Inner, ProgramPack } from "../core/effects/pack.ts";
import { clientPlace } from "../core/effects/sql/client-place.ts";
import { type Call, type Doing, type Line, tablePack } from "../core/effects/subcommands.ts";
import { textOf } from "../core/effects/words.ts";

const GRAMMAR = {
  values: [
    "h",
    "host",
    "P",
    "port",
    "u",
    "user",
    "S",
    "socket",
    "protocol",
    "i",
    "sleep",
    "w",
    "wait",
    "defaults-file",
    "defaults-extra-file",
    "defaults-group-suffix",
    "login-path",
    "e",
    "execute",
    "f",
    "file",
    "D",
    "database",
    "schema",
    "source",
    "dest",
    "where",
    "limit",
    "alter",
    "target-dir",
    "datadir",
    "d",
    "directory",
    "o",
    "uri",
  ],
  optional: ["p", "password"],
};
const at = (call: Call) =>
  clientPlace(call.args, call.command.scope, call.facts, {
    host: ["h", "host", "uri"],
    profile: ["login-path", "defaults-group-suffix", "defaults-file", "defaults-extra-file"],
    variables: ["MYSQL_HOST"],
  });

const DROPS: Doing = { verb: "drop", resource: "database", says: "drops the database" };
const STOPS: Doing = {
  verb: "stop",
  resource: "database",
  recovery: "effort",
  says: "shuts the server down",
  named: [],
};
/** Several commands stand in one call: `mysqladmin -f drop a create a`. */
const ADMIN: readonly Line[] = [
  { call: "drop", does: DROPS },
  { call: "shutdown", does: STOPS },
  {
    call: "flush-logs|flush-hosts|flush-status|flush-tables|flush-threads|flush-privileges|reload|refresh|ping|status|extended-status|processlist|proc|variables|version|create|debug|stop-slave|start-slave|stop-replica|start-replica",
  },
  { call: "kill", does: { verb: "stop", resource: "process", recovery: "effort", says: "ends the connections" } },
  {
    call: "password|old-password",
    does: { verb: "mutate", resource: "account", recovery: "effort", says: "changes the password", named: [] },
  },
  { call: "* drop", does: DROPS },
  { call: "* shutdown", does: STOPS },
  { call: "" },
];

export const mysqladmin: ProgramPack = tablePack({
  id: "mysqladmin",
  programs: ["mysqladmin", "mariadb-admin"],
  // `-f` forces here, and takes no file.
  grammar: { ...GRAMMAR, values: GRAMMAR.values.filter(name => !/^(?:f|file|d|e|o)$/.test(name)) },
  lines: ADMIN,
  at,
  examples: [
    { run: "mysqladmin ping", expect: "allow" },
    { run: "mysqladmin -u root create shop", expect: "allow" },
    { run: "mysqladmin -u root -psecret --force drop shop", expect: "ask" },
    { run: "mysqladmin -f drop shop", expect: "ask" },
    { run: "mysqladmin -h db.example.com drop shop", expect: "deny" },
    { run: "mysqladmin flush-privileges", expect: "allow" },
    { run: "mysqladmin -h db.example.com shutdown", expect: "ask" },
  ],
});

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

/** Each does one thing to a whole server. */
export const percona: ProgramPack = tablePack({
  id: "percona",
  programs: [
    "pt-archiver",
    "pt-kill",
    "pt-slave-restart",
    "pt-table-sync",
    "xtrabackup",
    "mariabackup",
    "mariadb-backup",
    "innobackupex",
    "myloader",
  ],
  grammar: GRAMMAR,
  lines: [
    {
      call: "",
      with: ["purge"],
      does: {
        verb: "delete",
        resource: "rows",
        reach: "all",
        says: "deletes the rows that it archives",
        named: ["source", "where"],
      },
    },
    {
      call: "",
      with: ["copy-back", "move-back"],
      does: {
        verb: "overwrite",
        resource: "database",
        reach: "all",
        certainty: "likely",
        says: "puts a backup in place of the data directory",
        named: ["datadir"],
      },
    },
    {
      call: "",
      with: ["overwrite-tables", "purge-mode"],
      does: {
        verb: "drop",
        resource: "table",
        reach: "several",
        says: "drops the tables that it restores",
        named: ["database"],
      },
    },
    {
      call: "",
      with: ["execute", "kill"],
      does: {
        verb: "update",
        resource: "rows",
        reach: "unknown",
        certainty: "likely",
        says: "changes rows on another server",
        named: [],
      },
    },
    { call: "" },
  ],
  at,
  examples: [
    { run: "pt-archiver --source h=localhost,D=shop,t=orders --purge --where 1=1", expect: "ask" },
    { run: "xtrabackup --copy-back --target-dir=/backups/full", expect: "ask" },
    { run: "xtrabackup --backup --target-dir=/backups/full", expect: "allow" },
    { run: "myloader --overwrite-tables -d dump", expect: "ask" },
  ],
});
