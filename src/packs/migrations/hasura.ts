import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import { MIGRATES, REVERTS, REWRITES_HISTORY } from "../../core/languages/sql/schema-tools.ts";

export const hasura: ProgramPack = tablePack({
  id: "hasura",
  source: "https://hasura.io/docs/latest/hasura-cli/commands/hasura",
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
