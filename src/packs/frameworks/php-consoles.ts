/** Reads PHP's consoles: Symfony with Doctrine, Phinx, Yii, CakePHP, CodeIgniter, Magento, TYPO3, Shopware. */
import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { applicationDatabase, type Conventions } from "../../core/languages/sql/application-database.ts";
import { inlineSource, readSources } from "../../core/languages/sql/client-input.ts";
import {
  DROPS_DATABASE,
  DROPS_TABLES,
  EMPTIES_TABLES,
  FORCES_SCHEMA,
  MIGRATES,
  RESETS,
  REVERTS,
  REVERTS_ALL,
} from "../../core/languages/sql/schema-tools.ts";
import { PHINX, PHP_CONSOLES, SYMFONY } from "../../core/places/databases/families/php.ts";
import type { Family } from "../../core/places/databases/family.ts";

const CONVENTIONS: Conventions = {
  variables: ["APP_ENV", "YII_ENV", "CI_ENVIRONMENT"],
  options: ["env", "e", "environment"],
};
const at = (call: Call) =>
  applicationDatabase(call, {
    ...CONVENTIONS,
    named: ["connection"],
    inProject: true,
    family: familyOf(call.command.program),
  });

function familyOf(program: string): Family {
  if (program === "phinx") return PHINX;
  return /^(?:console|doctrine|doctrine-migrations)$/.test(program) ? SYMFONY : PHP_CONSOLES;
}

const FIXTURES = "https://symfony.com/bundles/DoctrineFixturesBundle/current/index.html";
const MIGRATIONS = "https://www.doctrine-project.org/projects/doctrine-migrations/en/current/";
const SHOPWARE = "https://docs.shopware.com/en/shopware-6-en/tutorials-and-faq/shopware-cli";
export const symfony: ProgramPack = tablePack({
  id: "symfony",
  source: "https://symfony.com/doc/current/doctrine.html",
  programs: ["console", "doctrine", "doctrine-migrations"],
  grammar: {
    values: [
      "env",
      "e",
      "connection",
      "em",
      "group",
      "purge-exclusions",
      "complete",
      "transport",
      "id",
      "shard",
      "configuration",
      "db-configuration",
    ],
  },
  // Doctrine's destructive commands show the SQL with this and run nothing.
  shows: ["dump-sql"],
  lines: [
    { call: "doctrine:database:drop|dbal:database:drop", with: ["force", "f"], does: DROPS_DATABASE },
    { call: "doctrine:database:drop" },
    { call: "doctrine:schema:drop|orm:schema-tool:drop", with: ["force", "f", "full-database"], does: DROPS_TABLES },
    { call: "doctrine:schema:drop|orm:schema-tool:drop" },
    {
      call: "doctrine:schema:update|orm:schema-tool:update|d:s:u",
      with: ["force", "f", "complete"],
      does: FORCES_SCHEMA,
    },
    { call: "doctrine:schema:update|orm:schema-tool:update|d:s:u" },
    {
      call: "doctrine:fixtures:load|hautelook:fixtures:load|d:f:l",
      source: FIXTURES,
      with: ["append"],
      does: MIGRATES,
    },
    { call: "doctrine:fixtures:load|hautelook:fixtures:load|d:f:l", source: FIXTURES, does: EMPTIES_TABLES },
    {
      call: "doctrine:mongodb:schema:drop|doctrine:mongodb:fixtures:load",
      source: "https://symfony.com/bundles/DoctrineMongoDBBundle/current/index.html",
      does: DROPS_TABLES,
    },
    {
      call: "doctrine:migrations:migrate|migrations:migrate|migrate|d:m:m first|0",
      source: MIGRATIONS,
      does: REVERTS_ALL,
    },
    { call: "doctrine:migrations:migrate|migrations:migrate|migrate|d:m:m prev", source: MIGRATIONS, does: REVERTS },
    {
      call: "doctrine:migrations:execute|migrations:execute|execute",
      source: MIGRATIONS,
      with: ["down"],
      does: REVERTS,
    },
    { call: "doctrine:migrations:rollup|migrations:rollup|rollup", source: MIGRATIONS, does: MIGRATES },
    {
      call: "doctrine:migrations:migrate|migrations:migrate|migrate|d:m:m|doctrine:migrations:execute|migrations:execute|orm:schema-tool:create|doctrine:schema:create",
      source: MIGRATIONS,
      does: MIGRATES,
    },
    {
      call: "messenger:failed:remove",
      source: "https://symfony.com/doc/current/messenger.html",
      does: { verb: "delete", resource: "queue", says: "deletes failed messages" },
    },
    { call: "database:migrate-destructive", source: SHOPWARE, does: FORCES_SCHEMA },
    { call: "system:install", source: SHOPWARE, with: ["drop-database"], does: RESETS },
    { call: "system:install|database:migrate", source: SHOPWARE, does: MIGRATES },
    {
      call: "secrets:remove|secrets:set|secrets:generate-keys",
      source: "https://symfony.com/doc/current/configuration/secrets.html",
      does: { verb: "overwrite", resource: "secret", recovery: "effort", says: "changes the secret" },
    },
    {
      call: "cache:clear|cache:warmup|cache:pool:clear|cache:pool:delete|cache:pool:prune|cache:pool:invalidate-tags|c:c|messenger:stop-workers|assets:install",
    },
  ],
  at,
  special: sqlOf,
  examples: [
    { run: "bin/console doctrine:migrations:migrate --no-interaction", expect: "allow" },
    { run: "bin/console doctrine:migrations:migrate --env=prod", expect: "ask" },
    { run: "bin/console doctrine:database:drop --force", expect: "ask" },
    { run: "APP_ENV=prod bin/console doctrine:database:drop --force --if-exists", expect: "deny" },
    { run: "bin/console doctrine:schema:update --force --complete", expect: "ask" },
    { run: "bin/console doctrine:schema:update --dump-sql", expect: "allow" },
    { run: "bin/console doctrine:fixtures:load -n", expect: "ask" },
    { run: "bin/console doctrine:fixtures:load --append", expect: "allow" },
    { run: "bin/console doctrine:migrations:migrate first", expect: "ask" },
    { run: "bin/console dbal:run-sql 'DROP TABLE orders'", expect: "ask" },
    { run: "bin/console doctrine:query:sql 'SELECT 1'", expect: "allow" },
    { run: "bin/console cache:clear", expect: "allow" },
    { run: "bin/console make:entity Product", expect: "allow" },
  ],
});

