/**
 * Adds teams' knowledge files to the guard's own packs. Rules of a user or an organization take precedence over the
 * guard's; those of a workspace only add effects, in separate packs.
 */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation, Pack, ProgramPack, Reading } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { readByRules, tablePack } from "../../kit/subcommands.ts";
import { knownName, knownPacks } from "../../reading/known-packs.ts";
import { isOnGuardFiles } from "../../rules/rules.ts";
import { bounded } from "../expressions.ts";
import { tableOf } from "../table.ts";
import type { TeamKnowledge } from "../team.ts";

/** Returns a new list, because the engine keeps an index for each list. `teams` may be in any order. */
export function withTeams(packs: readonly Pack[], teams: readonly TeamKnowledge[]): readonly Pack[] {
  const tables = teams.map(team => ({
    adds: team.tier === "workspace",
    table: tableOf(team.name, team.knowledge, bounded),
  }));
  const above = tables.filter(({ adds }) => !adds).map(({ table }) => table);
  const known = knownPacks(packs).programs;
  const programs = new Set(above.flatMap(table => table.programs));
  return [
    ...packs,
    // These come after the guard's own packs, because the last pack of a program wins.
    ...[...programs].map(program => {
      const own = above.filter(table => table.programs.includes(program));
      return layered(program, own, known.get(knownName(program, known)));
    }),
    ...tables.filter(({ adds }) => adds).map(({ table }): ProgramPack => adding(table)),
  ];
}

type TeamTable = ReturnType<typeof tableOf>;

/** Returns a pack that tries teams' rules first and falls back to the guard's own pack of the program, if any. */
function layered(program: string, tables: readonly TeamTable[], beneath: ProgramPack | undefined): ProgramPack {
  const rules = tables.map(readByRules);
  const whole = tables.map(table => tablePack({ ...table, examples: [] }));
  const under = (command: Invocation, facts: Facts): Reading =>
    beneath?.read(command, facts) ?? { effects: whole.flatMap(pack => pack.read(command, facts).effects) };
  return {
    kind: "program",
    id: tables[0]?.id ?? program,
    programs: [program],
    ...(beneath?.ownPaths && { ownPaths: true }),
    read(command, facts) {
      const said = rules.flatMap(read => read(command, facts) ?? []);
      const rest = under(command, facts);
      if (said.length === 0) return rest;
      // What the program runs is still read, and effects on the guard itself are always kept.
      const kept = rest.effects.filter(effect => isOnGuard(effect, facts));
      return { ...rest, effects: [...said.flatMap(({ effects }) => effects), ...kept] };
    },
    examples: [],
  };
}

function adding(table: TeamTable): ProgramPack {
  const read = readByRules(table);
  return {
    kind: "program",
    id: table.id,
    programs: table.programs,
    adds: true,
    read: (command, facts) => read(command, facts) ?? { effects: [] },
    examples: [],
  };
}

function isOnGuard(effect: Effect, facts: Facts): boolean {
  return effect.resource === "guard" || effect.verb === "disable-protection" || isOnGuardFiles(effect, facts);
}
