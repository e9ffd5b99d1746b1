/** Indexes a list of packs by program and by service. */

import type { Pack, ProgramPack, ProviderPack } from "../effects/pack.ts";
import { keepingNames } from "../text/memoize.ts";

export interface KnownPacks {
  readonly programs: ReadonlyMap<string, ProgramPack>;
  /** Packs whose effects are added to those of the program's own pack. */
  readonly adding: ReadonlyMap<string, readonly ProgramPack[]>;
  readonly providers: readonly ProviderPack[];
}

/** One index per list of packs: the list is a constant of the process, a judgement is not. */
const indexes = new WeakMap<readonly Pack[], KnownPacks>();

export function knownPacks(packs: readonly Pack[]): KnownPacks {
  const known = indexes.get(packs) ?? indexOf(packs);
  indexes.set(packs, known);
  return known;
}

function indexOf(packs: readonly Pack[]): KnownPacks {
  const programs = new Map<string, ProgramPack>();
  const adding = new Map<string, readonly ProgramPack[]>();
  for (const pack of packs)
    if (pack.kind === "program")
      for (const name of pack.programs)
        if (pack.adds) adding.set(name, [...(adding.get(name) ?? []), pack]);
        else programs.set(name, pack);
  return { programs, adding, providers: packs.filter(pack => pack.kind === "provider") };
}

/** The name a pack knows the program by: disks may fold case, and interpreters carry their version. */
export function knownName(program: string, known: { has(name: string): boolean }): string {
  if (known.has(program)) return program;
  const { folded, bare } = spellingsOf(program);
  return known.has(folded) ? folded : known.has(bare) ? bare : program;
}

const spellingsOf = keepingNames(program => {
  // zsh expands `=rm` to the path of rm.
  const folded = program
    .toLowerCase()
    .replace(/^=|\.(?:cmd|bat)$/g, "")
    // zshmodules(1), `zsh/files`: builtins that work like the programs of that name.
    .replace(/^zf_/, "");
  const bare = folded.replace(/^(python|pypy|perl|ruby|php|node|lua|bash|zsh|ksh|fish|pip|tclsh)-?\d[\d.]*$/, "$1");
  return { folded, bare };
});
