import { optionValue } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { applicationDatabase } from "../../core/effects/sql/application-database.ts";
import {
  DROPS_DATABASE,
  FORCES_SCHEMA,
  MIGRATES,
  RESETS,
  REVERTS,
  REVERTS_ALL,
} from "../../core/effects/sql/schema-tools.ts";
import { tablePack } from "../../core/effects/subcommands.ts";
import { dbmateFamily, SECTIONED } from "../../core/environment/databases/families/go-and-rust.ts";

export const dbmate: ProgramPack = tablePack({
  id: "dbmate",
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
    { call: "rebase", does: REVERTS },
    { call: "drop|erase", does: DROPS_DATABASE },
    { call: "migrate", with: ["destination=0", "d=0"], does: REVERTS_ALL },
    { call: "reset", does: RESETS },
    { call: "down|rollback|revert|redo|reverse", does: REVERTS },
    { call: "db rollback|drop|reset", does: RESETS },
    { call: "push", with: ["allow-unsafe"], does: FORCES_SCHEMA },
    { call: "up|migrate|load|deploy|push|update", does: MIGRATES },
    { call: "new|create|status|dump|wait|pull|diff|lint|init|add|plan|log|verify|tag|format|info|generate|repair" },
  ],
  at: call => {
    const connection = ["u", "url", "target", "t", "connstring"];
    // dbmate's `--env` names the variable that holds the connection.
    if (call.command.program === "dbmate")
      return applicationDatabase(call, { connection, family: dbmateFamily(optionValue(call.args, "e", "env")?.value) });
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
    { run: "sqitch revert --to @HEAD^", expect: "ask" },
    { run: "sqitch rebase -y --onto @HEAD^", expect: "ask", why: "it reverts, and deploys anew" },
    { run: "sqitch deploy", expect: "allow" },
    { run: "dbmate new add_users", expect: "allow" },
  ],
});
