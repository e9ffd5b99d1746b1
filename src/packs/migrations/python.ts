/** Reads Python's migration tools, one table for each. */

import { optionValues } from "../../core/effects/options.ts";
import type { Inner, ProgramPack } from "../../core/effects/pack.ts";
import { textOfStdin } from "../../core/files/input-text.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call, Line } from "../../core/kit/table.ts";
import { applicationDatabase, type Conventions } from "../../core/languages/sql/application-database.ts";
import {
  DROPS_DATABASE,
  DROPS_TABLES,
  MIGRATES,
  RESETS,
  REVERTS,
  REVERTS_ALL,
  REWRITES_HISTORY,
} from "../../core/languages/sql/schema-tools.ts";
import { ALEMBIC as ALEMBIC_FILES, FLASK } from "../../core/places/databases/families/python.ts";
import type { Family } from "../../core/places/databases/family.ts";
import type { Locator } from "../../core/places/locator.ts";
import { namedProduction } from "../../core/providers/account.ts";

const CONVENTIONS: Conventions = {
  variables: ["APP_ENV", "FLASK_ENV", "ENV", "ENVIRONMENT"],
  options: ["n", "name", "env"],
  connection: ["database", "dsn", "d"],
};
const at = (family?: Family) => (call: Call) =>
  applicationDatabase(call, {
    ...CONVENTIONS,
    options: ["env"],
    ...(family && { family, config: ["c", "config", "A", "app"], named: ["n", "name"] }),
  });

/** Alembic's verbs, which Flask-Migrate, Litestar and Aerich share. */
const ALEMBIC: readonly Line[] = [
  { call: "downgrade", with: ["sql"] },
  { call: "downgrade base", does: REVERTS_ALL },
  { call: "downgrade", does: REVERTS },
  { call: "upgrade", with: ["sql"] },
  { call: "upgrade", does: MIGRATES },
  { call: "stamp", does: REWRITES_HISTORY },
  {
    call: "revision|init|init-db|init-migrations",
  },
];

export const alembic: ProgramPack = tablePack({
  id: "alembic",
  source: "https://alembic.sqlalchemy.org/en/latest/",
  programs: ["alembic"],
  grammar: { values: ["c", "config", "n", "name", "x", "m", "message", "tag", "rev-id", "head"] },
  lines: ALEMBIC,
  at: call => [...chosen(call), ...at(ALEMBIC_FILES)(call)],
  examples: [
    { run: "alembic upgrade head", expect: "allow" },
    { run: "poetry run alembic upgrade head", expect: "allow" },
    { run: "alembic upgrade head", env: { DATABASE_URL: "postgresql://db.example.com/shop" }, expect: "ask" },
    { run: "alembic downgrade base", expect: "ask" },
    { run: "alembic -c prod.ini -x env=prod downgrade -1", expect: "deny", why: "it names production" },
    { run: "DATABASE_URL=postgresql://db.example.com/shop alembic downgrade base", expect: "deny" },
    { run: "alembic downgrade base --sql", expect: "allow", why: "prints the statements only" },
    { run: "alembic revision --autogenerate -m 'add users'", expect: "allow" },
  ],
});

/** Reads `-x env=prod`, by which env.py chooses its database. */
function chosen(call: Call): Locator[] {
  return optionValues(call.args, "x").flatMap(({ value }) => {
    const label = /^(?:env|environment|stage|target|profile|db|tenant)=(.+)$/i.exec(value ?? "")?.[1];
    return label === undefined ? [] : [{ kind: "label", label }];
  });
}

/** Returns the code for a shell of the application. */
function typed({ command, words, facts }: Call): readonly Inner[] {
  const text = words[0]?.value === "shell" ? textOfStdin(command, facts) : undefined;
  const { scope, span } = command;
  return text == null
    ? []
    : [{ kind: "code", language: "python", text, scope, source: "flask", ...(span && { span }) }];
}

/** The documentation on how an application adds commands of its own. */
const OWN_COMMANDS = "https://flask.palletsprojects.com/en/stable/cli/";
export const flask: ProgramPack = tablePack({
  id: "flask",
  source: "https://flask-migrate.readthedocs.io/en/latest/",
  programs: ["flask", "litestar", "quart"],
  grammar: { values: ["app", "A", "e", "env-file", "d", "directory", "x", "m", "message"] },
  lines: [
    ...ALEMBIC.map(line => ({ ...line, call: `db|database ${line.call}` })),
    { call: "drop-db|drop_db|dropdb|drop-database", source: OWN_COMMANDS, does: DROPS_DATABASE },
    { call: "db drop|drop-all|drop_all|drop-tables", source: OWN_COMMANDS, does: DROPS_TABLES },
    { call: "db reset|recreate|wipe", source: OWN_COMMANDS, does: RESETS },
    { call: "reset-db|reset_db|recreate-db|db-reset", source: OWN_COMMANDS, does: RESETS },
    { call: "run|shell|init-db|seed|test" },
  ],
  at: at(FLASK),
  inner: typed,
  examples: [
    { run: "flask db upgrade", expect: "allow" },
    { run: "flask db downgrade base", expect: "ask" },
    { run: "FLASK_ENV=production flask db downgrade", expect: "deny" },
    { run: "flask --app shop run --debug", expect: "allow" },
    { run: "flask drop-db", expect: "ask" },
    { run: "flask shell <<< 'db.drop_all()'", expect: "ask" },
    { run: "flask shell <<< 'print(User.query.count())'", expect: "allow" },
  ],
});

