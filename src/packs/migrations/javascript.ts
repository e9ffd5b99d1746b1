/** Reads JavaScript's migration tools, one table for each. They differ in names only. */
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { applicationDatabase, type Conventions } from "../../core/languages/sql/application-database.ts";
import {
  DROPS_DATABASE,
  DROPS_TABLES,
  EMPTIES_TABLES,
  FORCES_SCHEMA,
  MIGRATES,
  RESETS,
  REVERTS,
  REVERTS_ALL,
  REWRITES_HISTORY,
  SEEDS,
} from "../../core/languages/sql/schema-tools.ts";
import { DRIZZLE, KNEX, MIKRO_ORM, SEQUELIZE, TYPEORM } from "../../core/places/databases/families/javascript.ts";
import { NODE_MIGRATIONS } from "../../core/places/databases/families/node.ts";
import type { Family } from "../../core/places/databases/family.ts";

const CONVENTIONS: Conventions = {
  variables: ["NODE_ENV", "APP_ENV"],
  options: ["env"],
  connection: ["url", "connection", "database-url", "databaseUrl"],
};
const at = (family: Family) => (call: Call) =>
  applicationDatabase(call, { ...CONVENTIONS, family, config: CONFIGS, named: ["connection-name", "contextName"] });
/** Options that name the configuration file. */
const CONFIGS = ["config", "knexfile", "d", "dataSource", "data-source", "options-path", "config-file"];
const VALUES = [
  "env",
  "url",
  "connection",
  "config",
  "database-url",
  "databaseUrl",
  "knexfile",
  "options-path",
  "migrations-path",
  "seeders-path",
  "models-path",
  "name",
  "to",
  "from",
  "d",
  "dataSource",
  "schema",
  "out",
  "dialect",
  "m",
  "e",
];

export const drizzleKit: ProgramPack = tablePack({
  id: "drizzle-kit",
  source: "https://orm.drizzle.team/docs/kit-overview",
  programs: ["drizzle-kit"],
  grammar: { values: VALUES },
  lines: [
    { call: "push|push:pg|push:mysql|push:sqlite", with: ["force"], does: FORCES_SCHEMA },
    { call: "push|push:pg|push:mysql|push:sqlite|migrate", does: MIGRATES },
    // Deletes a migration of the project, a file that git has.
    {
      call: "drop",
      does: { verb: "delete", resource: "file", says: "deletes a migration", recovery: "effort", named: [] },
    },
  ],
  at: at(DRIZZLE),
  examples: [
    { run: "npx drizzle-kit push --force", expect: "ask" },
    {
      run: "npx drizzle-kit push --force",
      files: { ".env": "DATABASE_URL=postgres://app:pw@db.example.com/shop" },
      expect: "deny",
    },
    { run: "npx drizzle-kit push", expect: "allow" },
    { run: "npx drizzle-kit generate && npx drizzle-kit migrate", expect: "allow" },
    { run: "npx drizzle-kit migrate", env: { DATABASE_URL: "postgres://db.example.com/shop" }, expect: "ask" },
  ],
});

export const knex: ProgramPack = tablePack({
  id: "knex",
  source: "https://knexjs.org/guide/migrations.html",
  programs: ["knex"],
  grammar: { values: VALUES },
  lines: [
    { call: "migrate:rollback", with: ["all"], does: REVERTS_ALL },
    { call: "migrate:rollback|migrate:down", does: REVERTS },
    { call: "migrate:latest|migrate:up", does: MIGRATES },
    { call: "migrate:unlock", does: REWRITES_HISTORY },
    { call: "init" },
    { call: "seed:run", does: SEEDS },
  ],
  at: at(KNEX),
  examples: [
    { run: "npx knex migrate:latest", expect: "allow" },
    { run: "npx knex migrate:latest --env production", expect: "ask" },
    { run: "npx knex migrate:rollback --all", expect: "ask" },
    { run: "NODE_ENV=production npx knex migrate:rollback --all", expect: "deny" },
    { run: "npx knex seed:run", expect: "allow" },
    { run: "npx knex seed:run --env production", expect: "ask" },
  ],
});

export const sequelize: ProgramPack = tablePack({
  id: "sequelize",
  source: "https://github.com/sequelize/cli",
  programs: ["sequelize", "sequelize-cli"],
  grammar: { values: VALUES },
  lines: [
    { call: "db:drop", does: DROPS_DATABASE },
    { call: "db:migrate:undo:all", does: REVERTS_ALL },
    { call: "db:migrate:undo", does: REVERTS },
    {
      call: "db:seed:undo:all|db:seed:undo",
      does: { ...EMPTIES_TABLES, certainty: "likely", says: "deletes what the seeders put into the tables" },
    },
    { call: "db:migrate", does: MIGRATES },
    { call: "db:seed|db:seed:all", does: SEEDS },
    { call: "db:create|db:migrate:schema:timestamps:add" },
    {
      call: "init|init:config|init:migrations|init:models|init:seeders|migration:create|model:create|seed:create",
    },
  ],
  at: at(SEQUELIZE),
  examples: [
    { run: "npx sequelize-cli db:migrate", expect: "allow" },
    { run: "npx sequelize-cli db:drop", expect: "ask" },
    { run: "npx sequelize db:migrate:undo:all --env production", expect: "deny" },
    { run: "npx sequelize-cli db:seed:undo:all", expect: "ask" },
    { run: "npx sequelize-cli model:generate --name User --attributes name:string", expect: "allow" },
  ],
});

