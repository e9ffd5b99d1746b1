/** Reads JavaScript back ends with a database: Strapi, Directus, Payload, Medusa, Keystone, Redwood, Adonis, Meteor. */

import type { ProgramPack } from "../../core/effects/pack.ts";
import { deletes, replaces } from "../../core/kit/effect-templates.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { EffectTemplate, Line, Table } from "../../core/kit/table.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import {
  DROPS_DATABASE,
  DROPS_TABLES,
  EMPTIES_TABLES,
  FORCES_SCHEMA,
  MIGRATES,
  RESETS,
  REVERTS,
  REVERTS_ALL,
} from "../../core/languages/sql/schema-tools.ts";
import { NODE_BACKENDS } from "../../core/places/databases/families/node.ts";

const CASSANDRA_MEDUSA = "https://github.com/thelastpickle/cassandra-medusa";
const REPLACES_CONTENT: EffectTemplate = {
  verb: "drop",
  resource: "table",
  reach: "all",
  says: "deletes all content and files before it brings in others",
  named: [],
  instead: "Export what is there first.",
};

function backEnd(
  id: string,
  programs: readonly string[],
  source: string,
  lines: readonly Line[],
  examples: Table["examples"],
): ProgramPack {
  return tablePack({
    id,
    programs,
    source,
    grammar: {
      values: [
        "env",
        "f",
        "file",
        "to",
        "to-token",
        "from",
        "from-token",
        "only",
        "exclude",
        "config",
        "id",
        "e",
        "p",
        "password",
      ],
    },
    lines,
    at: call =>
      applicationDatabase(call, { variables: ["NODE_ENV", "APP_ENV"], options: ["env"], family: NODE_BACKENDS }),
    examples,
  });
}

export const strapi: ProgramPack = backEnd(
  "strapi",
  ["strapi"],
  "https://docs.strapi.io/cms/cli",
  [
    { call: "import|transfer", does: REPLACES_CONTENT },
    {
      call: "restore|configuration:restore",
      does: { ...REPLACES_CONTENT, reach: "several", recovery: "effort", says: "replaces the stored configuration" },
    },
    { call: "deploy", does: { verb: "deploy", resource: "service", says: "deploys the project", recovery: "effort" } },
    { call: "*" },
  ],
  [
    { run: "npx strapi develop", expect: "allow" },
    { run: "npx strapi export --no-encrypt", expect: "allow" },
    { run: "npx strapi import -f backup.tar.gz --force", expect: "ask" },
    { run: "npx strapi transfer --to https://cms.example.com/admin", expect: "ask" },
  ],
);

export const directus: ProgramPack = backEnd(
  "directus",
  ["directus"],
  "https://docs.directus.io/self-hosted/cli.html",
  [
    { call: "database migrate:down", does: REVERTS },
    { call: "database migrate:latest|migrate:up|install", does: MIGRATES },
    { call: "schema apply", does: FORCES_SCHEMA },
    { call: "*" },
  ],
  [
    { run: "npx directus schema apply --yes snapshot.yaml", expect: "ask" },
    { run: "npx directus schema apply --dry-run snapshot.yaml", expect: "allow" },
    { run: "npx directus database migrate:latest", expect: "allow" },
    { run: "npx directus start", expect: "allow" },
  ],
);

export const payload: ProgramPack = backEnd(
  "payload",
  ["payload"],
  "https://payloadcms.com/docs/database/migrations",
  [
    { call: "migrate:fresh|migrate:refresh", does: RESETS },
    { call: "migrate:reset", does: REVERTS_ALL },
    { call: "migrate:down", does: REVERTS },
    { call: "migrate", does: MIGRATES },
    { call: "*" },
  ],
  [
    { run: "npx payload migrate", expect: "allow" },
    { run: "npx payload migrate:fresh", expect: "ask" },
    { run: "NODE_ENV=production npx payload migrate:reset", expect: "deny" },
    { run: "npx payload generate:types", expect: "allow" },
  ],
);

