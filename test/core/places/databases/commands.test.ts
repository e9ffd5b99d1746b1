/** Whole commands: where they land by the files of their project, and what the card can show for it. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../../support/little-world.ts";

const PROD = "postgres://app:hunter2@db.acme.io:5432/shop";
const LOCAL = "postgres://localhost/dev";

type Row = readonly [run: string, world: World, place: string];

/** `environment (called …): file:line VARIABLE, …` of everything that the act lands on. */
function check(rows: readonly Row[]): void {
  it.each(rows)("%s", async (text, world, place) => {
    const { environment } = await judgeIn(world, { kind: "command", text });
    const evidence = environment.evidence
      .filter(({ file, variable }) => file !== undefined || variable !== undefined)
      .map(({ file = "", line, variable = "" }) =>
        `${file.replace("/home/dev/app/", "")}:${line ?? ""} ${variable}`.trim(),
      );
    const called = environment.called ? ` called ${environment.called.name}` : "";
    expect(`${environment.name}${called}: ${[...new Set(evidence)].join(", ")}`).toBe(place);
    expect(JSON.stringify(environment)).not.toContain("hunter2");
  });
}

const RAILS = {
  "config/database.yml":
    "development:\n  adapter: postgresql\n  database: dev\nproduction:\n  url: <%= ENV['DATABASE_URL'] %>\n",
};
const LARAVEL = {
  artisan: "<?php\n",
  "config/database.php":
    "<?php return ['default' => 'mysql', 'connections' => ['mysql' => ['driver' => 'mysql', 'host' => env('DB_HOST', '127.0.0.1'), 'database' => env('DB_DATABASE')]]];",
};
const PRISMA = {
  "prisma/schema.prisma": 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
};

