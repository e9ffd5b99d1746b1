import { describe } from "vitest";
import { RAILS } from "../../../../src/core/places/databases/families/ruby.ts";
import { check } from "./check.ts";

const YAML = `default: &default
  adapter: postgresql
  username: <%= ENV.fetch("DB_USER") { "shop" } %>

development:
  <<: *default
  database: shop_development

test:
  <<: *default
  database: shop_test

staging:
  <<: *default
  host: <%= ENV["STAGING_HOST"] || "db.staging.acme.io" %>
  database: shop

production:
  <<: *default
  host: db.acme.io
  port: 5433
  database: shop
  password: <%= ENV["SHOP_DATABASE_PASSWORD"] %>
`;
const files = { "config/database.yml": YAML };

describe("Rails", () => {
  check(RAILS, [
    [
      "development is the default, and its tasks reach the test database, too",
      files,
      {},
      ["shop@localhost/shop_development ← config/database.yml:7", "shop@localhost/shop_test ← config/database.yml:11"],
    ],
    ["RAILS_ENV", files, { env: { RAILS_ENV: "production" } }, ["shop@db.acme.io:5433/shop ← config/database.yml:20"]],
    [
      "RAILS_ENV is stronger than RACK_ENV",
      files,
      { env: { RAILS_ENV: "test", RACK_ENV: "production" } },
      ["shop@localhost/shop_test ← config/database.yml:11"],
    ],
    ["RACK_ENV alone", files, { env: { RACK_ENV: "test" } }, ["shop@localhost/shop_test ← config/database.yml:11"]],
    [
      "an option is stronger than the variable",
      files,
      { modes: ["staging"], env: { RAILS_ENV: "test" } },
      ["shop@db.staging.acme.io/shop ← config/database.yml:15"],
    ],
    [
      "production's section names the same host: both are shown",
      files,
      { modes: ["staging"], env: { STAGING_HOST: "db.acme.io" } },
      ["shop@db.acme.io/shop ← environment STAGING_HOST", "shop@db.acme.io:5433/shop ← config/database.yml:20"],
    ],
    [
      "Ruby takes the variable",
      files,
      { modes: ["staging"], env: { STAGING_HOST: "db.acme.io", DB_USER: "admin" } },
      ["admin@db.acme.io/shop ← environment STAGING_HOST", "admin@db.acme.io:5433/shop ← config/database.yml:20"],
    ],
    [
      "DATABASE_URL beats the file",
      files,
      { env: { RAILS_ENV: "test", DATABASE_URL: "postgres://app:hunter2@db.acme.io:5432/shop" } },
      ["app@db.acme.io:5432/shop ← environment DATABASE_URL"],
    ],
    [
      "DATABASE_URL of an env file",
      { ...files, ".env": "A=1\nDATABASE_URL=postgres://app:hunter2@db.acme.io/shop" },
      {},
      ["app@db.acme.io/shop ← .env:2 DATABASE_URL"],
    ],
    [
      "the environment's own env file is stronger",
      {
        ...files,
        ".env": "DATABASE_URL=postgres://db.acme.io/shop",
        ".env.development": "DATABASE_URL=postgres://localhost/dev",
      },
      {},
      ["localhost/dev ← .env.development:1 DATABASE_URL"],
    ],
    [
      ".env.local is not read in tests",
      { ...files, ".env.local": "DATABASE_URL=postgres://db.acme.io/shop" },
      { env: { RAILS_ENV: "test" } },
      ["shop@localhost/shop_test ← config/database.yml:11"],
    ],
    [
      "a mode that is only known when it runs: every section counts",
      files,
      { env: { RAILS_ENV: null } },
      [
        "shop@db.acme.io:5433/shop ← config/database.yml:20",
        "shop@db.staging.acme.io/shop ← config/database.yml:15",
        "shop@localhost/shop_development ← config/database.yml:7",
        "shop@localhost/shop_test ← config/database.yml:11",
      ],
    ],
    [
      "several databases in one environment",
      {
        "config/database.yml":
          "production:\n  primary:\n    url: <%= ENV['DB'] %>\n  animals:\n    host: animals.acme.io\n    adapter: mysql2\n",
      },
      { env: { RAILS_ENV: "production", DB: "mysql2://db.acme.io/shop" } },
      ["db.acme.io/shop ← environment DB", "animals.acme.io ← config/database.yml:5"],
    ],
    [
      "credentials of Rails are only known when it runs",
      { "config/database.yml": "production:\n  url: <%= Rails.application.credentials.dig(:db, :url) %>\n" },
      { env: { RAILS_ENV: "production" } },
      ["? ← config/database.yml"],
    ],
    [
      "from a folder below",
      files,
      { cwd: "app/models", modes: ["production"] },
      ["shop@db.acme.io:5433/shop ← config/database.yml:20"],
    ],
    ["no file at all", {}, {}, []],
    ["a file that is no YAML", { "config/database.yml": "production: [" }, {}, ["? ← config/database.yml"]],
  ]);
});
