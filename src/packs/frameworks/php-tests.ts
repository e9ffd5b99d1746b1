/** Reads Laravel's test runners. Most suites empty the database they use, by default the one of `.env`. */

import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectOfTemplate, tablePack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../../core/kit/table.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import { EMPTIES_TABLES, RESETS } from "../../core/languages/sql/schema-tools.ts";
import { LARAVEL_TESTS } from "../../core/places/databases/families/php.ts";
import { isLocalHost } from "../../core/places/hosts.ts";
import type { Locator } from "../../core/places/locator.ts";
import { resolvePath } from "../../core/text/paths.ts";

/** Traits that migrate or truncate before the tests: laravel.com/docs/database-testing. */
const EMPTYING = /\b(?:RefreshDatabase|LazilyRefreshDatabase|DatabaseMigrations|DatabaseTruncation)\b/;
const SAYS = "runs tests that empty the database";
const MAY_EMPTY: EffectTemplate = {
  ...EMPTIES_TABLES,
  reach: "several",
  certainty: "possible",
  says: "runs tests, which may empty the tables of the database they run on",
  instead: "Name a database for tests in phpunit.xml or .env.testing.",
};

export const phpTests: ProgramPack = tablePack({
  id: "php-tests",
  programs: ["phpunit", "pest", "paratest"],
  lines: [{ call: "*" }, { call: "" }],
  special: call => (hasFile("artisan", call.command.scope.cwd, call.facts) ? testsOn(call) : undefined),
  examples: [
    { run: "vendor/bin/phpunit --filter OrderTest", expect: "allow" },
    {
      run: "vendor/bin/pest",
      files: { artisan: "<?php", ".env": "DB_HOST=127.0.0.1", "tests/Pest.php": "uses(RefreshDatabase::class);" },
      expect: "allow",
    },
    {
      run: "vendor/bin/pest",
      files: { artisan: "<?php", ".env": "DB_HOST=db.example.com", "tests/Pest.php": "uses(RefreshDatabase::class);" },
      expect: "deny",
      why: "without .env.testing the tests run on what .env names",
    },
    {
      run: "vendor/bin/phpunit",
      files: { artisan: "<?php", ".env": "DB_HOST=db.example.com" },
      expect: "ask",
      why: "nobody has read what each test does",
    },
    {
      run: "vendor/bin/phpunit",
      files: {
        artisan: "<?php",
        ".env": "DB_HOST=db.example.com",
        "phpunit.xml":
          '<phpunit><php>\n<env name="DB_CONNECTION" value="sqlite"/>\n<env name="DB_DATABASE" value=":memory:"/>\n</php></phpunit>',
        "config/database.php":
          "<?php return ['default' => env('DB_CONNECTION'), 'connections' => ['sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE')]]];",
      },
      expect: "allow",
    },
  ],
});

/** Returns what running the tests does to the database; nothing where that is a developer's own. */
export function testsOn(call: Call): Reading {
  const at = applicationDatabase(call, {
    variables: ["APP_ENV"],
    options: ["env"],
    inProject: true,
    family: LARAVEL_TESTS,
  });
  if (!at.some(isElsewhere)) return { effects: [] };
  const { scope } = call.command;
  const empties = ["tests/TestCase.php", "tests/Pest.php"].some(name =>
    EMPTYING.test(textOf(name, scope.cwd, call.facts) ?? ""),
  );
  const does = empties ? { ...RESETS, says: SAYS } : MAY_EMPTY;
  return { effects: [effectOfTemplate(does, [], call, { id: "php-tests", at: () => at })] };
}

function isElsewhere(at: Locator): boolean {
  return at.kind === "database" && !isLocalHost(at.host ?? "");
}

function hasFile(name: string, cwd: string | null, facts: Facts): boolean {
  return textOf(name, cwd, facts) !== null;
}

function textOf(name: string, cwd: string | null, facts: Facts): string | null {
  return cwd === null ? null : facts.ask({ kind: "text", path: resolvePath(name, cwd) });
}
