/** Migration tools that stand for themselves: Flyway, Liquibase, goose, migrate, Atlas, dbmate, sqlx, Diesel and their like. */

import type { Locator } from "../core/effects/effect.ts";
import { optionValue, optionValues } from "../core/effects/options.ts";
import type { ProgramPack } from "../core/effects/pack.ts";
import { applicationDatabase, databaseOfWord } from "../core/effects/sql/application-database.ts";
import { databaseOf } from "../core/effects/sql/connection.ts";
import {
  DROPS_DATABASE,
  DROPS_TABLES,
  FORCES_SCHEMA,
  MIGRATES,
  RESETS,
  REVERTS,
  REVERTS_ALL,
  REWRITES_HISTORY,
} from "../core/effects/sql/schema-tools.ts";
import { type Call, tablePack } from "../core/effects/subcommands.ts";

export const flyway: ProgramPack = tablePack({
  id: "flyway",
  programs: ["flyway"],
  grammar: { singleDash: true, values: [] },
  lines: [
    { call: "clean", does: DROPS_TABLES },
    { call: "migrate clean", does: DROPS_TABLES },
    { call: "undo", does: REVERTS },
    { call: "repair|baseline", does: REWRITES_HISTORY },
    { call: "migrate|deploy", does: MIGRATES },
    { call: "info|validate|check|generate|model|diff|diffText|snapshot|auth|help|version|testConnection|init|prepare" },
  ],
  at: call => applicationDatabase(call, { options: ["environment", "configFiles"], connection: ["url"] }),
  examples: [
    { run: "flyway migrate", expect: "allow" },
    { run: "flyway -url=jdbc:postgresql://db.example.com/shop migrate", expect: "ask" },
    { run: "flyway clean -cleanDisabled=false", expect: "ask" },
    { run: "flyway -url=jdbc:postgresql://db.example.com/shop clean", expect: "deny" },
    { run: "flyway undo", expect: "ask" },
    { run: "flyway repair", expect: "allow" },
    { run: "flyway info", expect: "allow" },
  ],
});

export const liquibase: ProgramPack = tablePack({
  id: "liquibase",
  programs: ["liquibase"],
  grammar: { values: ["contexts", "labels", "changeLogFile"] },
  lines: [
    { call: "drop-all|dropAll", does: DROPS_TABLES },
    {
      call: "rollback-sql|rollbackSQL|rollback-count-sql|rollback-to-date-sql|future-rollback-sql|update-sql|updateSQL",
    },
    {
      call: "rollback|rollback-count|rollbackCount|rollback-to-date|rollbackToDate|rollback-one-changeset|rollback-one-update|rollbackOneChangeSet",
      does: REVERTS,
    },
    { call: "update-testing-rollback", does: REVERTS },
    {
      call: "changelog-sync|changelogSync|clear-checksums|clearCheckSums|mark-next-changeset-ran|release-locks|tag",
      does: REWRITES_HISTORY,
    },
    { call: "update|update-count|update-to-tag|update-one-changeset", does: MIGRATES },
    {
      call: "status|history|validate|diff|diff-changelog|snapshot|generate-changelog|calculate-checksum|db-doc|list-locks|checks|init|execute-sql|unexpected-changesets|tag-exists|flow",
    },
  ],
  at: call => applicationDatabase(call, { options: ["contexts"], connection: ["url"] }),
  inner: call =>
    call.words[0]?.value === "execute-sql"
      ? optionValues(call.args, "sql").map(word => ({
          kind: "sql" as const,
          text: word.value ?? "\uFFFC",
          at: applicationDatabase(call, { connection: ["url"] }),
          source: "liquibase",
        }))
      : [],
  examples: [
    { run: "liquibase update", expect: "allow" },
    { run: "liquibase --url=jdbc:mysql://db.example.com/shop update", expect: "ask" },
    { run: "liquibase drop-all", expect: "ask" },
    { run: "liquibase dropAll --url=jdbc:mysql://db.example.com/shop", expect: "deny" },
    { run: "liquibase rollback-count 2", expect: "ask" },
    { run: "liquibase rollback-sql v1", expect: "allow" },
    { run: "liquibase execute-sql --sql='DROP TABLE a'", expect: "ask" },
    { run: "liquibase status", expect: "allow" },
  ],
});

