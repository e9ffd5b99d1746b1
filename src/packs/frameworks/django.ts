/** Reads Django's management commands, under any of their program names. */

import { optionValue } from "../../core/effects/options.ts";
import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call } from "../../core/kit/table.ts";
import { applicationDatabase, type Conventions } from "../../core/languages/sql/application-database.ts";
import { readSources, stdinSource } from "../../core/languages/sql/client-input.ts";
import {
  DROPS_DATABASE,
  DROPS_TABLES,
  EMPTIES_TABLES,
  MIGRATES,
  REVERTS_ALL,
  REWRITES_HISTORY,
} from "../../core/languages/sql/schema-tools.ts";
import { DJANGO } from "../../core/places/databases/families/python.ts";
import { fileOrText } from "../../core/programs/code-input.ts";
import { readConsoleCode } from "../../core/programs/console-code.ts";

const CONVENTIONS: Conventions = {
  variables: ["DJANGO_SETTINGS_MODULE", "DJANGO_CONFIGURATION", "DJANGO_ENV"],
  options: ["settings", "configuration"],
  modes: ["settings"],
  named: ["database"],
  inProject: true,
  family: DJANGO,
};

const DJANGO_EXTENSIONS = "https://django-extensions.readthedocs.io/en/latest/";

export const django: ProgramPack = tablePack({
  id: "django",
  source: "https://docs.djangoproject.com/en/stable/ref/django-admin/",
  programs: ["manage.py", "django-admin", "django-admin.py", "manage"],
  grammar: {
    values: [
      "settings",
      "pythonpath",
      "database",
      "v",
      "verbosity",
      "c",
      "command",
      "i",
      "interface",
      "configuration",
      "o",
      "output",
      "format",
      "e",
      "exclude",
      "app",
      "n",
      "name",
      "t",
      "tag",
    ],
  },
  lines: [
    { call: "flush|sqlflush_run|truncate", does: EMPTIES_TABLES },
    { call: "reset_db|drop_db|delete_db|drop_test_database", source: DJANGO_EXTENSIONS, does: DROPS_DATABASE },
    { call: "reset_schema|drop_tables|wipe_db|migrate_schemas_reset", source: DJANGO_EXTENSIONS, does: DROPS_TABLES },
    { call: "migrate|migrate_schemas * zero", without: ["plan", "fake"], does: REVERTS_ALL },
    { call: "migrate|migrate_schemas", with: ["fake"], does: REWRITES_HISTORY },
    { call: "migrate|migrate_schemas|syncdb", without: ["plan", "check"], does: MIGRATES },
    { call: "migrate|migrate_schemas" },
    {
      call: "remove_stale_contenttypes|clear_index|rebuild_index|delete_model|delete_stale",
      does: {
        verb: "delete",
        resource: "table",
        certainty: "likely",
        says: "deletes stored entries that nothing refers to",
        named: [],
      },
    },
    { call: "clear_cache|clearsessions|collectstatic|invalidate_cachalot|invalidate" },
    {
      call: "loaddata",
      does: {
        verb: "update",
        resource: "rows",
        reach: "several",
        certainty: "likely",
        says: "overwrites rows that have the same keys as the fixture",
      },
    },
    {
      call: "changepassword|createsuperuser|drop_superuser",
      does: {
        verb: "mutate",
        resource: "account",
        recovery: "effort",
        says: "changes the account",
        certainty: "possible",
      },
    },
    {
      call: "dbrestore|mediarestore",
      source: "https://django-dbbackup.readthedocs.io/",
      does: { verb: "overwrite", resource: "database", reach: "all", says: "replaces the data by a backup", named: [] },
    },
    { call: "sqlflush|sqlmigrate|sqlsequencereset|sqlclear|sqlall|sqlreset|sql|sqldrop" },
    {
      call: "runserver|runserver_plus|shell|shell_plus|dbshell|test|check|makemigrations|showmigrations|squashmigrations|startapp|startproject|inspectdb|dumpdata|diffsettings|compilemessages|makemessages|testserver|createcachetable|findstatic|sendtestemail|optimizemigration|ping_google|graph_models|show_urls|tailwind|spectacular|dbbackup|mediabackup|compress|rundramatiq|celery",
    },
  ],
  at: call => applicationDatabase(call, CONVENTIONS),
  special: given,
  examples: [
    { run: "python manage.py migrate --database=production", expect: "ask" },
    { run: "./manage.py migrate", expect: "allow" },
    { run: "./manage.py migrate --settings=shop.settings.production", expect: "ask" },
    { run: "./manage.py makemigrations && ./manage.py test", expect: "allow" },
    { run: "./manage.py flush --no-input", expect: "ask" },
    { run: "DJANGO_SETTINGS_MODULE=shop.settings.prod ./manage.py flush --no-input", expect: "deny" },
    { run: "django-admin flush --settings shop.settings.production", expect: "deny" },
    { run: "./manage.py migrate orders zero", expect: "ask" },
    { run: "./manage.py migrate orders 0003 --plan", expect: "allow" },
    { run: "./manage.py reset_db --noinput", expect: "ask" },
    { run: "./manage.py sqlflush", expect: "allow" },
    { run: "echo 'DROP TABLE a' | ./manage.py dbshell", expect: "ask" },
    { run: "./manage.py dbshell -- -c 'DROP TABLE a'", expect: "ask" },
    { run: "./manage.py shell -c 'print(1)'", expect: "allow" },
    { run: "./manage.py loaddata users.json", expect: "allow" },
    { run: "./manage.py runserver 0.0.0.0:8000", expect: "allow" },
  ],
});

/** Reads the code of `shell -c 'code'` and `dbshell`. */
function given(call: Call): Reading | undefined {
  const { command, facts, args } = call;
  const [first, ...rest] = call.words;
  if (first?.value === "dbshell") {
    const at = applicationDatabase(call, CONVENTIONS);
    const text = optionValue(args, "c", "command") ?? rest[1];
    const sources = text
      ? [{ text: text.value, name: shownOr(text.value) }]
      : [stdinSource(command, facts) ?? []].flat();
    return readSources(sources, at, "django", command, facts);
  }
  if (first?.value !== "shell" && first?.value !== "shell_plus") return undefined;
  const code = optionValue(args, "c", "command");
  const text = fileOrText(code, command, facts);
  const console = { text, language: "python", via: "manage.py shell", source: "django" } as const;
  const at = () => applicationDatabase(call, CONVENTIONS);
  return readConsoleCode({ ...console, name: "what is piped in" }, command, facts, at);
}

function shownOr(text: string | null): string {
  return text ?? "its own text";
}
