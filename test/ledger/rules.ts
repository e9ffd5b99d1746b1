/** Every rule with a public id: of which programs it speaks, where it stands and where that is documented. */
import PROOFS from "agentguard:knowledge-proofs";
import { PACKS } from "../../src/packs/index.ts";

export interface Rule {
  readonly id: string;
  readonly programs: readonly string[];
  /** The calls that it speaks of, and the options without which it does not: as a table's line says it. */
  readonly call: string;
  readonly with?: readonly string[];
  /** Name of a knowledge file, or of a pack. */
  readonly where: string;
  /** Empty where nothing is said. */
  readonly source: string;
}

export function allRules(): Rule[] {
  return PACKS.flatMap(pack => {
    if (pack.kind !== "program") return [];
    const proofs = PROOFS[pack.id];
    const where = proofs ? `knowledge/${proofs.category}/${pack.id}.yaml` : `src/packs: ${pack.id}`;
    return (pack.rules ?? []).map(({ id, programs, call, with: options, source = "" }) => ({
      id,
      programs,
      call,
      ...(options && { with: options }),
      where,
      source: proofs?.rules[id.slice(pack.id.length + 1)]?.source ?? source,
    }));
  });
}

/** Whether it stands in a knowledge file, where a proof is part of the form. */
export function isKnowledge({ where }: Rule): boolean {
  return where.startsWith("knowledge/");
}