export const goose: ProgramPack = tablePack({
  id: "goose",
  programs: ["goose"],
  grammar: { singleDash: true, values: ["dir", "table", "env", "timeout", "certfile"] },
  lines: [
    { call: "* * reset", does: REVERTS_ALL },
    { call: "reset", does: REVERTS_ALL },
    { call: "* * down-to 0", does: REVERTS_ALL },
    { call: "down-to 0", does: REVERTS_ALL },
    { call: "down|down-to|redo", does: REVERTS },
    { call: "up|up-by-one|up-to", does: MIGRATES },
    { call: "status|version|create|fix|validate|env|init" },
    { call: "* * down|down-to|redo", does: REVERTS },
    { call: "* * up|up-by-one|up-to", does: MIGRATES },
    { call: "* * status|version|create|fix|validate" },
  ],
  // `goose postgres "postgres://…" up`
  at: call => {
    const given = call.words.slice(1, 2).filter(word => word.value === null || databaseOf(word.value) !== undefined);
    const found = given.flatMap(word => databaseOfWord(word, call.facts));
    return found.length > 0 ? found : applicationDatabase(call, { options: ["env"] });
  },
  examples: [
    { run: "goose up", expect: "allow" },
    { run: "goose -dir migrations postgres postgres://localhost/shop up", expect: "allow" },
    { run: "goose postgres postgres://db.example.com/shop up", expect: "ask" },
    { run: "goose -dir db postgres postgres://db.example.com/shop reset", expect: "deny" },
    { run: "goose down-to 0", expect: "ask" },
    { run: "goose sqlite3 ./dev.db down", expect: "ask" },
    { run: "goose status", expect: "allow" },
  ],
});

export const golangMigrate: ProgramPack = tablePack({
  id: "golang-migrate",
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
    { call: "create|version|status" },
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

export const atlas: ProgramPack = tablePack({
  id: "atlas",
  programs: ["atlas"],
  grammar: {
    values: [
      "u",
      "url",
      "to",
      "from",
      "dev-url",
      "dir",
      "env",
      "c",
      "config",
      "s",
      "schema",
      "var",
      "projectId",
      "clusterName",
      "P",
      "profile",
      "file",
    ],
  },
  lines: [
    { call: "schema clean", does: DROPS_TABLES },
    { call: "schema apply", does: FORCES_SCHEMA },
    { call: "migrate down", does: REVERTS },
    { call: "migrate apply", does: MIGRATES },
    { call: "migrate set|rm|rebase", does: REWRITES_HISTORY },
    { call: "schema|migrate" },
    // MongoDB's command line for its cloud has the same name.
    {
      call: "clusters|serverless|cluster delete|pause|remove",
      does: { verb: "delete", resource: "cluster", says: "deletes the cluster", reach: "one" },
    },
    { call: "deployments delete", does: { verb: "delete", resource: "cluster", says: "deletes the deployment" } },
    {
      call: "backups snapshots|exports delete",
      does: { verb: "delete", resource: "backup", says: "deletes the backup" },
    },
    {
      call: "backups restores start",
      does: { verb: "overwrite", resource: "database", reach: "all", says: "restores a backup over the cluster" },
    },
    {
      call: "backups schedule delete",
      does: { verb: "weaken", resource: "backup", says: "removes the backup schedule" },
    },
    {
      call: "projects|project|organizations|orgs delete",
      does: { verb: "delete", resource: "project", says: "deletes the project" },
    },
    {
      call: "dbusers|customDbRoles|accessLists|networking|privateEndpoints|alerts|teams|users delete",
      does: { verb: "delete", resource: "account", says: "deletes from the project" },
    },
    {
      call: "clusters|projects|dbusers|backups|deployments|auth|config|logs|metrics|alerts|accessLists|organizations list|describe|ls|login|set|download|create|start|watch|logs",
    },
  ],
  at: atlasPlace,
  examples: [
    { run: "atlas migrate apply --url sqlite://dev.db", expect: "allow" },
    { run: "atlas migrate apply --env prod", expect: "ask" },
    { run: "atlas schema apply --auto-approve --url postgres://localhost/shop --to file://schema.hcl", expect: "ask" },
    { run: "atlas schema clean -u postgres://db.example.com/shop --auto-approve", expect: "deny" },
    { run: "atlas schema inspect -u postgres://localhost/shop", expect: "allow" },
    { run: "atlas clusters delete shop --force", expect: "deny" },
    { run: "atlas clusters list", expect: "allow" },
  ],
});

function atlasPlace(call: Call): Locator[] {
  if (/^(?:schema|migrate)$/.test(call.words[0]?.value ?? ""))
    return applicationDatabase(call, { options: ["env"], connection: ["u", "url"] });
  const profile = optionValue(call.args, "P", "profile")?.value ?? undefined;
  return [{ kind: "cloud", provider: "atlas", ...(profile !== undefined && { profile }) }];
}

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
    ],
  },
  lines: [
    { call: "drop|erase", does: DROPS_DATABASE },
    { call: "reset", does: RESETS },
    { call: "down|rollback|revert|redo", does: REVERTS },
    { call: "db rollback|drop|reset", does: RESETS },
    { call: "push", with: ["allow-unsafe"], does: FORCES_SCHEMA },
    { call: "up|migrate|load|deploy|push|update|rebase", does: MIGRATES },
    { call: "new|create|status|dump|wait|pull|diff|lint|init|add|plan|log|verify|tag|format|info|generate|repair" },
  ],
  at: call =>
    applicationDatabase(call, { options: ["e", "env"], connection: ["u", "url", "target", "t", "connstring"] }),
  examples: [
    { run: "dbmate up", expect: "allow" },
    { run: "dbmate --url postgres://db.example.com/shop up", expect: "ask" },
    { run: "dbmate drop", expect: "ask" },
    { run: "dbmate rollback", expect: "ask" },
    { run: "DATABASE_URL=postgres://db.example.com/shop dbmate drop", expect: "deny" },
    { run: "sql-migrate down -env=production", expect: "deny" },
    { run: "sqitch revert --to @HEAD^", expect: "ask" },
    { run: "dbmate new add_users", expect: "allow" },
  ],
});

