/** Platforms that hold data: Supabase, Neon, PlanetScale, Turso and others of their kind. */
import { changes, deletes, deploys, readsOne, replaces, stops, weakens } from "../../core/effects/doings.ts";
import type { Locator } from "../../core/effects/effect.ts";
import { optionValue } from "../../core/effects/options.ts";
import { databaseLocators } from "../../core/effects/sql/connection.ts";
import type { Call, Table } from "../../core/effects/subcommands.ts";
import { maskSecrets } from "../../core/masking.ts";
import { placeOf, sqlThere } from "./carried.ts";

type Tool = Omit<Table, "id" | "examples">;

/** The database that a Supabase command changes: by its URL, the linked project, or the one on this machine. */
function supabaseDatabase(call: Call): readonly Locator[] {
  const url = optionValue(call.args, "db-url");
  if (url?.value != null) {
    const because = `the command connects to ${maskSecrets(url.value)}`;
    return databaseLocators(url.value, { because });
  }
  if (url) return [{ kind: "database", evidence: { because: "the database is only known when it runs" } }];
  const [group, action] = call.words.map(word => word.value);
  const linked = call.args.some(arg => arg.kind === "option" && arg.name === "linked");
  const local = call.args.some(arg => arg.kind === "option" && arg.name === "local");
  const resets =
    (group === "db" && action === "reset") || group === "stop" || (group === "migration" && action === "up");
  if (local || (resets && !linked)) return [];
  return placeOf(call, SUPABASE);
}

const SUPABASE: Tool = {
  programs: ["supabase"],
  grammar: {
    values:
      "project-ref db-url password p workdir network-id profile schema s version last sql-paths experimental env-file f file name from".split(
        " ",
      ),
  },
  unasked: ["yes"],
  account: { provider: "Supabase", profile: ["project-ref", "profile"] },
  at: call => supabaseDatabase(call),
  nouns: {
    branch: "database",
    function: "service",
    project: "project",
    sso: "account",
    subdomain: "domain",
    hostname: "domain",
  },
  lines: [
    {
      call: "db reset",
      does: deletes("database", "every table and row of the database, and builds it anew from migrations", {
        named: [],
      }),
    },
    {
      call: "db push",
      without: ["include-seed"],
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the database", named: [] },
    },
    {
      call: "db push",
      does: {
        verb: "migrate",
        resource: "schema",
        recovery: "effort",
        says: "migrates the database and loads the seed",
        named: [],
      },
    },
    { call: "db pull|dump|diff|lint|start|test|schema|advisors" },
    {
      call: "migration up",
      does: { verb: "migrate", resource: "schema", recovery: "effort", says: "migrates the database", named: [] },
    },
    { call: "migration down", does: deletes("database", "what the last migrations made", { named: [] }) },
    { call: "migration repair", does: changes("system", "which migrations count as applied") },
    { call: "migration new|list|fetch|squash" },
    { call: "stop", with: ["no-backup"], does: deletes("volume", "the local database", { named: [] }) },
    { call: "stop|start|status|init|link|unlink|login|logout|gen|inspect|services|test|seed|snippets|completion" },
    { call: "storage rm", with: ["r", "recursive"], does: deletes("bucket", "everything under", { reach: "all" }) },
    { call: "storage rm", does: deletes("file", "the object") },
    { call: "storage ls|cp" },
    { call: "storage mv", does: { verb: "move", resource: "file", recovery: "effort", says: "moves" } },
    { call: "secrets set", does: changes("setting", "secrets of the functions") },
    { call: "secrets unset", does: deletes("secret", "the secret") },
    { call: "secrets list" },
    {
      call: "functions deploy",
      with: ["prune"],
      does: deletes("service", "functions that the folder no longer has", { reach: "several" }),
    },
    { call: "functions deploy", does: deploys("the function") },
    { call: "functions serve|new|list|download" },
    { call: "config push", does: changes("setting", "the project's settings") },
    { call: "projects api-keys", does: readsOne("the project's keys") },
    {
      call: "ssl-enforcement update",
      with: ["disable-db-ssl-enforcement"],
      does: weakens("database", "lets connections to the database go unencrypted"),
    },
    { call: "network-restrictions update", does: changes("network", "who may connect to the database") },
    { call: "network-bans remove" },
    { call: "branches pause", does: stops("database", "the branch") },
    { call: "branches get|list|create|unpause|switch" },
    { call: "backups restore", does: replaces("database", "what is in the database by a backup", { reach: "all" }) },
  ],
  inner: call =>
    sqlThere(call, SUPABASE, "db query|execute", { file: ["f", "file"], operand: 0 }, supabaseDatabase(call)),
};

