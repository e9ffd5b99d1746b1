/** Reads WP-CLI and Drush: the database, plugins, and PHP to run. */

import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../../core/kit/table.ts";
import { inlineSource, readSources, stdinSource } from "../../core/languages/sql/client-input.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { DROPS_DATABASE, DROPS_TABLES, MIGRATES, RESETS } from "../../core/languages/sql/schema-tools.ts";
import { fileOrText } from "../../core/programs/code-input.ts";
import { readConsoleCode } from "../../core/programs/console-code.ts";

const IMPORTS: EffectTemplate = {
  verb: "overwrite",
  resource: "database",
  reach: "all",
  says: "overwrites the database with the dump",
  instead: "Export the database first (wp db export).",
};
const CONTENT: EffectTemplate = {
  verb: "delete",
  resource: "record",
  reach: "several",
  says: "deletes content:",
  recovery: "none",
};
const CODE: EffectTemplate = { verb: "delete", resource: "directory", recovery: "effort", says: "deletes" };

export const wp: ProgramPack = behindAlias(
  tablePack({
    id: "wp",
    source: "https://developer.wordpress.org/cli/commands/",
    programs: ["wp", "wp-cli", "wp-cli.phar"],
    grammar: { values: ["path", "url", "ssh", "http", "user", "exec", "require", "context"] },
    lines: [
      { call: "db reset", does: RESETS },
      { call: "db drop", does: DROPS_DATABASE },
      { call: "db clean", does: DROPS_TABLES },
      { call: "db import", does: IMPORTS },
      {
        call: "site empty",
        does: { ...DROPS_TABLES, verb: "truncate", says: "deletes every post, comment and term of the site" },
      },
      { call: "site delete", does: { verb: "delete", resource: "project", says: "deletes the site" } },
      {
        call: "post|comment|term|menu|widget|user|media delete|reset|spam",
        with: ["force", "reassign", "yes", "network"],
        does: CONTENT,
      },
      { call: "user delete", does: CONTENT },
      { call: "wc * delete", does: CONTENT },
      {
        call: "post|comment|term|menu|widget|media delete",
        does: { verb: "delete", resource: "rows", reach: "several", says: "deletes content:" },
      },
      { call: "plugin|theme|core|language delete|uninstall", does: CODE },
      {
        call: "search-replace",
        does: { verb: "update", resource: "rows", reach: "all", says: "replaces text in every table:" },
      },
      { call: "option delete", does: { verb: "delete", resource: "rows", says: "deletes the option" } },
      { call: "option update|set", does: { verb: "update", resource: "rows", says: "changes the option" } },
      {
        call: "config delete|shuffle-salts",
        does: { verb: "mutate", resource: "setting", recovery: "effort", says: "changes the configuration" },
      },
      { call: "core update-db", does: MIGRATES },
      { call: "cache|rewrite|transient|cron|cap|role flush|delete|reset|event|flush-group" },
      { call: "*" },
    ],
    at: call => clientPlace(call.args, call.command.scope, call.facts, { host: ["ssh", "http"] }),
    special: given,
    examples: [
      { run: "wp plugin list", expect: "allow" },
      { run: "wp db reset --yes", expect: "ask" },
      { run: "wp @production db reset --yes", expect: "deny" },
      { run: "wp --ssh=deploy@blog.example.com db reset --yes", expect: "deny" },
      { run: "wp site empty --yes", expect: "ask" },
      { run: "wp db query 'DROP TABLE wp_posts'", expect: "ask" },
      { run: "wp db query 'SELECT 1'", expect: "allow" },
      { run: "wp search-replace http://old.test http://new.test", expect: "ask" },
      { run: "wp search-replace a b --dry-run", expect: "allow" },
      { run: "wp plugin delete hello", expect: "allow" },
      { run: "wp cache flush", expect: "allow" },
      { run: "wp eval 'echo 1;'", expect: "allow" },
      { run: "wp db export backup.sql", expect: "allow" },
    ],
  }),
);

/**
 * Reads `wp @production db reset`, `drush @shop.prod updb`, where an alias names the place:
 * https://make.wordpress.org/cli/handbook/guides/running-commands-remotely/
 */
