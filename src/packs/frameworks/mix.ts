/** Elixir's mix: Ecto's databases, Hex packages, and the code that `mix run` is given. */
import { optionValue } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { applicationDatabase } from "../../core/effects/sql/application-database.ts";
import { DROPS_DATABASE, MIGRATES, RESETS, REVERTS, REVERTS_ALL } from "../../core/effects/sql/schema-tools.ts";
import { type Call, effectOfDoing, type Line, tablePack } from "../../core/effects/subcommands.ts";
import { ECTO } from "../../core/environment/databases/families/elixir.ts";

const LINES: readonly Line[] = [
  { call: "ecto.drop|event_store.drop", does: DROPS_DATABASE },
  { call: "ecto.reset|event_store.reset", does: RESETS },
  { call: "ecto.rollback", with: ["all", "to", "to-exclusive"], does: REVERTS_ALL },
  { call: "ecto.rollback|ecto.migrate.redo", does: REVERTS },
  { call: "ecto.migrate|ecto.setup|ecto.load|ecto.migrate.up", does: MIGRATES },
  { call: "ash.reset|ash_postgres.drop|ash.tear_down", does: RESETS },
  { call: "ash_postgres.rollback|ash.rollback", does: REVERTS },
  {
    call: "hex.publish|hex.retire",
    does: { verb: "publish", resource: "package", says: "publishes to Hex", named: [] },
  },
  { call: "hex.owner remove", does: { verb: "revoke", resource: "package", says: "removes an owner of the package" } },
  {
    call: "run",
    with: ["e", "eval"],
    does: {
      verb: "execute-unknown",
      resource: "code",
      reach: "one",
      recovery: "effort",
      certainty: "possible",
      says: "runs Elixir code",
      named: [],
    },
  },
];

export const mix: ProgramPack = tablePack({
  id: "mix",
  programs: ["mix"],
  grammar: {
    values: ["r", "repo", "n", "step", "to", "to-exclusive", "v", "prefix", "e", "eval", "migrations-path", "only"],
  },
  lines: [
    ...LINES,
    {
      call: "do|deps.clean|clean|deps.unlock|phx.digest.clean|local.hex|archive.uninstall|escript.uninstall|hex.info|phx.gen.release|*",
    },
  ],
  special: several,
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
  ],
});

function place(call: Call) {
  return applicationDatabase(call, { variables: ["MIX_ENV"], family: ECTO });
}

/** `mix do ecto.drop, ecto.create`: several tasks in one call. */
function several(call: Call) {
  if (call.words[0]?.value !== "do") return undefined;
  const tasks = new Set(call.words.map(word => (word.value ?? "").replace(/,$/, "")));
  const effects = LINES.flatMap(line => {
    const named = line.call.split("|").some(name => tasks.has(name));
    const fits = line.with === undefined || line.with.some(name => optionValue(call.args, name));
    const does = named && fits ? line.does : undefined;
    return does === undefined ? [] : [does].flat().map(one => effectOfDoing(one, [], call, { id: "mix", at: place }));
  });
  return { effects };
}