const NEON: Tool = {
  programs: ["neonctl", "neon"],
  grammar: {
    values:
      "project-id branch database-name role-name name api-key output o config-dir context-file org-id parent preserve-under-name psql".split(
        " ",
      ),
  },
  account: { provider: "Neon", profile: ["project-id"], label: ["branch"] },
  nouns: { role: "account", database: "database", branch: "branch", project: "project", vpc: "network" },
  lines: [
    { call: "branches|branch restore|reset", does: replaces("branch", "every table of the branch", { reach: "all" }) },
    { call: "branches|branch set-default|rename|add-compute|schema-diff" },
    { call: "connection-string|cs" },
  ],
};

const PSCALE: Tool = {
  programs: ["pscale"],
  grammar: { values: "org format f api-token service-token service-token-id role name region from restore".split(" ") },
  unasked: ["force"],
  account: { provider: "PlanetScale", profile: ["org"] },
  nouns: {
    database: "database",
    branch: "branch",
    password: "secret",
    keyspace: "database",
    "service token": "secret",
    backup: "backup",
    "deploy request": "setting",
  },
  lines: [
    {
      call: "deploy-request|dr deploy|apply|revert|skip-revert",
      does: { verb: "migrate", resource: "schema", recovery: "none", says: "puts a changed schema into service in" },
    },
    { call: "deploy-request|dr close|cancel|list|show|diff|create|review|edit" },
    {
      call: "branch promote|demote|safe-migrations|safe-migrations disable",
      does: changes("system", "what protects the branch"),
    },
    { call: "branch schema|diff|switch|show|list|create|refresh-schema|vschema" },
    { call: "database restore-dump|restore", does: replaces("database", "tables of", { reach: "several" }) },
    { call: "database dump|show|list|create" },
    { call: "connect|auth|org|region|signup|audit-log|ping" },
    { call: "shell|sql" },
  ],
  inner: call => sqlThere(call, PSCALE, "shell|sql", { text: ["execute", "e", "query"], operand: 2 }),
};

const TURSO: Tool = {
  programs: ["turso"],
  grammar: { values: ["group", "location", "config-path", "proxy", "expiration", "from-db", "from-file", "timestamp"] },
  unasked: ["yes", "y"],
  account: { provider: "Turso" },
  nouns: { db: "database", group: "project", org: "project", location: "setting" },
  lines: [
    {
      call: "db tokens invalidate",
      does: { verb: "revoke", resource: "secret", recovery: "effort", says: "makes every token invalid of" },
    },
    { call: "db shell|list|show|create|inspect|locations|export|tokens|update|config" },
    { call: "auth|dev|plan|config|relax|quickstart" },
  ],
  inner: call => sqlThere(call, TURSO, "db shell", { operand: 1 }),
};

/** Tools whose own words say enough. */
const OTHERS: readonly Tool[] = [
  {
    programs: ["convex"],
    grammar: { values: ["table", "format", "path", "env-file", "deployment-name", "preview-name", "cmd"] },
    unasked: ["y", "yes"],
    account: { provider: "Convex", production: ["prod"], label: ["preview-name"] },
    nouns: { env: "secret" },
    lines: [
      {
        call: "import",
        with: ["replace", "replace-all"],
        does: replaces("database", "tables by what is in", { reach: "several" }),
      },
      { call: "deploy", with: ["preview-name", "preview-create"], does: deploys() },
      { call: "deploy", does: deploys("a new version in production") },
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
    lines: [{ call: "serve|start|dev|login|logout|auth|config|up|down" }],
  },
];

export const DATA: readonly Tool[] = [SUPABASE, NEON, PSCALE, TURSO, ...OTHERS];
