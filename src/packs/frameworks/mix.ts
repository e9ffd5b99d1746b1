/** Reads Elixir's mix: Ecto's databases, Hex packages, and the code for `mix run`. */
import { optionValue } from "../../core/effects/options.ts";
import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { effectOfTemplate, tablePack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Line } from "../../core/kit/table.ts";
import { applicationDatabase } from "../../core/languages/sql/application-database.ts";
import { DROPS_DATABASE, MIGRATES, RESETS, REVERTS, REVERTS_ALL } from "../../core/languages/sql/schema-tools.ts";
import { ECTO } from "../../core/places/databases/families/elixir.ts";
import { lookedOver } from "../../core/programs/interpreter.ts";
import { textOf } from "../../core/text/words.ts";

const LINES: readonly Line[] = [
  {
    call: "ecto.drop|event_store.drop",
    source: "https://hexdocs.pm/ecto/Mix.Tasks.Ecto.Drop.html",
    does: DROPS_DATABASE,
  },
  { call: "ecto.reset|event_store.reset", source: "https://hexdocs.pm/phoenix/", does: RESETS },
  { call: "ecto.rollback", with: ["all", "to", "to-exclusive"], does: REVERTS_ALL },
  { call: "ecto.rollback|ecto.migrate.redo", does: REVERTS },
  { call: "ecto.migrate|ecto.setup|ecto.load|ecto.migrate.up", does: MIGRATES },
  { call: "ash.reset|ash_postgres.drop|ash.tear_down", source: "https://hexdocs.pm/ash/", does: RESETS },
  { call: "ash_postgres.rollback|ash.rollback", source: "https://hexdocs.pm/ash_postgres/", does: REVERTS },
  {
    call: "hex.publish|hex.retire",
    source: "https://hexdocs.pm/hex/Mix.Tasks.Hex.Publish.html",
    does: { verb: "publish", resource: "package", says: "publishes to Hex", named: [] },
  },
  {
    call: "hex.owner remove",
    source: "https://hexdocs.pm/hex/Mix.Tasks.Hex.Owner.html",
    does: { verb: "revoke", resource: "package", says: "removes an owner of the package" },
  },
];

export const mix: ProgramPack = tablePack({
  id: "mix",
  source: "https://hexdocs.pm/ecto_sql/",
  programs: ["mix"],
  grammar: {
    values: ["r", "repo", "n", "step", "to", "to-exclusive", "v", "prefix", "e", "eval", "migrations-path", "only"],
  },
  lines: [
    ...LINES,
    {
      call: "*",
    },
  ],
  special: call => several(call) ?? evaluated(call),
  at: place,
  examples: [
    { run: "mix ecto.migrate", expect: "allow" },
    { run: "MIX_ENV=prod mix ecto.migrate", expect: "ask" },
    { run: "mix ecto.drop", expect: "ask" },
    { run: "MIX_ENV=prod mix ecto.reset", expect: "deny" },
    { run: "mix ecto.rollback --all", expect: "ask" },
    { run: "mix do ecto.drop, ecto.create", expect: "ask" },
    { run: "mix phx.server", expect: "allow" },
    { run: "mix test", expect: "allow" },
    { run: "mix deps.clean --all", expect: "allow" },
    { run: "mix hex.publish", expect: "ask" },
    { run: "mix run -e 'MyApp.Repo.delete_all(MyApp.User)'", expect: "ask" },
    { run: "mix run -e 'File.rm_rf!(\"/home/dev\")'", expect: "deny" },
    { run: "mix run -e 'Ecto.Adapters.SQL.query!(MyApp.Repo, \"truncate users\")'", expect: "ask" },
    { run: "mix run -e 'MyApp.Repo.delete_all(from u in U, where: u.id == 1)'", expect: "allow" },
    { run: "mix run -e 'IO.inspect(MyApp.Repo.all(MyApp.User))'", expect: "allow" },
    { run: "mix run priv/repo/seeds.exs", expect: "allow" },
  ],
});

function place(call: Call) {
  return applicationDatabase(call, { variables: ["MIX_ENV"], family: ECTO });
}

const ROWS: EffectTemplate = {
  verb: "delete",
  resource: "rows",
  reach: "all",
  says: "deletes every row of a table",
  named: [],
  instead: "Add a where, and look at what it selects first.",
};

/** Reads `mix run -e 'Repo.delete_all(User)'`: what the code passes to the database and to a shell. */
function evaluated(call: Call): Reading | undefined {
  const text = call.words[0]?.value === "run" ? optionValue(call.args, "e", "eval") : call.words[1];
  if (!text || !/^(?:run|eval)$/.test(call.words[0]?.value ?? "")) return undefined;
  const code = textOf(text);
  const sql = /\b(?:query|query_many|execute)!?\s*\(\s*(?:[\w.]+\s*,\s*)?"([^"]{1,4000})"/.exec(code)?.[1];
  const all = /\bRepo\.delete_all\s{0,2}\(/.test(code) && !/\bwhere\b/.test(code);
  const { effects, inner } = lookedOver(call.command, code.replace(/\bRepo\.delete_all/g, "Repo.all"));
  return {
    effects: all ? [...effects, effectOfTemplate(ROWS, [], call, { id: "mix", at: place })] : effects,
    inner: [
      ...(inner ?? []),
      ...(sql === undefined ? [] : [{ kind: "sql" as const, text: sql, at: place(call), source: "mix" }]),
    ],
  };
}

/** Reads `mix do ecto.drop, ecto.create`: several tasks in one call. */
function several(call: Call) {
  if (call.words[0]?.value !== "do") return undefined;
  const tasks = new Set(call.words.map(word => (word.value ?? "").replace(/,$/, "")));
  const effects = LINES.flatMap(line => {
    const named = line.call.split("|").some(name => tasks.has(name));
    const fits = line.with === undefined || line.with.some(name => optionValue(call.args, name));
    const does = named && fits ? line.does : undefined;
    return does === undefined
      ? []
      : [does].flat().map(one => effectOfTemplate(one, [], call, { id: "mix", at: place }));
  });
  return { effects };
}
