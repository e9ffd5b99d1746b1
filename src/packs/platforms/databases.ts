/** Reads hosted databases: Neon, PlanetScale, Turso. */

import { clientThere, sqlThere } from "../../core/kit/carried.ts";
import { changes, replaces, revokes } from "../../core/kit/effect-templates.ts";
import type { Call, Table } from "../../core/kit/table.ts";

type Tool = Omit<Table, "id" | "examples">;

const NEON: Tool = {
  source: "https://neon.com/docs/reference/neon-cli",
  programs: ["neonctl", "neon"],
  grammar: {
    values:
      "project-id branch database-name role-name name api-key output o config-dir context-file org-id parent preserve-under-name psql".split(
        " ",
      ),
  },
  account: { provider: "Neon", profile: ["project-id"], label: ["branch"], configured: "neon" },
  nouns: { role: "account", database: "database", branch: "branch", project: "project", vpc: "network" },
  lines: [
    { call: "branches|branch restore|reset", does: replaces("branch", "every table of the branch", { reach: "all" }) },
    { call: "branches|branch set-default|rename|add-compute|schema-diff" },
    { call: "psql" },
  ],
  inner: call => [...clientThere(call, NEON, "psql|connection-string|cs", "psql"), ...sqlThere(call, NEON, "psql", {})],
};

const PSCALE: Tool = {
  source: "https://planetscale.com/docs/cli",
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
      call: "branch demote",
      does: { verb: "weaken", resource: "branch", recovery: "effort", says: "takes production's guarantees from" },
    },
    {
      call: "branch safe-migrations disable",
      does: { verb: "weaken", resource: "branch", recovery: "effort", says: "lets schemas be changed directly in" },
    },
    {
      call: "branch promote|demote|safe-migrations|safe-migrations disable",
      does: changes("system", "what protects the branch"),
    },
    { call: "database restore-dump|restore", does: replaces("database", "tables of", { reach: "several" }) },
    { call: "shell|sql" },
  ],
  inner: call => sqlThere(call, PSCALE, "shell|sql", { text: ["execute", "e", "query"], operand: 2 }),
};

const TURSO: Tool = {
  source: "https://docs.turso.tech/cli",
  programs: ["turso"],
  grammar: { values: ["group", "location", "config-path", "proxy", "expiration", "from-db", "from-file", "timestamp"] },
  unasked: ["yes", "y"],
  account: { provider: "Turso" },
  nouns: { db: "database", group: "project", org: "project", location: "setting" },
  lines: [
    {
      call: "db|group tokens invalidate",
      does: revokes("secret", "makes every token invalid of"),
    },
    { call: "db shell|list|show|create|inspect|locations|export|tokens|update|config" },
  ],
  inner: call => (asksTheShell(call) ? [] : sqlThere(call, TURSO, "db shell", { operand: 1 })),
};

/** Matches `.tables` and `.schema`, the shell's own commands. What `.read` and `.import` load is unknown. */
function asksTheShell({ words }: Call): boolean {
  return /^\.(?!read|import|restore|load)[a-z]+\b/.test(words[3]?.value ?? "");
}

export const DATABASES: readonly Tool[] = [NEON, PSCALE, TURSO];