const AIRFLOW = "https://airflow.apache.org/docs/apache-airflow/stable/cli-and-env-variables-ref.html";
const MASONITE = "https://docs.masoniteproject.com/";
const PICCOLO = "https://piccolo-orm.readthedocs.io/en/latest/";
const YOYO = "https://ollycope.com/software/yoyo/latest/";

export const pythonMigrations: ProgramPack = tablePack({
  id: "python-migrations",
  source: "https://github.com/tortoise/aerich",
  programs: [
    "aerich",
    "yoyo",
    "piccolo",
    "tortoise",
    "masonite",
    "craft",
    "orator",
    "superset",
    "airflow",
    "mlflow-db",
    "beanie",
  ],
  grammar: { values: ["c", "config", "database", "d", "app", "location", "s", "m", "uri", "p"] },
  lines: [
    ...ALEMBIC,
    { call: "rollback|reapply", source: YOYO, does: REVERTS },
    { call: "apply|develop|mark", source: YOYO, does: MIGRATES },
    { call: "migrations backwards|backward * all", source: PICCOLO, does: REVERTS_ALL },
    { call: "migrations backwards|backward", source: PICCOLO, does: REVERTS },
    { call: "migrations forwards|forward", source: PICCOLO, does: MIGRATES },
    { call: "migrate:reset|migrate:refresh", source: MASONITE, does: REVERTS_ALL },
    { call: "migrate:rollback", source: MASONITE, does: REVERTS },
    { call: "migrate", source: MASONITE, does: MIGRATES },
    { call: "db reset", source: AIRFLOW, does: RESETS },
    {
      call: "db clean",
      source: AIRFLOW,
      without: ["dry-run"],
      does: {
        verb: "delete",
        resource: "table",
        reach: "several",
        says: "deletes old entries of the metadata tables",
        named: [],
      },
    },
    { call: "db downgrade", source: AIRFLOW, does: REVERTS },
    { call: "db upgrade|init|migrate", source: AIRFLOW, does: MIGRATES },
    {
      call: "dags|variables|connections|pools delete",
      source: AIRFLOW,
      does: { verb: "delete", resource: "record", says: "deletes from Airflow", recovery: "none" },
    },
    {
      call: "tasks clear",
      source: AIRFLOW,
      does: {
        verb: "delete",
        resource: "record",
        reach: "several",
        says: "forgets what tasks have done, and runs them again:",
      },
    },
    {
      call: "run",
    },
  ],
  at: at(),
  examples: [
    { run: "aerich upgrade", expect: "allow" },
    { run: "aerich downgrade", expect: "ask" },
    { run: "yoyo apply --batch --database sqlite:///dev.db", expect: "allow" },
    { run: "yoyo rollback --batch --database postgresql://db.example.com/shop", expect: "deny" },
    { run: "piccolo migrations backwards app all", expect: "ask" },
    { run: "airflow db reset -y", expect: "ask" },
    { run: "airflow dags list", expect: "allow" },
  ],
});

export const dbt: ProgramPack = tablePack({
  id: "dbt",
  source: "https://docs.getdbt.com/reference/dbt-commands",
  programs: ["dbt", "dbtf", "sqlmesh"],
  grammar: {
    values: [
      "s",
      "select",
      "m",
      "models",
      "t",
      "target",
      "profile",
      "profiles-dir",
      "project-dir",
      "vars",
      "args",
      "exclude",
      "threads",
      "selector",
    ],
  },
  lines: [
    {
      call: "run|build|seed|snapshot",
      with: ["full-refresh", "f"],
      does: {
        verb: "drop",
        resource: "table",
        reach: "several",
        recovery: "effort",
        certainty: "likely",
        says: "drops the tables of its models and builds them anew",
        named: [],
      },
    },
    {
      call: "run-operation",
      does: {
        verb: "execute-unknown",
        resource: "code",
        reach: "unknown",
        certainty: "possible",
        says: "runs the macro",
      },
    },
    { call: "run|build|seed|snapshot|retry|clone|plan", does: MIGRATES },
    {
      call: "invalidate|destroy|janitor",
      source: "https://sqlmesh.readthedocs.io/en/stable/reference/cli/",
      does: DROPS_TABLES,
    },
    { call: "*" },
  ],
  at: call => {
    // SQLMesh takes its environment as a word: `plan prod`.
    const named = call.command.program === "sqlmesh" ? namedProduction(call.words.slice(1)) : undefined;
    const found = applicationDatabase(call, { variables: ["DBT_TARGET"], options: ["t", "target"] });
    return named ? [named, ...found] : found;
  },
  examples: [
    { run: "dbt run --select orders", expect: "allow" },
    { run: "dbt run --target prod", expect: "ask" },
    { run: "dbt run --full-refresh", expect: "ask" },
    { run: "dbt build --full-refresh --target prod", expect: "ask" },
    { run: "dbt run-operation drop_schema --args '{schema: dev}'", expect: "ask" },
    { run: "sqlmesh plan prod --auto-apply", expect: "ask" },
    { run: "sqlmesh plan dev", expect: "allow" },
    { run: "dbt test", expect: "allow" },
    { run: "dbt clean", expect: "allow", why: "deletes its own output folders" },
  ],
});
