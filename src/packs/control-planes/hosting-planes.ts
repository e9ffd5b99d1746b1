/** Table of platforms that run applications and databases for others. */
import type { ControlPlane } from "./plane.ts";

export const HOSTING_PLANES: readonly ControlPlane[] = [
  {
    name: "Render",
    hosts: ["api.render.com"],
    routes: { "POST /v1/services/*/suspend": ["stop", "service", "the service"] },
    nouns: {
      services: "service",
      postgres: "database",
      redis: "database",
      "key-value": "database",
      disks: "volume",
      "custom-domains": "domain",
      "env-vars": "secret",
      "env-groups": "secret",
    },
  },
  {
    name: "Fly",
    hosts: ["api.machines.dev", "api.fly.io", "_api.internal"],
    routes: { "POST /v1/apps/*/machines/*/stop": ["stop", "service", "the machine"] },
    nouns: { apps: "project", machines: "service", volumes: "volume", secrets: "secret" },
  },
  {
    name: "Vercel",
    hosts: ["api.vercel.com"],
    routes: {
      "POST /*/deployments": ["deploy", "service", "a deployment"],
      "POST /*/projects/*/promote/*": ["deploy", "service", "a deployment to production"],
    },
    nouns: {
      projects: "project",
      deployments: "service",
      env: "secret",
      domains: "domain",
      aliases: "domain",
      teams: "project",
    },
  },
  {
    name: "Netlify",
    hosts: ["api.netlify.com"],
    nouns: { sites: "project", deploys: "service", env: "secret", dns_zones: "domain", hooks: "setting" },
  },
  {
    name: "Heroku",
    hosts: ["api.heroku.com"],
    routes: {
      "DELETE /apps/*": ["delete", "project", "the app and its add-ons", "with-backups"],
      "PATCH /apps/*/config-vars": ["overwrite", "secret", "config vars"],
    },
    nouns: {
      apps: "project",
      addons: "database",
      dynos: "container",
      domains: "domain",
      pipelines: "project",
      collaborators: "account",
    },
  },
  {
    name: "Supabase",
    hosts: ["api.supabase.com", "*.supabase.co", "*.supabase.in"],
    routes: {
      "DELETE /v1/projects/*": ["delete", "project", "the project and its database", "with-backups"],
      "POST /v1/projects/*/pause": ["stop", "database", "the project"],
      "POST /v1/projects/*/database/backups/restore-pitr|restore": [
        "overwrite",
        "database",
        "the database from a backup",
      ],
      "DELETE /v1/projects/*/branches/*": ["delete", "database", "the branch database"],
      "POST /v1/branches/*/reset": ["delete", "database", "the branch database's data"],
      "DELETE /v1/branches/*": ["delete", "database", "the branch database"],
      "DELETE /auth/v1/admin/users/*": ["delete", "account", "the user"],
      "DELETE /storage/v1/bucket/*": ["delete", "bucket", "the bucket"],
      "POST /storage/v1/bucket/*/empty": ["delete", "bucket", "every object in the bucket"],
      "DELETE /storage/v1/object/**": ["delete", "file", "objects"],
    },
    nouns: { functions: "service", secrets: "secret" },
  },
  {
    name: "Neon",
    hosts: ["console.neon.tech"],
    routes: { "POST /api/v2/projects/*/branches/*/restore": ["overwrite", "database", "the branch"] },
    nouns: { projects: "project", branches: "database", databases: "database", endpoints: "service", roles: "account" },
  },
  {
    name: "PlanetScale",
    hosts: ["api.planetscale.com"],
    nouns: { databases: "database", branches: "database", backups: "backup", passwords: "secret" },
  },
  { name: "Turso", hosts: ["api.turso.tech"], nouns: { databases: "database", groups: "database" } },
  {
    name: "Upstash",
    hosts: ["api.upstash.com", "*.upstash.io"],
    routes: {
      "POST|GET /flushdb|flushall": ["truncate", "database", "every key"],
      "POST|GET /del|unlink/*": ["delete", "record", "the key"],
    },
    nouns: { redis: "database", kafka: "queue", vector: "database", database: "database" },
  },
  {
    name: "MongoDB Atlas",
    hosts: ["cloud.mongodb.com"],
    nouns: {
      clusters: "cluster",
      serverless: "cluster",
      groups: "project",
      snapshots: "backup",
      databaseUsers: "account",
      accessList: "network",
    },
  },
  { name: "CockroachDB Cloud", hosts: ["cockroachlabs.cloud"], nouns: { clusters: "cluster" } },
  {
    name: "Confluent Cloud",
    hosts: ["api.confluent.cloud", "*.confluent.cloud"],
    nouns: { clusters: "cluster", topics: "queue", environments: "environment", connectors: "service" },
  },
  {
    name: "Snowflake",
    hosts: ["*.snowflakecomputing.com"],
    nouns: { databases: "database", schemas: "schema", tables: "table", warehouses: "service" },
  },
  {
    name: "Databricks",
    hosts: ["*.cloud.databricks.com", "*.azuredatabricks.net"],
    nouns: { clusters: "cluster", jobs: "service", catalogs: "database" },
  },
];