describe("the database that a command reaches", () => {
  check([
    [
      "npx prisma migrate reset --force",
      { files: { ...PRISMA, ".env": `DATABASE_URL=${PROD}\n` } },
      "production: .env:1 DATABASE_URL",
    ],
    [
      "npx prisma migrate reset --force",
      { files: { ...PRISMA, ".env": `DATABASE_URL=${LOCAL}\n`, ".env.local": `DATABASE_URL=${PROD}\n` } },
      "local: .env:1 DATABASE_URL",
    ],
    [
      "dotenv -e .env.staging -- npx prisma migrate reset --force",
      { files: { ...PRISMA, ".env": `DATABASE_URL=${LOCAL}\n`, ".env.staging": `DATABASE_URL=${PROD}\n` } },
      "production: .env.staging:1 DATABASE_URL",
    ],
    [
      "dotenv -e .env.staging -- npx prisma migrate reset --force",
      { files: { ...PRISMA, ".env.production": `DATABASE_URL=${PROD}\n`, ".env.staging": `DATABASE_URL=${PROD}\n` } },
      "production called staging: .env.production:1 DATABASE_URL",
    ],
    [
      "npm run db:reset",
      {
        files: {
          ...PRISMA,
          "package.json": JSON.stringify({
            scripts: { "db:reset": "dotenv -e .env.production -- prisma migrate reset --force" },
          }),
          ".env.production": `DATABASE_URL=${PROD}\n`,
        },
      },
      "production: .env.production:1 DATABASE_URL",
    ],
    ["bin/rails db:drop", { files: RAILS }, "local: config/database.yml:3"],
    [
      "bin/rails db:drop",
      { files: RAILS, env: { DATABASE_URL: PROD } },
      "production: DATABASE_URL".replace(": ", ": : "),
    ],
    [
      "RAILS_ENV=production bin/rails db:drop",
      { files: { ...RAILS, ".env.production": `DATABASE_URL=${PROD}\n` } },
      "production: : RAILS_ENV, .env.production:1 DATABASE_URL",
    ],
    [
      "php artisan migrate:fresh",
      { files: { ...LARAVEL, ".env": "DB_HOST=db.acme.io\n" } },
      "production: .env:1 DB_HOST",
    ],
    [
      "php artisan migrate:fresh --env=testing",
      { files: { ...LARAVEL, ".env": "DB_HOST=db.acme.io\n" } },
      "production called development: .env:1 DB_HOST",
    ],
    [
      "php artisan migrate:fresh --env=testing",
      { files: { ...LARAVEL, ".env": "DB_HOST=db.acme.io\n", ".env.testing": "DB_HOST=127.0.0.1\n" } },
      "development: ",
    ],
    [
      "php backend/artisan migrate:fresh",
      {
        files: {
          "backend/config/database.php": LARAVEL["config/database.php"],
          "backend/.env": "DB_HOST=db.acme.io\n",
        },
      },
      "production: backend/.env:1 DB_HOST",
    ],
    [
      "python backend/manage.py flush --no-input",
      {
        files: {
          "backend/manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
          "backend/shop/settings.py":
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'db.acme.io', 'NAME': 'shop'}}\n",
        },
      },
      "production: backend/shop/settings.py:1",
    ],
    [
      "npx knex migrate:rollback --all --env staging",
      { files: { "knexfile.js": `module.exports = {\n  staging: { client: 'pg', connection: '${PROD}' },\n};\n` } },
      "production: knexfile.js:2",
    ],
    [
      "npx knex migrate:rollback --all --env staging",
      {
        files: {
          "knexfile.js": `module.exports = {\n  staging: { connection: '${PROD}' },\n  production: { connection: { host: 'db.acme.io', database: 'x' } },\n};\n`,
        },
      },
      "production called staging: knexfile.js:2, knexfile.js:3",
    ],
    [
      "npx drizzle-kit push --force",
      {
        files: {
          "drizzle.config.ts":
            "import 'dotenv/config';\nexport default { dbCredentials: { url: process.env.DATABASE_URL! } };\n",
          ".env": `DATABASE_URL=${PROD}\n`,
        },
      },
      "production: .env:1 DATABASE_URL",
    ],
    [
      "npx sequelize-cli db:drop",
      {
        files: {
          "config/config.json": '{\n"development": {"dialect": "mysql", "host": "db.acme.io", "database": "shop"}}',
        },
      },
      "production: config/config.json:2",
    ],
    [
      "npx typeorm schema:drop -d src/db.ts",
      {
        files: { "src/db.ts": "export const db = new DataSource({\n  type: 'postgres',\n  host: 'db.acme.io',\n});\n" },
      },
      "production: src/db.ts:3",
    ],
    [
      "alembic downgrade base",
      { files: { "alembic.ini": `[alembic]\nsqlalchemy.url = ${PROD}\n` } },
      "production: alembic.ini:2",
    ],
    [
      "dotnet ef database drop --force",
      {
        files: {
          "appsettings.Development.json":
            '{\n"ConnectionStrings": {"Default": "Server=db.acme.io;Database=shop;Password=hunter2"}}',
        },
      },
      "production: appsettings.Development.json:2",
    ],
    [
      "MIX_ENV=dev mix ecto.drop",
      { files: { "config/dev.exs": 'config :shop, Shop.Repo,\n  hostname: "db.acme.io"\n' } },
      "production called development: config/dev.exs:2",
    ],
    [
      "bin/console doctrine:database:drop --force",
      { files: { ".env": `DATABASE_URL=${LOCAL}\n`, ".env.local": `DATABASE_URL=${PROD}\n` } },
      "production: .env.local:1 DATABASE_URL",
    ],
    [
      "flyway clean",
      { files: { "flyway.toml": '[environments.default]\nurl = "jdbc:postgresql://db.acme.io/shop"\n' } },
      "production: flyway.toml:2",
    ],
    [
      "mvn flyway:clean",
      { files: { "pom.xml": "<project>\n<url>jdbc:postgresql://db.acme.io/shop</url></project>" } },
      "production: pom.xml:2",
    ],
    ["mvn flyway:clean -Dflyway.url=jdbc:postgresql://localhost/dev", { files: {} }, "local: "],
    [
      "./gradlew flywayClean",
      { files: { "flyway.conf": "flyway.url=jdbc:postgresql://db.acme.io/shop\n" } },
      "production: flyway.conf:1",
    ],
    ["sqlx database drop -y", { files: { ".env": `DATABASE_URL=${PROD}\n` } }, "production: .env:1 DATABASE_URL"],
    [
      "dbmate -e TEST_URL drop",
      { files: { ".env": `DATABASE_URL=${LOCAL}\nTEST_URL=${PROD}\n` } },
      "production: .env:2 TEST_URL",
    ],
    [
      "goose down-to 0",
      { files: { ".env": "GOOSE_DBSTRING=host=db.acme.io dbname=shop\n" } },
      "production: .env:1 GOOSE_DBSTRING",
    ],
    [
      "atlas schema clean --env prod",
      { files: { "atlas.hcl": `env "prod" {\n  url = "${PROD}"\n}\n` } },
      "production: atlas.hcl:2",
    ],
  ]);
});

