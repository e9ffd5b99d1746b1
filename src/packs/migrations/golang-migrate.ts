import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import {
  DROPS_TABLES,
  MIGRATES,
  REVERTS,
  REVERTS_ALL,
  REWRITES_HISTORY,
} from "../../core/languages/sql/schema-tools.ts";

export const golangMigrate: ProgramPack = tablePack({
  id: "golang-migrate",
  source: "https://github.com/golang-migrate/migrate/tree/master/cmd/migrate",
  programs: ["migrate"],
  grammar: {
    singleDash: true,
    values: ["path", "database", "source", "prefetch", "lock-timeout", "ext", "dir", "digits", "format", "tz"],
  },
  lines: [
    { call: "drop", does: DROPS_TABLES },
    { call: "down", with: ["all"], does: REVERTS_ALL },
    { call: "down *", does: REVERTS },
    { call: "down", does: REVERTS_ALL },
    { call: "force", does: REWRITES_HISTORY },
    { call: "goto", does: REVERTS },
    { call: "up", does: MIGRATES },
  ],
  at: call => applicationDatabase(call, { connection: ["database"] }),
  examples: [
    { run: "migrate -path db -database postgres://localhost/shop up", expect: "allow" },
    { run: "migrate -path db -database postgres://db.example.com/shop up", expect: "ask" },
    { run: "migrate -path db -database postgres://localhost/shop down 1", expect: "ask" },
    {
      run: 'migrate -path db -database "$DATABASE_URL" down -all',
      files: { ".env": "DATABASE_URL=postgres://db.example.com/x" },
      expect: "deny",
    },
    { run: "migrate -path db -database postgres://localhost/shop drop -f", expect: "ask" },
    { run: "migrate create -ext sql -dir db users", expect: "allow" },
  ],
});
