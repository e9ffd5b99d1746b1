/** Lists the ids of the guard's own rules, which policies name, and whose prefixes teams' files may not use. */
import { techniqueIds } from "../core/detectors/attack-techniques/rules.ts";
import type { Policy } from "../core/policy/policy.ts";
import { PACKS } from "../packs/index.ts";

/** Tells whether ids of the guard's own rules begin, or may begin, with `name` and a slash. */
export function isOwnName(name: string): boolean {
  names ??= new Set(
    PACKS.flatMap(pack => [
      pack.id,
      ...(pack.kind === "program" ? pack.programs.map(one => one.toLowerCase()) : []),
    ]).concat(techniqueIds().map(id => id.slice(0, id.indexOf("/")))),
  );
  return names.has(name);
}

let names: ReadonlySet<string> | undefined;

/** Returns the ids of all rules that a policy may name: packs' (`docker/volume-rm`), attack techniques', and teams'. */
export function ruleIdsWith(knowledge: Policy["knowledge"]): readonly string[] {
  const ofTeams = knowledge.flatMap(({ name, knowledge: { rules } }) => Object.keys(rules).map(id => `${name}/${id}`));
  return [...ruleIds(), ...ofTeams];
}

/** Returns the same without teams' files. */
export function ruleIds(): readonly string[] {
  ids ??= [
    ...PACKS.flatMap(pack => (pack.kind === "program" ? (pack.rules ?? []) : [])).map(({ id }) => id),
    ...techniqueIds(),
  ];
  return ids;
}

let ids: readonly string[] | undefined;
