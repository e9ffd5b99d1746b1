/** Platforms that hold what a site or an app is made of: Convex, Appwrite, Sanity, Contentful, Shopify and others. */
import { deletes, deploys, replaces, weakens } from "../../core/effects/doings.ts";
import type { Table } from "../../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

export const CONTENT: readonly Tool[] = [
  {
    programs: ["convex"],
    grammar: { values: ["table", "format", "path", "env-file", "deployment-name", "preview-name", "cmd"] },
    unasked: ["y", "yes"],
    account: { provider: "Convex", production: ["prod"], label: ["preview-name"], configured: "convex" },
    nouns: { env: "secret" },
    lines: [
      {
        call: "import",
        with: ["replace", "replace-all"],
        does: replaces("database", "tables by what is in", { reach: "several" }),
      },
      { call: "deploy", with: ["preview-name", "preview-create"], does: deploys() },
      { call: "deploy", does: deploys("a new version in production", { label: "production" }) },
      {
        call: "run",
        operand:
          /(?:delete|remove|clear|wipe|purge|drop|reset|truncate)_?all|wipe|truncate|clear_?(?:db|database|table)/i,
        does: deletes("rows", "by the function", { reach: "all", certainty: "likely" }),
      },
      {
        call: "run",
        with: ["prod"],
        operand: /delete|remove|clear|purge|drop|reset/i,
        does: deletes("rows", "by the function", { certainty: "likely" }),
      },
      { call: "env set|get|list" },
      { call: "dev|run|data|logs|export|import|docs|dashboard|codegen|init|login|logout|typecheck" },
    ],
  },
  {
    programs: ["appwrite"],
    unasked: ["force", "f"],
    grammar: {
      values: [
        "databaseId",
        "collectionId",
        "documentId",
        "bucketId",
        "fileId",
        "functionId",
        "userId",
        "projectId",
        "teamId",
        "database-id",
        "table-id",
      ],
    },
    account: { provider: "Appwrite", profile: ["projectId"] },
    nouns: {
      collection: "table",
      document: "record",
      attribute: "table",
      column: "table",
      row: "record",
      storage: "bucket",
    },
    lines: [{ call: "push|deploy", does: deploys() }, { call: "client|login|logout|init|pull|whoami|register" }],
  },
  {
    programs: ["sanity"],
    grammar: { values: ["dataset", "project", "projectId", "d", "p", "id"] },
    unasked: ["force", "y"],
    account: { provider: "Sanity", label: ["dataset", "d"] },
    nouns: { dataset: "database", document: "record", cors: "setting", hook: "setting", backup: "backup" },
    lines: [
      {
        call: "dataset import",
        with: ["replace"],
        does: replaces("database", "documents of the dataset", { reach: "several" }),
      },
      { call: "documents|document create", with: ["replace"], does: replaces("record", "documents by those in") },
      {
        call: "migration run",
        with: ["no-dry-run"],
        does: { verb: "update", resource: "rows", reach: "all", says: "rewrites documents by the migration" },
      },
      { call: "dataset visibility set * public", does: weakens("database", "opens the dataset to everybody") },
      { call: "dataset copy|export|import|list|create|visibility|alias" },
      { call: "exec|dev|start|build|schema|graphql|debug|manage|migration|typegen|login|logout|init" },
      { call: "deploy", does: deploys() },
    ],
  },
  {
    programs: ["contentful"],
    grammar: { values: ["space-id", "environment-id", "id", "s", "e", "management-token", "content-file", "name"] },
    unasked: ["yes", "y"],
    account: { provider: "Contentful", label: ["environment-id", "e"] },
    nouns: { space: "project", environment: "environment", "content type": "table", alias: "setting" },
    lines: [
      {
        call: "space import",
        does: replaces("record", "entries of the space", { reach: "several", recovery: "effort", certainty: "likely" }),
      },
      {
        call: "space migration",
        does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the content types" },
      },
      { call: "space export|list|use|create|seed|diff|generate|environment-alias", without: ["delete"] },
      { call: "config|login|logout|guide|init" },
    ],
  },
  {
    programs: ["shopify"],
    grammar: { values: "t theme s store e environment path password client-id config development-context".split(" ") },
    unasked: ["force", "f", "allow-live", "a"],
    account: {
      provider: "Shopify",
      label: ["environment", "e"],
      profile: ["s", "store"],
      production: ["live", "l", "allow-live"],
    },
    nouns: { theme: "service" },
    lines: [
      { call: "theme delete", does: deletes("service", "the theme") },
      { call: "theme push", does: deploys("the theme") },
      { call: "theme publish", does: deploys("the theme in the shop that customers see", { recovery: "none" }) },
      { call: "app deploy|release", does: deploys("the app", { recovery: "none" }) },
      { call: "theme|app|hydrogen dev|pull|list|check|info|init|build|generate|env|open|package|share|rename|preview" },
    ],
  },
  {
    programs: [
      "nhost",
      "xata",
      "upstash",
      "fauna",
      "pocketbase",
      "instant-cli",
      "astra",
      "avn",
      "cb",
      "ccloud",
      "momento",
    ],
    unasked: ["force", "f", "yes", "y", "confirm"],
    account: { provider: "the service" },
    nouns: {
      service: "database",
      redis: "database",
      kafka: "queue",
      db: "database",
      database: "database",
      cluster: "cluster",
      collection: "table",
      branch: "branch",
      superuser: "account",
    },
    lines: [
      {
        call: "down",
        with: ["volumes", "v"],
        does: deletes("volume", "the data of the local services", { named: [] }),
      },
      { call: "migrate down", does: { ...deletes("schema", "what the last migrations made"), certainty: "likely" } },
      { call: "serve|start|dev|login|logout|auth|config|up|down" },
    ],
  },
];
