/** The packs of one list, found by program and by service. */
import type { Pack, ProgramPack, ProviderPack } from "./pack.ts";

export interface KnownPacks {
  readonly programs: ReadonlyMap<string, ProgramPack>;
  readonly providers: readonly ProviderPack[];
}

/** One index per list of packs: the list is a constant of the process, a judgement is not. */
const indexes = new WeakMap<readonly Pack[], KnownPacks>();

export function knownPacks(packs: readonly Pack[]): KnownPacks {
  const known = indexes.get(packs) ?? {
    programs: new Map(
      packs.flatMap(pack => (pack.kind === "program" ? pack.programs.map(name => [name, pack] as const) : [])),
    ),
    providers: packs.filter(pack => pack.kind === "provider"),
  };
  indexes.set(packs, known);
  return known;
}
