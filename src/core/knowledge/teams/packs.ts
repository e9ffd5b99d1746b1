/**
 * The guard's own packs with the knowledge files of teams. Rules of a user or an organization come before what the
 * guard knows of a program; those of a workspace only add to it, in packs of their own that no other reading sees.
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

/** `teams` in any order. The list is a new one: the engine keeps an index for each. */
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
    // Behind the guard's own: of two packs for one program the last one counts.
    ...[...programs].map(program => {
      const own = above.filter(table => table.programs.includes(program));
      return layered(program, own, known.get(knownName(program, known)));
    }),
    ...tables.filter(({ adds }) => adds).map(({ table }): ProgramPack => adding(table)),
  ];
}

type TeamTable = ReturnType<typeof tableOf>;

/** One program as teams know it, the guard's own pack beneath it where there is one. */
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
      // What the program runs is read all the same, and no file says what happens to the guard.
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
