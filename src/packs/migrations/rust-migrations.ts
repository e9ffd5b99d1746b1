import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import { DROPS_DATABASE, MIGRATES, RESETS, REVERTS, REVERTS_ALL } from "../../core/languages/sql/schema-tools.ts";
import { RUST } from "../../core/places/databases/families/go-and-rust.ts";

const SEA_ORM = "https://www.sea-ql.org/SeaORM/docs/migration/running-migration/";
export const rustMigrations: ProgramPack = tablePack({
  id: "rust-migrations",
  source: "https://github.com/launchbadge/sqlx/tree/main/sqlx-cli",
  programs: ["sqlx", "diesel", "sea-orm-cli", "cargo-sqlx"],
  grammar: {
    values: [
      "D",
      "database-url",
      "u",
      "source",
      "target-version",
      "config-file",
      "migration-dir",
      "d",
      "n",
      "num",
      "s",
      "database-schema",
      "connect-timeout",
    ],
  },
  lines: [
    { call: "database|db drop", does: DROPS_DATABASE },
    { call: "database|db reset", does: RESETS },
    { call: "migrate fresh|refresh", source: SEA_ORM, does: RESETS },
    { call: "migrate reset", source: SEA_ORM, does: REVERTS_ALL },
    { call: "migration|migrate revert|redo|down", does: REVERTS },
    { call: "migration|migrate run|up", does: MIGRATES },
    { call: "database|db setup|create", does: MIGRATES },
    { call: "migrate|migration add|generate|info|list|pending|status|init|build-script" },
    { call: "migrate", source: SEA_ORM, does: MIGRATES },
  ],
  at: call => applicationDatabase(call, { connection: ["D", "database-url", "u"], family: RUST }),
  examples: [
    { run: "sqlx migrate run", expect: "allow" },
    { run: "sqlx migrate run -D postgres://db.example.com/shop", expect: "ask" },
    { run: "sqlx database drop -y", expect: "ask" },
    { run: "sqlx database reset -y --database-url postgres://db.example.com/shop", expect: "deny" },
    { run: "sqlx migrate revert", expect: "ask" },
    { run: "diesel database reset", expect: "ask" },
    { run: "diesel migration run", expect: "allow" },
    { run: "diesel migration redo", expect: "ask" },
    { run: "sea-orm-cli migrate fresh", expect: "ask" },
    { run: "sea-orm-cli generate entity -u sqlite://dev.db", expect: "allow" },
  ],
});
