import { describe } from "vitest";
import { NEXT, VITE } from "../../../../src/core/places/databases/env-files.ts";
import {
  DRIZZLE,
  KNEX,
  MIKRO_ORM,
  PRISMA,
  SEQUELIZE,
  TYPEORM,
} from "../../../../src/core/places/databases/families/javascript.ts";
import { NODE_BACKENDS, NODE_MIGRATIONS } from "../../../../src/core/places/databases/families/node.ts";
import type { Family } from "../../../../src/core/places/databases/family.ts";
import { variableSetting } from "../../../../src/core/places/databases/setting.ts";
import { check } from "./check.ts";

const PROD = "DATABASE_URL=postgres://app:hunter2@db.acme.io:5432/shop\n";
const LOCAL = "DATABASE_URL=postgres://localhost/dev\n";

describe("Prisma", () => {
  const schema =
    'generator client {\n  provider = "prisma-client-js"\n}\n\ndatasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n\nmodel User {\n  id Int @id\n}\n';
  const direct = schema.replace("\n}\n\nmodel", '\n  directUrl = env("DIRECT_URL")\n}\n\nmodel');
  const files = { "prisma/schema.prisma": schema };
  check(PRISMA, [
    [".env", { ...files, ".env": PROD }, {}, ["app@db.acme.io:5432/shop ← .env:1 DATABASE_URL"]],
    [
      "the one beside the schema",
      { ...files, "prisma/.env": PROD },
      {},
      ["app@db.acme.io:5432/shop ← prisma/.env:1 DATABASE_URL"],
    ],
    [
      "the root's before it",
      { ...files, ".env": LOCAL, "prisma/.env": PROD },
      {},
      ["localhost/dev ← .env:1 DATABASE_URL"],
    ],
    [
      "the process before both",
      { ...files, ".env": PROD },
      { env: { DATABASE_URL: "postgres://localhost/x" } },
      ["localhost/x ← environment DATABASE_URL"],
    ],
    ["no .env.local", { ...files, ".env": LOCAL, ".env.local": PROD }, {}, ["localhost/dev ← .env:1 DATABASE_URL"]],
    [
      "migrations take the direct connection",
      { "prisma/schema.prisma": direct, ".env": `${LOCAL}DIRECT_URL=postgres://db.acme.io/shop\n` },
      {},
      ["db.acme.io/shop ← .env:2 DIRECT_URL"],
    ],
    [
      "the direct connection is not set",
      { "prisma/schema.prisma": direct, ".env": LOCAL },
      {},
      ["localhost/dev ← .env:1 DATABASE_URL"],
    ],
    [
      "a URL in the schema",
      {
        "prisma/schema.prisma":
          'datasource db {\n  provider = "mysql"\n  url = "mysql://app:hunter2@db.acme.io/shop"\n}\n',
      },
      {},
      ["app@db.acme.io/shop ← prisma/schema.prisma:3"],
    ],
    [
      "a file database",
      { "prisma/schema.prisma": 'datasource db {\n  provider = "sqlite"\n  url = "file:./dev.db"\n}\n' },
      {},
      ["localhost/./dev.db ← prisma/schema.prisma:3"],
    ],
    [
      "--schema",
      { ...files, ".env": LOCAL, "apps/a/schema.prisma": schema.replace("DATABASE_URL", "SHOP_URL") },
      { config: "apps/a/schema.prisma", env: { SHOP_URL: "postgres://db.acme.io/a" } },
      ["db.acme.io/a ← environment SHOP_URL"],
    ],
    [
      "prisma.config.ts loads its own file",
      {
        ...files,
        ".env": LOCAL,
        ".env.staging": PROD,
        "prisma.config.ts":
          "import { config } from 'dotenv'\nimport { defineConfig, env } from 'prisma/config'\nconfig({ path: '.env.staging' })\nexport default defineConfig({ schema: 'prisma/schema.prisma', datasource: { url: env('DATABASE_URL') } })\n",
      },
      {},
      ["app@db.acme.io:5432/shop ← .env.staging:1 DATABASE_URL"],
    ],
    [
      "a variable in a variable",
      { ...files, ".env": 'HOST=db.acme.io\nDATABASE_URL="postgres://app:hunter2@${HOST}/shop"\n' },
      {},
      ["app@db.acme.io/shop ← .env:2 DATABASE_URL"],
    ],
    ["nothing sets it", files, {}, []],
    [
      "from a folder below",
      { ...files, ".env": PROD },
      { cwd: "src/db" },
      ["app@db.acme.io:5432/shop ← .env:1 DATABASE_URL"],
    ],
  ]);
});

