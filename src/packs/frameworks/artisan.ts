/** Reads Laravel's artisan, also through Sail. */
import { optionValue } from "../../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { applicationDatabase, type Conventions } from "../../core/languages/sql/application-database.ts";
import { readSources, stdinSource } from "../../core/languages/sql/client-input.ts";
import { DROPS_TABLES, MIGRATES, RESETS, REVERTS, REVERTS_ALL, SEEDS } from "../../core/languages/sql/schema-tools.ts";
import { LARAVEL } from "../../core/places/databases/families/php.ts";
import { readConsoleCode } from "../../core/programs/console-code.ts";
import { literalWord, textOf } from "../../core/text/words.ts";
import { testsOn } from "./php-tests.ts";

const CONVENTIONS: Conventions = {
  variables: ["APP_ENV"],
  options: ["env"],
  named: ["database"],
  inProject: true,
  family: LARAVEL,
};

export const artisan: ProgramPack = tablePack({
  id: "artisan",
  source: "https://laravel.com/docs/artisan",
  programs: ["artisan"],
  grammar: {
    values: [
      "env",
      "database",
      "path",
      "seeder",
      "class",
      "step",
      "schema-path",
      "execute",
      "queue",
      "connection",
      "model",
      "store",
      "tags",
      "guard",
    ],
  },
  // `--pretend` prints the SQL.
  shows: ["pretend"],
  lines: [
    { call: "migrate:fresh", does: RESETS },
    { call: "migrate:reset|migrate:refresh", does: REVERTS_ALL },
    { call: "migrate:rollback", does: REVERTS },
    { call: "db:wipe", does: DROPS_TABLES },
    { call: "migrate", with: ["fresh"], does: RESETS },
    { call: "migrate|tenants:migrate|module:migrate", does: MIGRATES },
    { call: "db:seed|module:seed|tenants:seed", does: SEEDS },
    {
      call: "module:migrate-rollback|doctrine:migrations:rollback",
      source: "https://laravelmodules.com/",
      does: REVERTS,
    },
    {
      call: "tenants:migrate-fresh|module:migrate-fresh|tenants:rollback|module:migrate-reset|module:migrate-refresh|doctrine:schema:drop",
      source: "https://tenancyforlaravel.com/docs/",
      does: DROPS_TABLES,
    },
    {
      call: "queue:flush|queue:clear|queue:forget|queue:prune-failed|queue:prune-batches|horizon:clear|telescope:clear",
      does: { verb: "delete", resource: "queue", reach: "several", says: "deletes queued or failed jobs", named: [] },
    },
    {
      call: "model:prune|activitylog:clean|telescope:prune|pulse:purge|scout:flush|scout:delete-index|scout:delete-all-indexes|backup:clean|media-library:clean|media-library:clear",
      does: {
        verb: "delete",
        resource: "table",
        reach: "several",
        certainty: "likely",
        says: "deletes stored records",
        named: [],
      },
    },
    {
      call: "key:generate",
      with: ["force"],
      does: {
        verb: "overwrite",
        resource: "secret",
        says: "replaces the application key: what it encrypted can no longer be read",
        named: [],
      },
    },
    {
      call: "down",
      does: {
        verb: "stop",
        resource: "service",
        recovery: "effort",
        says: "takes the application out of service",
        named: [],
      },
    },
    {
      call: "passport:purge|sanctum:prune-expired",
      source: "https://laravel.com/docs/passport",
      does: {
        verb: "delete",
        resource: "secret",
        recovery: "effort",
        certainty: "likely",
        says: "deletes access tokens",
        named: [],
      },
    },
    {
      call: "env:decrypt",
      with: ["force"],
      does: { verb: "overwrite", resource: "file", says: "overwrites the env file", named: [] },
    },
    {
      call: "cache:clear|config:clear|view:clear|route:clear|event:clear|optimize:clear|clear-compiled|schedule:clear-cache|permission:cache-reset|auth:clear-resets|cache:forget|cache:prune-stale-tags|storage:unlink|icons:clear|filament:clear-cached-components|debugbar:clear|responsecache:clear|livewire:delete|livewire:rm",
    },
  ],
  at: call => applicationDatabase(call, CONVENTIONS),
  special: given,
  examples: [
    { run: "artisan migrate", expect: "allow" },
    { run: "artisan migrate --force", files: { ".env": "APP_ENV=production" }, expect: "ask" },
    { run: "artisan migrate:fresh --seed", expect: "ask" },
    { run: "artisan migrate:fresh --seed --force", files: { ".env": "APP_ENV=production" }, expect: "deny" },
    { run: "artisan migrate:refresh --env=production", expect: "deny" },
    { run: "artisan migrate:rollback --step=1", expect: "ask" },
    { run: "artisan db:seed --force --env=production", expect: "ask" },
    { run: "artisan db:seed", expect: "allow" },
    { run: "artisan migrate:fresh --pretend", expect: "allow" },
    { run: "artisan db:wipe", expect: "ask" },
    { run: "artisan queue:flush", expect: "ask" },
    { run: "artisan optimize:clear && artisan config:clear", expect: "allow" },
    { run: "artisan test --parallel", expect: "allow" },
    {
      run: "artisan test --env=testing",
      files: { ".env": "DB_HOST=db.example.com", "tests/TestCase.php": "use RefreshDatabase;" },
      expect: "deny",
      why: "without .env.testing it falls back to .env",
    },
    {
      run: "artisan test",
      files: {
        ".env": "DB_HOST=db.example.com",
        ".env.testing": "DB_HOST=localhost",
        "tests/TestCase.php": "use RefreshDatabase;",
      },
      expect: "allow",
    },
    { run: "artisan tinker --execute='echo 1;'", expect: "allow" },
    { run: "artisan serve --port=8000", expect: "allow" },
    { run: "artisan make:model Order -m", expect: "allow" },
    { run: "php artisan make:migration drop_leads_table", expect: "allow" },
    { run: "artisan down", expect: "allow" },
    { run: "APP_ENV=production artisan down", expect: "ask" },
  ],
});

