/** Reads Atlas, and MongoDB's command line of the same name. */

import { optionValue } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import {
  DROPS_TABLES,
  FORCES_SCHEMA,
  MIGRATES,
  REVERTS,
  REWRITES_HISTORY,
} from "../../core/languages/sql/schema-tools.ts";
import { ATLAS } from "../../core/places/databases/families/go-and-rust.ts";
import type { Locator } from "../../core/places/locator.ts";

const MONGODB = "https://www.mongodb.com/docs/atlas/cli/current/command/atlas/";

export const atlas: ProgramPack = tablePack({
  id: "atlas",
  source: "https://atlasgo.io/cli-reference",
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
    // MongoDB's command line for its cloud has the same name.
    {
      call: "clusters|serverless|cluster delete|pause|remove",
      source: MONGODB,
      does: { verb: "delete", resource: "cluster", says: "deletes the cluster", reach: "one" },
    },
    {
      call: "deployments delete",
      source: MONGODB,
      does: { verb: "delete", resource: "cluster", says: "deletes the deployment" },
    },
    {
      call: "backups snapshots|exports delete",
      source: MONGODB,
      does: { verb: "delete", resource: "backup", says: "deletes the backup" },
    },
    {
      call: "backups restores start",
      source: MONGODB,
      does: { verb: "overwrite", resource: "database", reach: "all", says: "restores a backup over the cluster" },
    },
    {
      call: "backups schedule delete",
      source: MONGODB,
      does: { verb: "weaken", resource: "backup", says: "removes the backup schedule" },
    },
    {
      call: "projects|project|organizations|orgs delete",
      source: MONGODB,
      does: { verb: "delete", resource: "project", says: "deletes the project" },
    },
    {
      call: "dbusers create atlasAdmin|readWriteAnyDatabase|dbAdminAnyDatabase",
      source: MONGODB,
      does: { verb: "grant", resource: "account", says: "makes an account with rights over every database" },
    },
    {
      call: "dbusers|customDbRoles|accessLists|networking|privateEndpoints|alerts|teams|users delete",
      source: MONGODB,
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
    return applicationDatabase(call, {
      options: ["env"],
      connection: ["u", "url"],
      config: ["c", "config"],
      family: ATLAS,
    });
  const profile = optionValue(call.args, "P", "profile")?.value ?? undefined;
  return [{ kind: "cloud", provider: "atlas", ...(profile !== undefined && { profile }) }];
}
