import { describe } from "vitest";
import { LARAVEL, LARAVEL_TESTS, PHINX, SYMFONY } from "../../../../src/core/places/databases/families/php.ts";
import { check } from "./check.ts";

const DATABASE_PHP = `<?php

use Illuminate\\Support\\Str;

return [
    'default' => env('DB_CONNECTION', 'mysql'),
    'connections' => [
        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],
        'mysql' => [
            'driver' => 'mysql',
            'url' => env('DB_URL'),
            'host' => env('DB_HOST', '127.0.0.1'),
            'port' => env('DB_PORT', '3306'),
            'database' => env('DB_DATABASE', 'laravel'),
            'username' => env('DB_USERNAME', 'root'),
            'password' => env('DB_PASSWORD', ''),
            'options' => extension_loaded('pdo_mysql') ? array_filter([PDO::MYSQL_ATTR_SSL_CA => env('SSL_CA')]) : [],
        ],
        'reporting' => ['driver' => 'pgsql', 'host' => 'reports.acme.io', 'database' => 'reports'],
    ],
];
`;
const PRODUCTION =
  "APP_ENV=local\nDB_CONNECTION=mysql\nDB_HOST=db.acme.io\nDB_DATABASE=shop\nDB_USERNAME=app\nDB_PASSWORD=hunter2\n";