describe("Drizzle", () => {
  const config = (head: string, url = "process.env.DATABASE_URL!") =>
    `import { defineConfig } from "drizzle-kit";\n${head}\nexport default defineConfig({ dialect: "postgresql", dbCredentials: { url: ${url} } });\n`;
  check(DRIZZLE, [
    [
      "the file that the configuration loads",
      {
        "drizzle.config.ts": config('import * as dotenv from "dotenv";\ndotenv.config({ path: ".env.local" });'),
        ".env": PROD,
        ".env.local": LOCAL,
      },
      {},
      ["localhost/dev ← .env.local:1 DATABASE_URL"],
    ],
    [
      "the usual file",
      { "drizzle.config.ts": config('import "dotenv/config";'), ".env": PROD, ".env.local": LOCAL },
      {},
      ["app@db.acme.io:5432/shop ← .env:1 DATABASE_URL"],
    ],
    [
      "nobody knows which file is loaded: each of them counts",
      { "drizzle.config.ts": config(""), ".env": PROD, ".env.local": LOCAL },
      {},
      ["localhost/dev ← .env.local:1 DATABASE_URL", "app@db.acme.io:5432/shop ← .env:1 DATABASE_URL"],
    ],
    [
      "a default behind the variable",
      { "drizzle.config.ts": config("", "process.env.X ?? 'postgres://db.acme.io/shop'") },
      {},
      ["db.acme.io/shop ← drizzle.config.ts:3"],
    ],
    [
      "a choice by the mode",
      {
        "drizzle.config.ts": config(
          "const url = process.env.NODE_ENV === 'production' ? process.env.PROD_URL! : 'postgres://localhost/dev';",
          "url",
        ),
      },
      { env: { NODE_ENV: "production", PROD_URL: "postgres://db.acme.io/shop" } },
      ["db.acme.io/shop ← environment PROD_URL"],
    ],
    [
      "pieces",
      {
        "drizzle.config.ts":
          "export default { dbCredentials: { host: process.env.DB_HOST, port: 5433, user: 'app', database: 'shop' } } satisfies Config;",
      },
      { env: { DB_HOST: "db.acme.io" } },
      ["app@db.acme.io:5433/shop ← environment DB_HOST"],
    ],
    [
      "variables of a checked object",
      { "drizzle.config.ts": `import { env } from "./src/env";\n${config("", "env.DATABASE_URL")}` },
      { env: { DATABASE_URL: "postgres://db.acme.io/x" } },
      ["db.acme.io/x ← environment DATABASE_URL"],
    ],
    [
      "Next.js's own order",
      {
        "drizzle.config.ts": config('import { loadEnvConfig } from "@next/env";\nloadEnvConfig(process.cwd());'),
        ".env": LOCAL,
        ".env.development": LOCAL,
        ".env.local": PROD,
      },
      {},
      ["app@db.acme.io:5432/shop ← .env.local:1 DATABASE_URL"],
    ],
    [
      "Vite's own order",
      {
        "drizzle.config.ts": config("const env = loadEnv('development', process.cwd(), '');", "env.DATABASE_URL"),
        ".env.local": LOCAL,
        ".env.development": PROD,
      },
      {},
      ["app@db.acme.io:5432/shop ← .env.development:1 DATABASE_URL"],
    ],
    [
      "a file that wins over the process",
      {
        "drizzle.config.ts": config("import { config } from 'dotenv';\nconfig({ path: '.env.prod', override: true });"),
        ".env.prod": PROD,
      },
      { env: { DATABASE_URL: "postgres://localhost/x" } },
      ["app@db.acme.io:5432/shop ← .env.prod:1 DATABASE_URL"],
    ],
    [
      "--config",
      {
        "drizzle.config.ts": config("", "'postgres://localhost/dev'"),
        "drizzle-prod.config.ts": config("", "'postgres://db.acme.io/shop'"),
      },
      { config: "drizzle-prod.config.ts" },
      ["db.acme.io/shop ← drizzle-prod.config.ts:3"],
    ],
    [
      "a function that nobody here can run",
      { "drizzle.config.ts": config("", "readUrl()") },
      {},
      ["? ← drizzle.config.ts"],
    ],
  ]);
});

