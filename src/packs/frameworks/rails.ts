/** Reads tasks of Rails and Rake, and the Ruby for a runner or a console. */

import type { Effect } from "../../core/effects/effect.ts";
import { operands, optionValue, optionValues } from "../../core/effects/options.ts";
import type { Inner, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { shown } from "../../core/files/targets.ts";
import { effectOfTemplate, tablePack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Line } from "../../core/kit/table.ts";
import { applicationDatabase, type Conventions } from "../../core/languages/sql/application-database.ts";
import {
  DROPS_DATABASE,
  EMPTIES_TABLES,
  MIGRATES,
  RESETS,
  REVERTS,
  REVERTS_ALL,
} from "../../core/languages/sql/schema-tools.ts";
import { RAILS } from "../../core/places/databases/families/ruby.ts";
import { isLocalHost } from "../../core/places/hosts.ts";
import type { Locator } from "../../core/places/locator.ts";
import { fileOrText } from "../../core/programs/code-input.ts";
import { inOrder, words } from "../../core/text/expressions.ts";
import { literalWord, textOf } from "../../core/text/words.ts";

const CONVENTIONS: Conventions = {
  variables: ["RAILS_ENV", "RACK_ENV"],
  options: ["environment", "e"],
  inProject: true,
  family: RAILS,
};

const ASSETS: EffectTemplate = {
  verb: "delete",
  resource: "directory",
  recovery: "effort",
  says: "deletes compiled assets",
  named: [],
};

/** Tasks by name. One call may have several (`rake db:drop db:create`). */
const TASKS: readonly (readonly [names: RegExp, does: EffectTemplate | undefined])[] = [
  [/^db:(?:mongoid:)?(?:drop|purge)(?::all|:_unsafe)?$/, DROPS_DATABASE],
  [/^db:(?:reset|setup|migrate:reset|schema:load|structure:load|test:purge)(?::all)?$/, RESETS],
  [/^db:(?:truncate_all|seed:replant)$/, EMPTIES_TABLES],
  [/^db:(?:rollback|migrate:down|migrate:redo|forward)$/, REVERTS],
  [/^db:(?:migrate|migrate:up|migrate:with_data|prepare|schema:cache:dump)$/, MIGRATES],
  // Rails with several databases: `db:drop:animals`.
  [/^db:(?:drop|purge):(?!_)/, DROPS_DATABASE],
  [/^db:(?:reset|setup|schema:load|structure:load|migrate:reset):/, RESETS],
  [/^db:rollback:|^db:migrate:(?:down|redo):/, REVERTS],
  [/^db:/, undefined],
  [/^data:(?:rollback|migrate:down)$/, REVERTS],
  [/^assets:clobber$|^tmp:clear$|^log:clear$|^webpacker:clobber$/, ASSETS],
  [
    /^(?:active_storage:purge|active_storage:purge_unattached)/,
    { verb: "delete", resource: "bucket", says: "deletes uploaded files", named: [] },
  ],
  [
    /^(?:gitlab:backup:restore|backup:restore)/,
    { verb: "overwrite", resource: "database", says: "replaces everything by a backup", named: [], reach: "all" },
  ],
  [
    inOrder([
      /^/,
      words`
        spec test routes stats notes about default environment assets: tmp: log: zeitwerk: middleware secret time:
        yarn: javascript: css: importmap: rubocop lint doc yard app: turbo: stimulus: cache: sitemap:
      `,
    ]),
    undefined,
  ],
];

/** Sub-commands of `rails` that are not tasks. */
const LINES: readonly Line[] = [
  {
    call: "destroy|d",
    does: {
      verb: "delete",
      resource: "file",
      reach: "several",
      recovery: "effort",
      says: "deletes generated files of",
    },
  },
  { call: "credentials:edit|encrypted:edit|secrets:edit|credentials:show|credentials:diff" },
  {
    call: "release|release:rubygem_push|gem:release|gem:push",
    source: "https://bundler.io/guides/creating_gem.html",
    does: {
      verb: "publish",
      resource: "package",
      says: "publishes the gem",
      named: [],
      instead: "Prepare the release, and let the person publish it.",
    },
  },
  {
    call: "server|s|generate|g|new|test|t|console|c|dbconsole|db|routes|about|notes|stats|plugin|help|version|runner|r|restart|initializers|middleware",
  },
];

export const rails: ProgramPack = tablePack({
  id: "rails",
  source: "https://guides.rubyonrails.org/command_line.html",
  programs: ["rails", "rake", "gitlab-rake", "gitlab-rails", "drake"],
  grammar: {
    values: [
      "e",
      "execute",
      "E",
      "execute-continue",
      "environment",
      "f",
      "rakefile",
      "C",
      "directory",
      "I",
      "r",
      "require",
      "db",
      "database",
      "p",
      "port",
      "b",
    ],
    optional: ["j", "T", "W"],
  },
  shows: ["tasks", "T", "P", "prereqs", "W", "n", "describe", "D"],
  lines: LINES,
  at: call => applicationDatabase(call, CONVENTIONS),
  special: tasks,
  examples: [
    { run: "bin/rails db:migrate", expect: "allow" },
    { run: "RAILS_ENV=production bin/rails db:migrate", expect: "ask" },
    { run: "rails db:drop", expect: "ask" },
    { run: "bundle exec rake db:drop db:create", expect: "ask" },
    {
      run: "RAILS_ENV=production DISABLE_DATABASE_ENVIRONMENT_CHECK=1 bundle exec rake db:drop",
      expect: "deny",
    },
    { run: "rake db:schema:load RAILS_ENV=production", expect: "deny" },
    { run: "rails db:reset", files: { ".env": "DATABASE_URL=postgres://db.example.com/shop" }, expect: "deny" },
    { run: "RAILS_ENV=test bin/rails db:create db:schema:load", expect: "allow" },
    {
      run: "RAILS_ENV=test bin/rails db:schema:load",
      files: { ".env": "DATABASE_URL=postgres://db.example.com/shop" },
      expect: "deny",
      why: "the connection wins over the environment's name",
    },
    { run: "rails db:rollback STEP=3", expect: "ask" },
    { run: "rails db:migrate VERSION=0", expect: "ask" },
    { run: "rails db:seed:replant", expect: "ask" },
    { run: "rails db:seed && rails test", expect: "allow" },
    { run: "rails destroy model User", expect: "allow", why: "git has what the generator made" },
    { run: "rails runner 'puts User.count'", expect: "allow" },
    { run: "rails runner -e production 'Lead.where(old: true).destroy_all'", expect: "ask" },
    { run: "bin/rails generate model User name:string", expect: "allow" },
    { run: "rake -T", expect: "allow" },
    { run: "rake -e 'rm_rf \"data\"'", files: { "data/a.csv": "x" }, expect: "ask" },
    { run: "rake -e 'puts 1'", expect: "allow" },
    { run: "bundle exec rake release", expect: "ask" },
    { run: "rake build", expect: "allow" },
    { run: "rake spec", expect: "allow" },
    { run: "gitlab-rake gitlab:backup:restore", expect: "ask" },
  ],
});

/** Reads every task of the call, and the code after `runner`, `console` and `dbconsole`. */
function tasks(call: Call): Reading | undefined {
  const [first] = call.words;
  const name = first?.value ?? "";
  const code = call.command.program === "rake" ? optionValues(call.args, "e", "execute", "E", "execute-continue") : [];
  if (code.length > 0) {
    const { scope, span } = call.command;
    const text = code.map(textOf).join("\n");
    return {
      effects: [],
      inner: [{ kind: "code", language: "ruby", text, scope, source: "rake", ...(span && { span }) }],
    };
  }
  if (call.command.program !== "rake" && /^(?:runner|r|console|c|dbconsole|db)$/.test(name)) return given(call, name);
  const named = assigned(call);
  const modes = named.length > 0 ? { modes: named.map(({ label }) => label) } : {};
  const at = [...applicationDatabase(call, CONVENTIONS, modes), ...named];
  const effects: Effect[] = [];
  let known = false;
  for (const word of call.words) {
    const task = (word.value ?? "").replace(/\[.*$/s, "");
    const found = TASKS.find(([names]) => names.test(task));
    known ||= found !== undefined;
    const toZero = /^db:migrate$/.test(task) && call.words.some(one => /^VERSION=0+$/.test(one.value ?? ""));
    const does = toZero ? REVERTS_ALL : loadsForTests(task, at) ? MIGRATES : found?.[1];
    if (does) effects.push(effectOfTemplate(does, [], call, { id: "rails", at: () => at }));
  }
  return known ? { effects } : undefined;
}

/** Rails empties the test database before every run, so loading its schema loses nothing. */
function loadsForTests(task: string, at: readonly Locator[]): boolean {
  if (!/^db:(?:schema:load|structure:load|test:purge)/.test(task)) return false;
  const named = at.filter(one => one.kind === "label");
  const here = (one: Locator) =>
    one.kind === "label" ? one.label === "test" : one.kind === "database" && isLocalHost(one.host ?? "");
  return named.length > 0 && at.every(here);
}

/** Reads variables after the task: `rake db:drop RAILS_ENV=production`. */
function assigned(call: Call) {
  return call.words.flatMap(word => {
    const label = /^(?:RAILS_ENV|RACK_ENV)=(.*)$/.exec(word.value ?? "")?.[1];
    return label === undefined ? [] : [{ kind: "label" as const, label }];
  });
}

function given(call: Call, name: string): Reading {
  const { command, facts } = call;
  // `-e production` sets RAILS_ENV for the code.
  const mode = optionValue(call.args, "e", "environment")?.value;
  const variables = mode
    ? new Map([...command.scope.variables, ["RAILS_ENV", mode] as const])
    : command.scope.variables;
  const scope = { ...command.scope, variables, via: [...command.scope.via, `rails ${name}`] };
  const code = name.startsWith("r") ? operands(call.args)[1] : undefined;
  const text = fileOrText(code, command, facts);
  if (text === undefined) return { effects: [] };
  if (text === null) return { effects: [unreadable(call, code ? shown(code) : "what is piped in")] };
  const at = applicationDatabase(call, CONVENTIONS);
  const inner: Inner = name.startsWith("db")
    ? { kind: "sql", text, at, source: "rails" }
    : { kind: "code", language: "ruby", text, scope, source: "rails" };
  return { effects: [], inner: [inner] };
}

function unreadable(call: Call, name: string): Effect {
  const does: EffectTemplate = {
    verb: "execute-unknown",
    resource: "code",
    reach: "unknown",
    certainty: "possible",
    says: "runs code that could not be read:",
  };
  return effectOfTemplate(does, [literalWord(name)], call, {
    id: "rails",
    at: one => applicationDatabase(one, CONVENTIONS),
  });
}