const LOCAL = "DB_HOST=127.0.0.1\nDB_DATABASE=testing\n";
const files = { "config/database.php": DATABASE_PHP };
const TESTS = `<phpunit>
  <php>
    <env name="APP_ENV" value="testing"/>
    <env name="DB_CONNECTION" value="sqlite"/>
    <env name="DB_DATABASE" value=":memory:"/>
  </php>
</phpunit>
`;
/** As a new project has it: the database's lines are comments. */
const COMMENTED = TESTS.replace(/( *<env name="DB_.*)/g, "<!--$1-->");

describe("Laravel", () => {
  check(LARAVEL, [
    ["the usual .env", { ...files, ".env": PRODUCTION }, {}, ["app@db.acme.io:3306/shop ← .env:3 DB_HOST"]],
    [
      "--env reads its own file and no other",
      { ...files, ".env": PRODUCTION, ".env.testing": LOCAL },
      { modes: ["testing"] },
      ["root@127.0.0.1:3306/testing ← .env.testing:1 DB_HOST"],
    ],
    [
      "--env falls back to .env when its file is missing",
      { ...files, ".env": PRODUCTION },
      { modes: ["testing"] },
      ["app@db.acme.io:3306/shop ← .env:3 DB_HOST"],
    ],
    [
      "APP_ENV of the process chooses the file",
      { ...files, ".env": LOCAL, ".env.production": PRODUCTION },
      { env: { APP_ENV: "production" } },
      ["app@db.acme.io:3306/shop ← .env.production:3 DB_HOST"],
    ],
    [
      "APP_ENV of .env chooses none",
      { ...files, ".env": `APP_ENV=staging\n${LOCAL}`, ".env.staging": PRODUCTION },
      {},
      ["root@127.0.0.1:3306/testing ← .env:2 DB_HOST"],
    ],
    [
      "the process beats the file",
      { ...files, ".env": PRODUCTION },
      { env: { DB_HOST: "localhost" } },
      ["app@localhost:3306/shop ← environment DB_HOST"],
    ],
    [
      "a URL beats the pieces",
      { ...files, ".env": `${LOCAL}DB_URL=mysql://app:hunter2@db.acme.io/shop\n` },
      {},
      ["app@db.acme.io/shop ← .env:3 DB_URL"],
    ],
    [
      "sqlite needs no host",
      { ...files, ".env": "DB_CONNECTION=sqlite\nDB_HOST=db.acme.io\n" },
      {},
      ["localhost ← config/database.php"],
    ],
    [
      "--database names another connection",
      { ...files, ".env": LOCAL },
      { connection: "reporting" },
      ["reports.acme.io/reports ← config/database.php:19"],
    ],
    [
      "a cached configuration: no env file counts",
      {
        ...files,
        ".env": LOCAL,
        "bootstrap/cache/config.php":
          "<?php return array('database' => array('default' => 'mysql', 'connections' => array('mysql' => array('driver' => 'mysql', 'host' => 'db.acme.io', 'database' => 'shop'))));",
      },
      { modes: ["testing"] },
      ["db.acme.io/shop ← bootstrap/cache/config.php:1"],
    ],
    ["without the configuration file", { ".env": PRODUCTION }, {}, ["app@db.acme.io/shop ← .env:3 DB_HOST"]],
    [
      "a mode that is only known when it runs: every file counts",
      { ...files, ".env": LOCAL, ".env.production": PRODUCTION },
      { env: { APP_ENV: null } },
      ["app@db.acme.io:3306/shop ← .env.production:3 DB_HOST", "root@127.0.0.1:3306/testing ← .env:1 DB_HOST"],
    ],
  ]);
});

describe("Laravel's tests", () => {
  check(LARAVEL_TESTS, [
    [
      ".env.testing",
      { ...files, "phpunit.xml": COMMENTED, ".env": PRODUCTION, ".env.testing": LOCAL },
      {},
      ["root@127.0.0.1:3306/testing ← .env.testing:1 DB_HOST"],
    ],
    [
      "without .env.testing they run on what .env names",
      { ...files, "phpunit.xml": COMMENTED, ".env": PRODUCTION },
      {},
      ["app@db.acme.io:3306/shop ← .env:3 DB_HOST"],
    ],
    [
      "phpunit.xml beats both",
      { ...files, "phpunit.xml": TESTS, ".env": PRODUCTION },
      {},
      ["localhost/:memory: ← phpunit.xml:5 DB_DATABASE"],
    ],
    [
      "phpunit.xml names a database, but not its host",
      {
        ...files,
        "phpunit.xml": '<phpunit><php><env name="DB_DATABASE" value="testing"/></php></phpunit>',
        ".env": PRODUCTION,
      },
      {},
      ["app@db.acme.io:3306/testing ← .env:3 DB_HOST"],
    ],
    [
      "the process beats phpunit.xml",
      { ...files, "phpunit.xml": TESTS },
      { env: { DB_CONNECTION: "mysql", DB_HOST: "db.acme.io" } },
      ["root@db.acme.io:3306/:memory: ← environment DB_HOST"],
    ],
  ]);
});

describe("Symfony", () => {
  const yaml =
    "doctrine:\n  dbal:\n    url: '%env(resolve:DATABASE_URL)%'\nwhen@test:\n  doctrine:\n    dbal:\n      dbname_suffix: _test\n";
  const base = { "config/packages/doctrine.yaml": yaml };
  const url = (host: string) => `DATABASE_URL="postgresql://app:hunter2@${host}:5432/shop?serverVersion=16"\n`;
  check(SYMFONY, [
    [".env", { ...base, ".env": url("127.0.0.1") }, {}, ["app@127.0.0.1:5432/shop ← .env:1 DATABASE_URL"]],
    [
      ".env.local over .env",
      { ...base, ".env": url("127.0.0.1"), ".env.local": url("db.acme.io") },
      {},
      ["app@db.acme.io:5432/shop ← .env.local:1 DATABASE_URL"],
    ],
    [
      ".env.dev over .env.local",
      { ...base, ".env": url("a.acme.io"), ".env.local": url("b.acme.io"), ".env.dev": url("localhost") },
      {},
      ["app@localhost:5432/shop ← .env.dev:1 DATABASE_URL"],
    ],
    [
      ".env.dev.local over all",
      { ...base, ".env.dev": url("localhost"), ".env.dev.local": url("db.acme.io") },
      {},
      ["app@db.acme.io:5432/shop ← .env.dev.local:1 DATABASE_URL"],
    ],
    [
      "tests do not read .env.local",
      { ...base, ".env": url("localhost"), ".env.local": url("db.acme.io") },
      { modes: ["test"] },
      ["app@localhost:5432/shop ← .env:1 DATABASE_URL"],
    ],
    [
      "APP_ENV of .env.local chooses the files",
      {
        ...base,
        ".env": `APP_ENV=dev\n${url("localhost")}`,
        ".env.local": "APP_ENV=prod\n",
        ".env.prod": url("db.acme.io"),
      },
      {},
      ["app@db.acme.io:5432/shop ← .env.prod:1 DATABASE_URL"],
    ],
    [
      "the process beats every file",
      { ...base, ".env": url("localhost") },
      { env: { DATABASE_URL: "mysql://db.acme.io/shop" } },
      ["db.acme.io/shop ← environment DATABASE_URL"],
    ],
    [
      "dumped variables stand for all files",
      {
        ...base,
        ".env": url("localhost"),
        ".env.local.php":
          "<?php return ['APP_ENV' => 'prod', 'DATABASE_URL' => 'mysql://app:hunter2@db.acme.io/shop'];",
      },
      {},
      ["app@db.acme.io/shop ← .env.local.php:1"],
    ],
    [
      "a named connection",
      {
        "config/packages/doctrine.yaml":
          "doctrine:\n  dbal:\n    default_connection: main\n    connections:\n      main:\n        url: '%env(DATABASE_URL)%'\n      old:\n        host: old.acme.io\n        dbname: archive\n",
        ".env": url("localhost"),
      },
      { connection: "old" },
      ["old.acme.io/archive ← config/packages/doctrine.yaml:8"],
    ],
    [
      "another variable in a template",
      { ...base, ".env": "H=db.acme.io\nDATABASE_URL=mysql://app@${H}/shop\n" },
      {},
      ["app@db.acme.io/shop ← .env:2 DATABASE_URL"],
    ],
  ]);
});

describe("Phinx", () => {
  const yaml =
    "environments:\n  default_environment: development\n  production:\n    adapter: mysql\n    host: db.acme.io\n    name: shop\n  development:\n    adapter: mysql\n    host: localhost\n    name: shop_dev\n    user: '%%PHINX_USER%%'\n";
  check(PHINX, [
    ["the default environment", { "phinx.yml": yaml }, {}, ["localhost/shop_dev ← phinx.yml:9"]],
    ["-e", { "phinx.yml": yaml }, { modes: ["production"] }, ["db.acme.io/shop ← phinx.yml:5"]],
    [
      "a file of PHP",
      {
        "phinx.php":
          "<?php return ['environments' => ['default_environment' => 'dev', 'dev' => ['adapter' => 'pgsql', 'host' => getenv('DB_HOST'), 'name' => 'x']]];",
      },
      { env: { DB_HOST: "db.acme.io" } },
      ["db.acme.io/x ← environment DB_HOST"],
    ],
  ]);
});
