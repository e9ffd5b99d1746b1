import { optionValue } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { applicationDatabase, databaseOfWord } from "../../core/languages/sql/application-database.ts";
import {
  DROPS_DATABASE,
  FORCES_SCHEMA,
  MIGRATES,
  RESETS,
  REVERTS,
  REVERTS_ALL,
} from "../../core/languages/sql/schema-tools.ts";
import { dbmateFamily, SECTIONED } from "../../core/places/databases/families/go-and-rust.ts";
import { namedProduction } from "../../core/providers/account.ts";

export const dbmate: ProgramPack = tablePack({
  id: "dbmate",
  source: "https://github.com/amacneil/dbmate",
  programs: [
    "dbmate",
    "geni",
    "soda",
    "buffalo-pop",
    "tern",
    "sql-migrate",
    "skeema",
    "bytebase",
    "sqitch",
    "evolve",
    "grate",
    "roundhouse",
    "rh",
    "bun-migrate",
    "refinery",
    "rambler",
  ],
  grammar: {
    singleDash: true,
    values: [
      "u",
      "url",
      "d",
      "migrations-dir",
      "s",
      "schema-file",
      "e",
      "env",
      "config",
      "c",
      "limit",
      "target",
      "t",
      "connstring",
      "destination",
    ],
  },
  lines: [
    // sqitch's: it reverts to the change, and deploys anew.
    { call: "rebase", source: "https://sqitch.org/docs/manual/sqitch-rebase/", does: REVERTS },
    { call: "drop|erase", does: DROPS_DATABASE },
    { call: "migrate", source: "https://github.com/jackc/tern", with: ["destination=0", "d=0"], does: REVERTS_ALL },
    { call: "reset", source: "https://gobuffalo.io/documentation/database/soda/", does: RESETS },
    { call: "down|rollback|revert|redo|reverse", does: REVERTS },
    { call: "db rollback|drop|reset", source: "https://bun.uptrace.dev/", does: RESETS },
    { call: "push", source: "https://www.skeema.io/docs/commands/push/", with: ["allow-unsafe"], does: FORCES_SCHEMA },
    { call: "up|migrate|load|deploy|push|update", does: MIGRATES },
    { call: "init" },
  ],
  at: call => {
    const connection = ["u", "url", "target", "t", "connstring"];
    // dbmate's `--env` names the variable that holds the connection.
    if (call.command.program === "dbmate") {
      const variable = optionValue(call.args, "e", "env");
      const called = namedProduction([variable]);
      return [
        ...(called ? [called] : []),
        ...applicationDatabase(call, { connection, family: dbmateFamily(variable?.value) }),
      ];
    }
    // sqitch takes its target as a word: `deploy db:pg://db.acme.io/shop`.
    const target = call.words.find(({ value }) => /^db:\w+:/.test(value ?? ""));
    if (target) return databaseOfWord(target, call.facts);
    const named = call.command.program === "sqitch" ? namedProduction(call.words.slice(1)) : undefined;
    if (named) return [named];
    return applicationDatabase(call, {
      options: ["e", "env"],
      connection,
      config: ["c", "config"],
      family: SECTIONED,
    });
  },
  examples: [
    { run: "dbmate up", expect: "allow" },
    { run: "dbmate --url postgres://db.example.com/shop up", expect: "ask" },
    { run: "dbmate drop", expect: "ask" },
    { run: "dbmate rollback", expect: "ask" },
    { run: "DATABASE_URL=postgres://db.example.com/shop dbmate drop", expect: "deny" },
    { run: "sql-migrate down -env=production", expect: "deny" },
    { run: "dbmate -e PROD_DATABASE_URL up", expect: "ask", why: "the variable is called after production" },
    { run: "sqitch deploy db:pg://db.example.com/shop", expect: "ask" },
    { run: "sqitch deploy db:pg:shop_dev", expect: "allow" },
    { run: "sqitch revert --to @HEAD^", expect: "ask" },
    { run: "sqitch rebase -y --onto @HEAD^", expect: "ask", why: "it reverts, and deploys anew" },
    { run: "sqitch deploy", expect: "allow" },
    { run: "dbmate new add_users", expect: "allow" },
  ],
});