/** Reads `tinker --execute`, which runs PHP, and `db`, which starts the database's own client. */
function given(call: Call): Reading | undefined {
  const { command, facts } = call;
  const name = call.words[0]?.value;
  if (name === "test" || name === "dusk") return testsOn(call);
  if (name === "db") {
    const piped = stdinSource(command, facts);
    return readSources(piped ? [piped] : [], applicationDatabase(call, CONVENTIONS), "artisan", command, facts);
  }
  if (name !== "tinker") return undefined;
  const code = optionValue(call.args, "execute");
  const text = code ? textOf(code) : stdinSource(command, facts)?.text;
  const piped = { text, language: "php", via: "artisan tinker", source: "artisan", name: "what is piped in" } as const;
  return readConsoleCode(piped, command, facts, () => applicationDatabase(call, CONVENTIONS));
}

/** Reads Sail, which runs a command in the project's container, and passes unknown ones to docker compose. */
export const sail: ProgramPack = {
  kind: "program",
  id: "sail",
  programs: ["sail"],
  read(command: Invocation): Reading {
    const [name, ...rest] = command.argv.slice(1);
    if (!name) return { effects: [] };
    const scope = { ...command.scope, via: [...command.scope.via, "sail"] };
    const argv = argvOf(name.value ?? "", rest) ?? [literalWord("docker"), literalWord("compose"), name, ...rest];
    const span = command.span && { span: command.span };
    return { effects: [], inner: [{ kind: "argv", argv, scope, stdin: command.stdin, ...span }] };
  },
  examples: [
    { run: "./vendor/bin/sail artisan migrate", expect: "allow" },
    { run: "./vendor/bin/sail artisan migrate:fresh", expect: "ask" },
    { run: "sail psql -c 'DROP TABLE orders'", expect: "ask" },
    { run: "sail up -d", expect: "allow" },
  ],
};

function argvOf(name: string, rest: Invocation["argv"]): Invocation["argv"] | undefined {
  if (name === "artisan" || name === "art" || name === "a") return [literalWord("artisan"), ...rest];
  if (name === "tinker") return [literalWord("artisan"), literalWord("tinker"), ...rest];
  if (
    /^(?:php|composer|node|npm|npx|pnpm|yarn|bun|mysql|mariadb|psql|redis|mongodb|bin|run|exec|root-shell|shell)$/.test(
      name,
    )
  ) {
    const program =
      { redis: "redis-cli", mongodb: "mongosh", bin: "", run: "", exec: "", shell: "bash", "root-shell": "bash" }[
        name
      ] ?? name;
    return program === "" ? rest : [literalWord(program), ...rest];
  }
  if (name === "test") return [literalWord("artisan"), literalWord("test"), ...rest];
  if (name === "pest" || name === "phpunit") return [literalWord(name), ...rest];
  return /^(?:pint|dusk|debug|share|open|build)$/.test(name) ? [literalWord("true")] : undefined;
}