describe("in a service of a compose file", () => {
  const compose = (more: string) =>
    `services:\n  web:\n    build: .\n    volumes:\n      - .:/app\n${more}  db:\n    image: postgres\n`;
  const files = { ...RAILS };
  check([
    [
      "docker compose run --rm web bin/rails db:drop",
      {
        files: {
          ...files,
          "compose.yaml": compose("    environment:\n      DATABASE_URL: postgres://postgres@db/dev\n"),
        },
      },
      "local: compose.yaml:7 DATABASE_URL",
    ],
    [
      "docker compose run --rm web bin/rails db:drop",
      {
        files: {
          ...files,
          "compose.yaml": compose("    env_file: .env.web\n"),
          ".env.web": `A=1\nDATABASE_URL=${PROD}\n`,
        },
      },
      "production: .env.web:2 DATABASE_URL",
    ],
    [
      "docker compose run --rm web bin/rails db:drop",
      {
        files: {
          ...files,
          "compose.yaml": compose(
            "    env_file:\n      - path: .env.web\n    environment:\n      - DATABASE_URL=postgres://db/dev\n",
          ),
          ".env.web": `DATABASE_URL=${PROD}\n`,
        },
      },
      "local: compose.yaml:9 DATABASE_URL",
    ],
    [
      "docker compose exec web bin/rails db:drop",
      {
        files: {
          ...files,
          "docker-compose.yml": compose("    environment:\n      DATABASE_URL: ${DB_URL:-postgres://db/dev}\n"),
          ".env": `DB_URL=${PROD}\n`,
        },
      },
      "production: .env:1 DATABASE_URL",
    ],
    [
      "docker compose run -e DATABASE_URL=postgres://db/x web bin/rails db:drop",
      { files: { ...files, "compose.yaml": compose(`    environment:\n      DATABASE_URL: ${PROD}\n`) } },
      "local: : DATABASE_URL",
    ],
    [
      "docker run --rm --env-file .env.web -v .:/app -w /app shop bin/rails db:drop",
      { files: { ...files, ".env.web": `DATABASE_URL=${PROD}\n` } },
      "production: .env.web:1 DATABASE_URL",
    ],
    [
      "docker compose -f compose.yaml -f prod.yaml run web bin/rails db:drop",
      {
        files: {
          ...files,
          "compose.yaml": compose("    environment:\n      DATABASE_URL: postgres://db/dev\n"),
          "prod.yaml": `services:\n  web:\n    environment:\n      DATABASE_URL: ${PROD}\n`,
        },
      },
      "production: prod.yaml:4 DATABASE_URL",
    ],
    [
      "docker compose run web bin/rails db:drop",
      {
        files: {
          "compose.yaml": compose(""),
          "config/database.yml": "development:\n  host: db.acme.io\n  adapter: pg\n",
        },
      },
      "production: config/database.yml:2",
    ],
  ]);
});
