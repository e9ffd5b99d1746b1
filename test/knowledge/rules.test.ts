/** Every rule of every knowledge file proves itself: it holds what it says it holds, and leaves alone what is close to it. */
import PROGRAMS from "agentguard:knowledge";
import PROOFS from "agentguard:knowledge-proofs";
import { describe, expect, it } from "vitest";
import type { Judgement } from "../../src/core/decision/judgement.ts";
import type { KnowledgeFile } from "../../src/core/knowledge/schema.ts";
import { judgeIn } from "../support/little-world.ts";

const RULES = Object.entries(PROOFS).flatMap(([file, { rules }]) =>
  Object.entries(rules).map(([name, proof]) => {
    const { rules: said } = JSON.parse(PROGRAMS[file]?.file ?? "") as KnowledgeFile;
    return [
      `${file}/${name}`,
      { ...proof, isHarmless: said[name]?.harmless === true || said[name]?.["by-words"] === true },
    ] as const;
  }),
);

describe.each(RULES)("%s", (id, { held, passes, source, isHarmless }) => {
  it("has a source, a command that it holds and one that passes", () => {
    expect(source).not.toBe("");
    expect(passes).not.toEqual([]);
    expect(held.length > 0).toBe(!isHarmless);
  });

  it.each(held)("holds %s", async run => {
    const judgement = await judgeIn({}, { kind: "command", text: run });
    expect([judgement.decision, rulesOf(judgement)]).toEqual([
      expect.stringMatching(/ask|deny/),
      expect.arrayContaining([id]),
    ]);
  });

  it.each(passes)("lets %s pass", async run => {
    const judgement = await judgeIn({}, { kind: "command", text: run });
    expect([judgement.decision, rulesOf(judgement)]).toEqual(["allow", expect.not.arrayContaining([id])]);
  });
});

function rulesOf(judgement: Judgement): readonly string[] {
  return judgement.effects.flatMap(({ rule }) => rule ?? []);
}