function behindAlias(pack: ProgramPack): ProgramPack {
  return {
    ...pack,
    read(command, facts) {
      const alias = command.argv.find(({ value }, i) => i > 0 && i < 3 && /^@[\w.-]+$/.test(value ?? ""));
      if (!alias) return pack.read(command, facts);
      const label = { kind: "label" as const, label: (alias.value ?? "").slice(1) };
      const read = pack.read({ ...command, argv: command.argv.filter(word => word !== alias) }, facts);
      return { ...read, effects: read.effects.map(effect => ({ ...effect, at: [label, ...(effect.at ?? [])] })) };
    },
  };
}

function given(call: Call): Reading | undefined {
  const { command, facts } = call;
  const [group, action] = call.words;
  if (group?.value === "db" && /^(?:query|cli)$/.test(action?.value ?? "")) {
    const at = clientPlace(call.args, command.scope, facts, { host: ["ssh", "http"] });
    const text = call.words[2];
    const piped = text ? undefined : stdinSource(command, facts);
    return readSources(text ? [inlineSource(text)] : piped ? [piped] : [], at, "mysql", command, facts);
  }
  return group?.value === "eval" || group?.value === "eval-file" ? php(call, group.value) : undefined;
}

/** Reads PHP that runs inside the application. */
function php({ command, facts, words }: Call, name: string): Reading {
  const { program: source } = command;
  const text = fileOrText(words[1], command, facts);
  const code = { text, language: "php", via: `${source} ${name}`, source, name: "code" } as const;
  return readConsoleCode(code, command, facts, () => []);
}

export const drush: ProgramPack = behindAlias(
  tablePack({
    id: "drush",
    source: "https://www.drush.org/latest/commands/all/",
    programs: ["drush"],
    grammar: { values: ["r", "root", "l", "uri", "ssh-options", "database", "extra"] },
    shows: ["simulate", "s"],
    lines: [
      { call: "sql-drop|sql:drop", does: DROPS_TABLES },
      { call: "sql-create|sql:create", does: RESETS },
      { call: "site-install|site:install|si|sin", does: RESETS },
      { call: "sql-sync|sql:sync", does: IMPORTS },
      {
        call: "rsync|core:rsync|core-rsync",
        does: {
          verb: "overwrite",
          resource: "directory",
          reach: "several",
          certainty: "likely",
          says: "overwrites files of",
        },
      },
      {
        call: "pm-uninstall|pm:uninstall|pmu",
        does: { verb: "drop", resource: "table", certainty: "likely", says: "removes with its tables the module" },
      },
      { call: "entity-delete|entity:delete|edel|user-cancel|user:cancel|ucan", does: { ...CONTENT, reach: "several" } },
      {
        call: "config-import|config:import|cim|config-delete|config:delete|cdel",
        does: { verb: "mutate", resource: "setting", recovery: "effort", says: "changes the stored configuration" },
      },
      {
        call: "migrate:rollback|migrate-rollback|mr",
        does: { verb: "delete", resource: "table", certainty: "likely", says: "deletes what was migrated by" },
      },
      {
        call: "watchdog-delete|watchdog:delete|wd-del|queue:delete|queue-delete",
        does: { verb: "delete", resource: "record", certainty: "likely", says: "deletes" },
      },
      { call: "updatedb|updb|updatedb:status", does: MIGRATES },
      { call: "*" },
    ],
    special: drupal,
    examples: [
      { run: "drush cr", expect: "allow" },
      { run: "drush sql-drop -y", expect: "ask" },
      { run: "drush @shop.prod sql:drop -y", expect: "deny" },
      { run: "drush site-install standard -y", expect: "ask" },
      { run: "drush sql:query 'SELECT 1'", expect: "allow" },
      { run: "drush sql:query 'TRUNCATE node'", expect: "ask" },
      { run: "drush pm:enable token", expect: "allow" },
    ],
  }),
);

function drupal(call: Call): Reading | undefined {
  const [first, text] = call.words;
  if (/^(?:sql-query|sql:query|sqlq|sql-cli|sql:cli|sqlc)$/.test(first?.value ?? "")) {
    const piped = text ? undefined : stdinSource(call.command, call.facts);
    const sources = text ? [inlineSource(text)] : piped ? [piped] : [];
    return readSources(sources, [], "mysql", call.command, call.facts);
  }
  if (/^(?:php-eval|php:eval|ev|eval|php-script|php:script|scr)$/.test(first?.value ?? "")) return php(call, "eval");
  return undefined;
}