export const rustMigrations: ProgramPack = tablePack({
  id: "rust-migrations",
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
    { call: "migrate fresh|refresh", does: RESETS },
    { call: "migrate reset", does: REVERTS_ALL },
    { call: "migration|migrate revert|redo|down", does: REVERTS },
    { call: "migration|migrate run|up", does: MIGRATES },
    { call: "database|db setup|create", does: MIGRATES },
    { call: "migrate|migration add|generate|info|list|pending|status|init|build-script" },
    { call: "migrate", does: MIGRATES },
    { call: "prepare|generate|print-schema|completions|bash-completion|setup" },
  ],
  at: call => applicationDatabase(call, { connection: ["D", "database-url", "u"] }),
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

export const hasura: ProgramPack = tablePack({
  id: "hasura",
  programs: ["hasura"],
  grammar: {
    values: [
      "endpoint",
      "admin-secret",
      "database-name",
      "project",
      "envfile",
      "down",
      "up",
      "goto",
      "version",
      "type",
    ],
  },
  lines: [
    {
      call: "metadata clear|reset",
      does: {
        verb: "delete",
        resource: "schema",
        reach: "all",
        says: "deletes the whole metadata: tables tracked, relations, permissions",
        named: [],
      },
    },
    {
      call: "metadata apply",
      does: { verb: "mutate", resource: "schema", recovery: "effort", says: "replaces the metadata", named: [] },
    },
    { call: "migrate apply", with: ["down"], does: REVERTS },
    { call: "migrate apply", with: ["goto"], does: REVERTS },
    { call: "migrate delete", with: ["server", "all"], does: REWRITES_HISTORY },
    { call: "migrate apply|squash", does: MIGRATES },
    { call: "deploy", does: MIGRATES },
    { call: "seed apply|create" },
    { call: "*" },
  ],
  at: call => applicationDatabase(call, { connection: ["endpoint"] }),
  examples: [
    { run: "hasura console", expect: "allow" },
    { run: "hasura migrate apply --all-databases", expect: "allow" },
    { run: "hasura migrate apply --down all --database-name default", expect: "ask" },
    { run: "hasura metadata clear", expect: "ask" },
    { run: "hasura metadata clear --endpoint https://graphql.example.com", expect: "deny" },
    { run: "hasura metadata export", expect: "allow" },
  ],
});
