import { describe } from "vitest";
import {
  ATLAS,
  dbmateFamily,
  GOOSE,
  RUST,
  SECTIONED,
} from "../../../../src/core/places/databases/families/go-and-rust.ts";
import { check } from "./check.ts";

const PROD = "DATABASE_URL=postgres://app:hunter2@db.acme.io/shop\n";

describe("dbmate, goose, sqlx", () => {
  check(dbmateFamily(), [
    [".env", { ".env": PROD }, {}, ["app@db.acme.io/shop ← .env:1 DATABASE_URL"]],
    [
      "the process beats it",
      { ".env": PROD },
      { env: { DATABASE_URL: "postgres://localhost/x" } },
      ["localhost/x ← environment DATABASE_URL"],
    ],
    ["no .env.local", { ".env.local": PROD }, {}, []],
  ]);
  check(GOOSE, [
    [
      "its own variable in .env",
      { ".env": "GOOSE_DRIVER=postgres\nGOOSE_DBSTRING=host=db.acme.io dbname=shop user=app\n" },
      {},
      ["app@db.acme.io/shop ← .env:2 GOOSE_DBSTRING"],
    ],
    ["not DATABASE_URL", { ".env": PROD }, {}, []],
  ]);
  check(RUST, [
    [".env of a folder above", { ".env": PROD }, { cwd: "crates/db" }, ["app@db.acme.io/shop ← .env:1 DATABASE_URL"]],
    [
      "the nearest one",
      { ".env": PROD, "crates/db/.env": "DATABASE_URL=sqlite://dev.db\n" },
      { cwd: "crates/db" },
      ["localhost/dev.db ← crates/db/.env:1 DATABASE_URL"],
    ],
    ["a value set at run time", { ".env": PROD }, { env: { DATABASE_URL: null } }, ["? ← environment DATABASE_URL"]],
  ]);
});

describe("Atlas", () => {
  const hcl =
    'variable "x" {\n  type = string\n}\n\nenv "local" {\n  url = "postgres://localhost:5432/dev"\n  dev = "docker://postgres/16/dev"\n}\n\nenv "prod" {\n  src = "file://schema.hcl"\n  url = getenv("PROD_URL")\n}\n';
  check(ATLAS, [
    ["--env", { "atlas.hcl": hcl }, { modes: ["local"] }, ["localhost:5432/dev ← atlas.hcl:6"]],
    [
      "a variable",
      { "atlas.hcl": hcl },
      { modes: ["prod"], env: { PROD_URL: "postgres://db.acme.io/shop" } },
      ["db.acme.io/shop ← environment PROD_URL"],
    ],
    [
      "-c",
      { "atlas.hcl": hcl, "x.hcl": hcl.replace("localhost", "db.acme.io") },
      { modes: ["local"], config: "file://x.hcl" },
      ["db.acme.io:5432/dev ← x.hcl:6"],
    ],
    ["no environment named", { "atlas.hcl": hcl }, {}, []],
  ]);
});

describe("tools with sections", () => {
  const dbconfig =
    "development:\n  dialect: postgres\n  datasource: dbname=dev sslmode=disable\n\nproduction:\n  dialect: postgres\n  datasource: postgres://${DB_USER}@${DB_HOST}/shop\n";
  check(SECTIONED, [
    ["development is the default", { "dbconfig.yml": dbconfig }, {}, ["localhost/dev ← dbconfig.yml:3"]],
    [
      "-env",
      { "dbconfig.yml": dbconfig },
      { modes: ["production"], env: { DB_HOST: "db.acme.io", DB_USER: "app" } },
      ["app@db.acme.io/shop ← environment DB_HOST"],
    ],
    [
      "Go templates",
      {
        "database.yml":
          'production:\n  url: {{envOr "PROD_URL" "postgres://db.acme.io/shop"}}\ndevelopment:\n  url: "{{ env `DEV_URL` }}"\n',
      },
      { modes: ["production"] },
      ["db.acme.io/shop ← database.yml:2"],
    ],
  ]);
});
