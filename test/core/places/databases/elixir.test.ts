import { describe } from "vitest";
import { ECTO } from "../../../../src/core/places/databases/families/elixir.ts";
import { check } from "./check.ts";

const files = {
  "config/config.exs":
    'import Config\n\nconfig :shop, ShopWeb.Endpoint,\n  url: [host: "shop.acme.io"],\n  http: [port: 4000]\n\nimport_config "#{config_env()}.exs"\n',
  "config/dev.exs":
    'import Config\n\nconfig :shop, Shop.Repo,\n  username: "postgres",\n  password: "hunter2",\n  hostname: "localhost",\n  database: "shop_dev",\n  pool_size: 10\n',
  "config/test.exs":
    'import Config\n\nconfig :shop, Shop.Repo,\n  hostname: System.get_env("PGHOST", "localhost"),\n  database: "shop_test#{System.get_env("MIX_TEST_PARTITION")}"\n',
  "config/runtime.exs":
    'import Config\n\nif config_env() == :prod do\n  database_url =\n    System.get_env("DATABASE_URL") ||\n      raise """\n      DATABASE_URL is missing.\n      """\n\n  config :shop, Shop.Repo,\n    # ssl: true,\n    url: database_url,\n    pool_size: String.to_integer(System.get_env("POOL_SIZE") || "10")\nend\n',
};

describe("Ecto", () => {
  check(ECTO, [
    ["dev is the default", files, {}, ["postgres@localhost/shop_dev ← config/dev.exs:6"]],
    ["the endpoint's host is none of a database", { "config/config.exs": files["config/config.exs"] }, {}, []],
    ["MIX_ENV", files, { env: { MIX_ENV: "test", PGHOST: "db.acme.io" } }, ["db.acme.io ← environment PGHOST"]],
    [
      "runtime.exs in prod",
      files,
      { env: { MIX_ENV: "prod", DATABASE_URL: "ecto://app:hunter2@db.acme.io/shop" } },
      ["app@db.acme.io/shop ← environment DATABASE_URL"],
    ],
    [
      "runtime.exs counts in prod only",
      files,
      { env: { DATABASE_URL: "ecto://db.acme.io/shop" } },
      ["postgres@localhost/shop_dev ← config/dev.exs:6"],
    ],
    [
      "runtime.exs over the environment's file",
      { ...files, "config/runtime.exs": 'import Config\nconfig :shop, Shop.Repo, hostname: "db.acme.io"\n' },
      {},
      // In production it is the same host.
      ["postgres@db.acme.io/shop_dev ← config/runtime.exs:2", "db.acme.io ← config/runtime.exs:2"],
    ],
    [
      "secrets of the environment",
      { "config/prod.secret.exs": 'config :shop, Shop.Repo, url: "ecto://app:hunter2@db.acme.io/shop"\n' },
      { modes: ["prod"] },
      ["app@db.acme.io/shop ← config/prod.secret.exs:1"],
    ],
    [
      "two repositories",
      {
        "config/config.exs":
          'config :shop, Shop.Repo, hostname: "localhost"\nconfig :shop, Shop.ArchiveRepo, hostname: "old.acme.io"\n',
      },
      {},
      ["localhost ← config/config.exs:1", "old.acme.io ← config/config.exs:2"],
    ],
  ]);
});
