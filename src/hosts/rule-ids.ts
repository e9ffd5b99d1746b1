/** Ids of the guard's own rules, which policies name, and whose first parts teams' files may not take. */
import { techniqueIds } from "../core/detectors/attack-techniques/rules.ts";
import type { Policy } from "../core/policy/policy.ts";
import { PACKS } from "../packs/index.ts";

/** Whether rules of the guard's own have ids that begin with `name` and a slash, or may have. */
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

/** Public ids of all rules that a policy may name: of packs, `docker/volume-rm`, of attack techniques, and of teams' files. */
export function ruleIdsWith(knowledge: Policy["knowledge"]): readonly string[] {
  const ofTeams = knowledge.flatMap(({ name, knowledge: { rules } }) => Object.keys(rules).map(id => `${name}/${id}`));
  return [...ruleIds(), ...ofTeams];
}

/** The same without teams' files. */
export function ruleIds(): readonly string[] {
  ids ??= [
    ...PACKS.flatMap(pack => (pack.kind === "program" ? (pack.rules ?? []) : [])).map(({ id }) => id),
    ...techniqueIds(),
  ];
  return ids;
}

let ids: readonly string[] | undefined;
