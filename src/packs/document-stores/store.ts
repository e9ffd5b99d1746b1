import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import type { EffectTemplate, Line, Table } from "../../core/kit/table.ts";
import { clientPlace, type Placing } from "../../core/languages/sql/client-place.ts";
import { namedProduction } from "../../core/providers/account.ts";

export const DATABASE: EffectTemplate = { verb: "drop", resource: "database", says: "deletes with everything in it" };
export const OVERWRITES: EffectTemplate = {
  verb: "overwrite",
  resource: "database",
  reach: "all",
  says: "replaces the data by a backup",
  named: [],
};

export function store(
  id: string,
  programs: readonly string[],
  source: string,
  values: readonly string[],
  place: Placing,
  lines: readonly Line[],
  examples: Table["examples"],
  special?: Table["special"],
): ProgramPack {
  return tablePack({
    id,
    programs,
    source,
    grammar: { values },
    lines: [...lines, { call: "" }],
    at: call => {
      // A bucket or an index that is itself called after production.
      const named = namedProduction(call.args.map(arg => (arg.kind === "operand" ? arg.word : arg.value)));
      return [...(named ? [named] : []), ...clientPlace(call.args, call.command.scope, call.facts, place)];
    },
    examples,
    ...(special && { special }),
  });
}
