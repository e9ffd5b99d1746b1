/** Lists the databases that a workspace's framework connects to if nothing selects its environment. */

import type { Facts } from "../facts/facts.ts";
import type { Standing } from "../places/accounts/command-context.ts";
import { ENTITY_FRAMEWORK } from "../places/databases/families/dotnet.ts";
import { ECTO } from "../places/databases/families/elixir.ts";
import { SPRING } from "../places/databases/families/java.ts";
import { DRIZZLE, KNEX, PRISMA, SEQUELIZE } from "../places/databases/families/javascript.ts";
import { LARAVEL, SYMFONY } from "../places/databases/families/php.ts";
import { ALEMBIC, DJANGO } from "../places/databases/families/python.ts";
import { RAILS } from "../places/databases/families/ruby.ts";
import type { Family } from "../places/databases/family.ts";
import { databasesOf } from "../places/databases/resolve.ts";
import { isLocalHost } from "../places/hosts.ts";
import type { Locator } from "../places/locator.ts";

/** Frameworks by a file in the root that only their projects have. */
const FRAMEWORKS: readonly (readonly [file: string, family: Family])[] = [
  ["config/database.yml", RAILS],
  ["artisan", LARAVEL],
  ["bin/console", SYMFONY],
  ["manage.py", DJANGO],
  ["alembic.ini", ALEMBIC],
  ["prisma/schema.prisma", PRISMA],
  ["drizzle.config.ts", DRIZZLE],
  ["knexfile.js", KNEX],
  ["knexfile.ts", KNEX],
  [".sequelizerc", SEQUELIZE],
  ["config/dev.exs", ECTO],
  ["appsettings.json", ENTITY_FRAMEWORK],
  ["src/main/resources/application.properties", SPRING],
  ["src/main/resources/application.yml", SPRING],
];

/** Returns the databases on other machines; a connection without a host says nothing of a workspace. */
export function databasesOfFramework(root: string, { variables }: Standing, facts: Facts): readonly Locator[] {
  return FRAMEWORKS.flatMap(([file, family]) => {
    const stat = facts.ask({ kind: "stat", path: `${root}/${file}` });
    if (stat === null || stat.type === "missing") return [];
    return databasesOf(family, { folder: root }, { variables }, facts).databases.filter(
      ({ host }) => host !== undefined && !isLocalHost(host),
    );
  });
}
