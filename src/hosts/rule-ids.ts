/** Ids of the guard's own rules, which policies name, and whose first parts teams' files may not take. */
import { techniqueIds } from "../core/detectors/attack-techniques/rules.ts";
import { PACKS } from "../packs/index.ts";

/** Whether rules of the guard's own have ids that begin with `name` and a slash, or may have. */
export function isOwnName(name: string): boolean {
  names ??= new Set(
    PACKS.flatMap(pack => [pack.id, ...(pack.kind === "program" ? pack.programs.map(one => one.toLowerCase()) : [])]),
  );
  for (const id of techniqueIds()) names.add(id.slice(0, id.indexOf("/")));
  return names.has(name);
}

let names: Set<string> | undefined;

/** Public ids of all rules of all packs and of attack techniques, for example `docker/volume-rm`. */
export function ruleIds(): readonly string[] {
  ids ??= [
    ...PACKS.flatMap(pack => (pack.kind === "program" ? (pack.rules ?? []) : [])).map(({ id }) => id),
    ...techniqueIds(),
  ];
  return ids;
}

let ids: readonly string[] | undefined;
