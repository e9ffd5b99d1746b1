import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { EffectTemplate, Line } from "../../core/kit/table.ts";
import { at, GRAMMAR } from "./place.ts";

const DROPS: EffectTemplate = { verb: "drop", resource: "database", says: "drops the database" };
const STOPS: EffectTemplate = {
  verb: "stop",
  resource: "database",
  recovery: "effort",
  says: "shuts the server down",
  named: [],
};
/** Without a socket or a port it stops the machine's own server, which is a service of the system. */
const STOPS_SERVICE: EffectTemplate = { ...STOPS, resource: "system" };
const ELSEWHERE = ["S", "socket", "P", "port", "h", "host", "defaults-file"];
/** One call may have several commands: `mysqladmin -f drop a create a`. */
const ADMIN: readonly Line[] = [
  { call: "drop", does: DROPS },
  { call: "shutdown", does: STOPS_SERVICE, without: ELSEWHERE },
  { call: "shutdown", does: STOPS },
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
  source: "https://dev.mysql.com/doc/refman/8.4/en/mysqladmin.html",
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
    { run: "mysqladmin -u root shutdown", expect: "ask" },
    { run: "mysqladmin -S /tmp/test.sock shutdown", expect: "allow" },
  ],
});