describe("Knex", () => {
  const knexfile =
    "require('dotenv').config();\nmodule.exports = {\n  development: { client: 'pg', connection: { host: 'localhost', database: 'dev' } },\n  staging: { client: 'pg', connection: process.env.STAGING_URL },\n  production: { client: 'pg', connection: { host: 'db.acme.io', database: 'shop' } },\n};\n";
  const files = { "knexfile.js": knexfile };
  check(KNEX, [
    ["development is the default", files, {}, ["localhost/dev ← knexfile.js:3"]],
    ["--env", files, { modes: ["production"] }, ["db.acme.io/shop ← knexfile.js:5"]],
    [
      "--env beats NODE_ENV",
      files,
      { modes: ["development"], env: { NODE_ENV: "production" } },
      ["localhost/dev ← knexfile.js:3"],
    ],
    ["NODE_ENV", files, { env: { NODE_ENV: "production" } }, ["db.acme.io/shop ← knexfile.js:5"]],
    [
      "a section that takes a variable from .env",
      { ...files, ".env": "STAGING_URL=postgres://app:hunter2@db.acme.io/shop\n" },
      { modes: ["staging"] },
      ["app@db.acme.io/shop ← .env:1 STAGING_URL", "db.acme.io/shop ← knexfile.js:5"],
    ],
    [
      "TypeScript, exported by default, with a base",
      {
        "knexfile.ts":
          "const base = { client: 'pg', connection: { host: 'db.acme.io' } };\nconst config: { [key: string]: Knex.Config } = { development: { ...base, connection: { ...base.connection, database: 'x' } } };\nexport default config;\n",
      },
      {},
      ["db.acme.io/x ← knexfile.ts:1"],
    ],
    [
      "one connection without sections",
      { "knexfile.js": "module.exports = { client: 'pg', connection: 'postgres://db.acme.io/shop' };" },
      {},
      ["db.acme.io/shop ← knexfile.js:1"],
    ],
    [
      "a file",
      {
        "knexfile.js":
          "module.exports = { development: { client: 'sqlite3', connection: { filename: './dev.sqlite3' } } };",
      },
      {},
      ["localhost/./dev.sqlite3 ← knexfile.js:1"],
    ],
    [
      "an environment that is only known when it runs",
      files,
      { modes: [null], env: { STAGING_URL: "postgres://s.acme.io/x" } },
      ["db.acme.io/shop ← knexfile.js:5", "s.acme.io/x ← environment STAGING_URL", "localhost/dev ← knexfile.js:3"],
    ],
  ]);
});

describe("Sequelize", () => {
  const config = JSON.stringify(
    {
      development: { dialect: "postgres", host: "127.0.0.1", database: "dev" },
      production: { use_env_variable: "PROD_URL" },
    },
    null,
    2,
  );
  check(SEQUELIZE, [
    ["config/config.json", { "config/config.json": config }, {}, ["127.0.0.1/dev ← config/config.json:4"]],
    [
      "a variable that the file names",
      { "config/config.json": config },
      { modes: ["production"], env: { PROD_URL: "postgres://db.acme.io/shop" } },
      ["db.acme.io/shop ← environment PROD_URL"],
    ],
    [
      ".sequelizerc says where it is",
      {
        ".sequelizerc":
          "const path = require('path');\nmodule.exports = { 'config': path.resolve('src', 'db.js'), 'models-path': path.resolve('x') };",
        "config/config.json": config,
        "src/db.js": "module.exports = { development: { host: 'db.acme.io', dialect: 'postgres' } };",
      },
      {},
      ["db.acme.io ← src/db.js:1"],
    ],
    [
      ".sequelizerc with a plain path",
      {
        ".sequelizerc": "module.exports = { config: './src/db.js' };",
        "config/config.json": config,
        "src/db.js": "module.exports = { development: { host: process.env.DB_HOST, dialect: 'postgres' } };",
      },
      { env: { DB_HOST: "db.acme.io" } },
      ["db.acme.io ← environment DB_HOST"],
    ],
  ]);
});