export const medusa: ProgramPack = backEnd(
  "medusa",
  ["medusa"],
  "https://docs.medusajs.com/resources/medusa-cli",
  [
    { call: "db:rollback", does: REVERTS },
    { call: "db:drop", does: DROPS_DATABASE },
    { call: "db:migrate|db:setup|db:sync-links|migrations", does: MIGRATES },
    // Cassandra's backup tool goes by the same name.
    {
      call: "delete-backup|purge|purge-decommissioned",
      source: CASSANDRA_MEDUSA,
      does: deletes("backup", "backups of the database"),
    },
    {
      call: "restore-cluster|restore-node",
      source: CASSANDRA_MEDUSA,
      does: replaces("database", "what the database holds by a backup"),
    },
    { call: "*" },
  ],
  [
    { run: "medusa delete-backup --backup-name monday", expect: "ask", why: "Cassandra's Medusa" },
    { run: "npx medusa db:migrate", expect: "allow" },
    { run: "npx medusa db:rollback product", expect: "ask" },
    { run: "npx medusa db:drop", expect: "ask" },
    { run: "npx medusa develop", expect: "allow" },
  ],
);

export const keystone: ProgramPack = backEnd(
  "keystone",
  ["keystone"],
  "https://keystonejs.com/docs/guides/cli",
  [
    { call: "dev", with: ["reset-db"], does: RESETS },
    { call: "prisma migrate reset", does: RESETS },
    { call: "prisma db push", with: ["force-reset"], does: RESETS },
    { call: "prisma db push", with: ["accept-data-loss"], does: FORCES_SCHEMA },
    { call: "migrate", does: MIGRATES },
    { call: "*" },
  ],
  [
    { run: "npx keystone dev", expect: "allow" },
    { run: "npx keystone dev --reset-db", expect: "ask" },
  ],
);

export const redwood: ProgramPack = backEnd(
  "redwood",
  ["rw", "redwood", "rwfw", "cedar"],
  "https://docs.redwoodjs.com/docs/cli-commands/",
  [
    { call: "prisma migrate reset", does: RESETS },
    { call: "prisma db push", with: ["force-reset"], does: RESETS },
    { call: "prisma db push", with: ["accept-data-loss"], does: FORCES_SCHEMA },
    { call: "prisma migrate deploy", does: MIGRATES },
    { call: "data-migrate up", does: MIGRATES },
    {
      call: "destroy *",
      does: {
        verb: "delete",
        resource: "file",
        reach: "several",
        recovery: "effort",
        says: "deletes generated files of",
      },
    },
    { call: "*" },
  ],
  [
    { run: "npx rw prisma migrate dev", expect: "allow" },
    { run: "npx rw prisma migrate reset --force", expect: "ask" },
    { run: "npx rw generate page home /", expect: "allow" },
  ],
);

export const adonis: ProgramPack = backEnd(
  "adonis",
  ["ace", "ace.js", "adonis", "blitz"],
  "https://lucid.adonisjs.com/docs/migrations",
  [
    { call: "migration:fresh|migration:refresh|db:wipe", does: DROPS_TABLES },
    { call: "migration:reset", does: REVERTS_ALL },
    { call: "migration:rollback", does: REVERTS },
    { call: "migration:run", does: MIGRATES },
    { call: "db:truncate", does: EMPTIES_TABLES },
    { call: "prisma migrate reset", source: "https://blitzjs.com/docs", does: DROPS_DATABASE },
    { call: "*" },
  ],
  [
    { run: "node ace migration:run", expect: "allow" },
    { run: "ace migration:fresh --seed", expect: "ask" },
    { run: "ace db:wipe", expect: "ask" },
    { run: "ace serve --watch", expect: "allow" },
  ],
);

export const meteor: ProgramPack = backEnd(
  "meteor",
  ["meteor"],
  "https://docs.meteor.com/cli/",
  [
    { call: "reset", does: { ...RESETS, says: "deletes the project's own database with its data" } },
    { call: "deploy", with: ["delete", "D"], does: deletes("service", "deletes the deployed app with its database") },
    { call: "deploy", does: { verb: "deploy", resource: "service", says: "deploys the app", recovery: "effort" } },
    { call: "publish|publish-for-arch", does: { verb: "publish", resource: "package", says: "publishes the package" } },
    { call: "*" },
  ],
  [
    { run: "meteor reset", expect: "ask" },
    { run: "meteor deploy --delete shop.meteorapp.com", expect: "ask" },
    { run: "meteor run --port 3000", expect: "allow" },
    { run: "meteor remove autopublish", expect: "allow" },
  ],
);