function sqlOf(call: Call): Reading | undefined {
  const [first, text] = call.words;
  if (!/^(?:dbal:run-sql|doctrine:query:sql|doctrine:query:dql|orm:run-dql)$/.test(first?.value ?? ""))
    return undefined;
  return readSources(text ? [inlineSource(text)] : [], at(call), "symfony", call.command, call.facts);
}

const CAKE = "https://book.cakephp.org/migrations/4/en/index.html";
const YII = "https://www.yiiframework.com/doc/guide/2.0/en/db-migrations";
const CRAFT = "https://craftcms.com/docs/5.x/reference/cli.html";
export const phinx: ProgramPack = tablePack({
  id: "phinx",
  source: "https://book.cakephp.org/phinx/0/en/commands.html",
  programs: ["phinx", "cake", "spark", "yii", "craft-cms"],
  grammar: {
    values: [
      "e",
      "environment",
      "c",
      "configuration",
      "t",
      "target",
      "d",
      "date",
      "s",
      "seed",
      "p",
      "parser",
      "g",
      "n",
      "b",
      "migrationPath",
    ],
  },
  lines: [
    { call: "rollback", with: ["t", "target"], does: REVERTS_ALL },
    { call: "rollback", does: REVERTS },
    { call: "migrations rollback", source: CAKE, does: REVERTS },
    { call: "migrate/fresh|migrate:refresh|migrate/down", source: YII, does: RESETS },
    { call: "migrate/redo|migrate:rollback", source: YII, does: REVERTS },
    { call: "migrate|migrate/up|migrate/all", does: MIGRATES },
    { call: "migrations migrate", source: CAKE, does: MIGRATES },
    { call: "cache/flush|cache/flush-all|cache:clear|schema_cache|cache" },
    { call: "db/drop-all-tables|db/restore", source: CRAFT, does: DROPS_TABLES },
    {
      call: "gc",
      source: CRAFT,
      with: ["delete-all-trashed"],
      does: { verb: "delete", resource: "rows", reach: "all", says: "empties the trash of the site" },
    },
    {
      call: "elements/delete|elements/delete-all-of-type|users/delete|sections/delete|entry-types/delete|fields/delete",
      source: CRAFT,
      does: { verb: "delete", resource: "rows", reach: "unknown", says: "deletes content of the site" },
    },
    {
      call: "project-config/apply|project-config/rebuild",
      source: CRAFT,
      with: ["force"],
      does: { verb: "overwrite", resource: "schema", says: "replaces the content model of the site" },
    },
    { call: "init|seed:run|seed:create|test" },
  ],
  at,
  examples: [
    { run: "vendor/bin/phinx migrate", expect: "allow" },
    { run: "vendor/bin/phinx migrate -e production", expect: "ask" },
    { run: "vendor/bin/phinx rollback -t 0", expect: "ask" },
    { run: "vendor/bin/phinx rollback", expect: "ask" },
    { run: "bin/cake migrations rollback", expect: "ask" },
    { run: "./yii migrate/fresh --interactive=0", expect: "ask" },
    { run: "./yii cache/flush-all", expect: "allow" },
  ],
});