describe("TypeORM", () => {
  const source = (host: string) =>
    `import { DataSource } from "typeorm";\nexport const AppDataSource = new DataSource({\n  type: "postgres",\n  host: ${host},\n  port: 5432,\n  username: "app",\n  database: "shop",\n});\n`;
  check(TYPEORM, [
    [
      "-d",
      { "src/data-source.ts": source("'localhost'"), "prod.ts": source("'db.acme.io'") },
      { config: "prod.ts" },
      ["app@db.acme.io:5432/shop ← prod.ts:4"],
    ],
    [
      "the usual place",
      { "src/data-source.ts": source("process.env.DB_HOST") },
      { env: { DB_HOST: "db.acme.io" } },
      ["app@db.acme.io:5432/shop ← environment DB_HOST"],
    ],
    [
      "ormconfig.json",
      { "ormconfig.json": '{"type": "mysql", "host": "db.acme.io", "database": "shop"}' },
      {},
      ["db.acme.io/shop ← ormconfig.json:1"],
    ],
    [
      "several connections of ormconfig.json",
      {
        "ormconfig.json":
          '[{"name": "default", "type": "mysql", "host": "localhost"},\n{"name": "old", "type": "mysql", "host": "old.acme.io"}]',
      },
      {},
      ["localhost ← ormconfig.json:1", "old.acme.io ← ormconfig.json:2"],
    ],
    [
      "ormconfig.env",
      { "ormconfig.env": "TYPEORM_HOST=db.acme.io\nTYPEORM_DATABASE=shop\n" },
      {},
      ["db.acme.io/shop ← ormconfig.env:1 TYPEORM_HOST"],
    ],
  ]);
});

describe("MikroORM, db-migrate, back ends", () => {
  check(MIKRO_ORM, [
    [
      "the variable beats the file",
      { "mikro-orm.config.ts": "export default { clientUrl: 'postgres://localhost/x' };" },
      { env: { MIKRO_ORM_CLIENT_URL: "postgres://db.acme.io/x" } },
      ["db.acme.io/x ← environment MIKRO_ORM_CLIENT_URL"],
    ],
    [
      "defineConfig",
      { "src/mikro-orm.config.ts": "export default defineConfig({ host: 'db.acme.io', dbName: 'shop' });" },
      {},
      ["db.acme.io/shop ← src/mikro-orm.config.ts:1"],
    ],
  ]);
  check(NODE_MIGRATIONS, [
    [
      "db-migrate's variable",
      { "database.json": '{"defaultEnv": "local", "local": {"host": {"ENV": "H"}, "driver": "pg"}}' },
      { env: { H: "db.acme.io" } },
      ["db.acme.io ← environment H"],
    ],
    [
      "migrate-mongo",
      {
        "migrate-mongo-config.js":
          "module.exports = { mongodb: { url: 'mongodb://db.acme.io:27017', databaseName: 'shop' } };",
      },
      {},
      ["db.acme.io:27017 ← migrate-mongo-config.js:1"],
    ],
  ]);
  check(NODE_BACKENDS, [
    [
      "Strapi's pieces",
      { ".env": "DATABASE_CLIENT=postgres\nDATABASE_HOST=db.acme.io\nDATABASE_NAME=strapi\n" },
      {},
      ["db.acme.io/strapi ← .env:2 DATABASE_HOST"],
    ],
  ]);
});

describe("env files of Next.js and Vite", () => {
  const asking = (family: Family): Family => ({ ...family, last: variableSetting("DATABASE_URL") });
  const url = (host: string) => `DATABASE_URL=postgres://${host}.acme.io/x\n`;
  const all = {
    ".env": url("base"),
    ".env.local": url("local"),
    ".env.production": url("prod"),
    ".env.production.local": url("prodlocal"),
  };
  check(asking(NEXT), [
    [
      "the mode's local file first",
      all,
      { modes: ["production"] },
      ["prodlocal.acme.io/x ← .env.production.local:1 DATABASE_URL"],
    ],
    [
      "then .env.local",
      { ...all, ".env.production.local": "" },
      { modes: ["production"] },
      ["local.acme.io/x ← .env.local:1 DATABASE_URL"],
    ],
    [
      "not in tests",
      { ...all, ".env.test": url("test") },
      { env: { NODE_ENV: "test" } },
      ["test.acme.io/x ← .env.test:1 DATABASE_URL"],
    ],
    [
      "the process first of all",
      all,
      { env: { DATABASE_URL: "postgres://localhost/x" } },
      ["localhost/x ← environment DATABASE_URL"],
    ],
  ]);
  check(asking(VITE), [
    [
      "a mode's file before .env.local",
      { ...all, ".env.production.local": "" },
      { modes: ["production"] },
      ["prod.acme.io/x ← .env.production:1 DATABASE_URL"],
    ],
    ["development is the default", all, {}, ["local.acme.io/x ← .env.local:1 DATABASE_URL"]],
    [
      "NODE_ENV is not the mode",
      all,
      { env: { NODE_ENV: "production" } },
      ["local.acme.io/x ← .env.local:1 DATABASE_URL"],
    ],
  ]);
});