export const typeorm: ProgramPack = tablePack({
  id: "typeorm",
  source: "https://typeorm.io/docs/advanced-topics/using-cli",
  programs: ["typeorm", "typeorm-ts-node-commonjs", "typeorm-ts-node-esm"],
  grammar: { values: VALUES },
  lines: [
    { call: "schema:drop", does: DROPS_TABLES },
    { call: "schema:sync", does: FORCES_SCHEMA },
    { call: "migration:revert", does: REVERTS },
    { call: "migration:run", does: MIGRATES },
    { call: "query *" },
    {
      call: "schema:log|migration:show|migration:generate|migration:create|entity:create|subscriber:create|init|version|cache:clear",
    },
  ],
  at: at(TYPEORM),
  inner: call =>
    call.words[0]?.value === "query" && call.words[1]
      ? [{ kind: "sql", text: call.words[1].value ?? "\uFFFC", at: at(TYPEORM)(call), source: "typeorm" }]
      : [],
  examples: [
    { run: "npx typeorm migration:run -d src/data-source.ts", expect: "allow" },
    { run: "npx typeorm schema:drop -d src/data-source.ts", expect: "ask" },
    { run: "NODE_ENV=production npx typeorm schema:sync -d dist/data-source.js", expect: "deny" },
    { run: "npx typeorm query 'DROP TABLE users'", expect: "ask" },
    { run: "npx typeorm query 'SELECT 1'", expect: "allow" },
  ],
});

const MIKRO_SCHEMA = "https://mikro-orm.io/docs/schema-generator";

export const mikroOrm: ProgramPack = tablePack({
  id: "mikro-orm",
  source: "https://mikro-orm.io/docs/migrations",
  programs: ["mikro-orm", "mikro-orm-esm"],
  grammar: { values: [...VALUES, "contextName", "only"] },
  lines: [
    { call: "schema:drop", source: MIKRO_SCHEMA, with: ["drop-db", "dropDb"], does: DROPS_DATABASE },
    { call: "schema:drop", source: MIKRO_SCHEMA, without: ["dump"], does: DROPS_TABLES },
    { call: "schema:fresh|migration:fresh", source: MIKRO_SCHEMA, does: RESETS },
    {
      call: "schema:update",
      source: MIKRO_SCHEMA,
      with: ["drop-tables", "dropTables", "run", "r"],
      does: FORCES_SCHEMA,
    },
    { call: "migration:down", does: REVERTS },
    { call: "migration:up|schema:create", does: MIGRATES },
    {
      call: "schema:drop|schema:update|migration:list|migration:pending|migration:check|migration:create|database:create|database:import|seeder:run|seeder:create|generate-entities|generate-cache|cache:clear|cache:generate|debug",
    },
  ],
  at: at(MIKRO_ORM),
  examples: [
    { run: "npx mikro-orm migration:up", expect: "allow" },
    { run: "npx mikro-orm schema:fresh --run", expect: "ask" },
    { run: "npx mikro-orm schema:drop --run --drop-db", expect: "ask" },
    { run: "npx mikro-orm cache:clear", expect: "allow" },
  ],
});

/** Tools whose sub-commands are simply `up` and `down`. */
const DB_MIGRATE = "https://db-migrate.readthedocs.io/en/latest/";
export const plainMigrations: ProgramPack = tablePack({
  id: "plain-migrations",
  source: "https://salsita.github.io/node-pg-migrate/",
  programs: [
    "node-pg-migrate",
    "db-migrate",
    "migrate-mongo",
    "mongoose-migrate",
    "umzug",
    "ley",
    "postgrator",
    "graphile-migrate",
    "kysely",
    "kysely-ctl",
    "nodejs-migrate",
    "ts-migrate-mongoose",
    "emigrate",
  ],
  grammar: { values: VALUES },
  lines: [
    { call: "reset", source: DB_MIGRATE, does: RESETS },
    { call: "db:drop", source: DB_MIGRATE, does: DROPS_DATABASE },
    { call: "migrate:rollback", source: "https://github.com/kysely-org/kysely-ctl", with: ["all"], does: REVERTS_ALL },
    { call: "migrate:down|migrate:rollback|down|redo|undo|rollback", does: REVERTS },
    { call: "up|migrate|latest|migrate:latest|migrate:up|watch|commit|run", does: MIGRATES },
    { call: "init|seed|seed:run" },
  ],
  at: at(NODE_MIGRATIONS),
  examples: [
    { run: "npx node-pg-migrate create add-carts", expect: "allow" },
    { run: "npx node-pg-migrate up", expect: "allow" },
    { run: "npx node-pg-migrate down", expect: "ask" },
    { run: "npx db-migrate reset", expect: "ask" },
    { run: "npx migrate-mongo down", expect: "ask" },
    { run: "npx db-migrate up -e production --env production", expect: "ask" },
  ],
});