const MAGERUN = "https://github.com/netz98/n98-magerun2";
export const magento: ProgramPack = tablePack({
  id: "magento",
  source: "https://experienceleague.adobe.com/docs/commerce-operations/reference/commerce-on-premises.html",
  programs: ["magento", "n98-magerun", "n98-magerun2", "typo3", "shopware-cli"],
  grammar: { values: ["code-file", "media-file", "db-file", "admin-user", "admin-password", "db-host", "db-name"] },
  lines: [
    { call: "setup:uninstall|db:drop", does: DROPS_DATABASE },
    { call: "setup:install", with: ["cleanup-database"], does: RESETS },
    {
      call: "setup:rollback",
      does: {
        verb: "overwrite",
        resource: "database",
        reach: "all",
        says: "replaces code, media or database by a backup",
        named: [],
      },
    },
    {
      call: "setup:db:import|db:import",
      source: MAGERUN,
      does: {
        verb: "overwrite",
        resource: "database",
        reach: "several",
        says: "overwrites the database with a dump",
        named: [],
      },
    },
    {
      call: "module:uninstall|theme:uninstall",
      does: { verb: "delete", resource: "directory", certainty: "likely", says: "removes with its data the module" },
    },
    {
      call: "customer:delete|admin:user:delete|db:query",
      source: MAGERUN,
      does: {
        verb: "delete",
        resource: "rows",
        reach: "unknown",
        certainty: "likely",
        says: "changes stored rows",
        named: [],
      },
    },
    {
      call: "maintenance:enable",
      does: { verb: "stop", resource: "service", recovery: "effort", says: "takes the shop out of service", named: [] },
    },
    { call: "setup:upgrade|setup:db-schema:upgrade|setup:db-data:upgrade", does: MIGRATES },
    {
      call: "setup:static-content:deploy|deploy:mode:set|cache:flush|cache:clean|cache:clear|indexer:reset|indexer:reindex|setup:di:compile|generation:flush|database:updateschema",
    },
  ],
  at,
  examples: [
    { run: "bin/magento setup:upgrade", expect: "allow" },
    { run: "bin/magento setup:uninstall --no-interaction", expect: "ask" },
    { run: "bin/magento setup:install --cleanup-database --db-host=localhost", expect: "ask" },
    { run: "bin/magento cache:flush", expect: "allow" },
    { run: "bin/magento indexer:reindex", expect: "allow" },
    { run: "n98-magerun2 db:drop --force", expect: "ask" },
  ],
});
