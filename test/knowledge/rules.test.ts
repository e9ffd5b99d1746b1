/** Every rule of every knowledge file proves itself: it holds what it says it holds, and leaves alone what is close to it. */
import PROGRAMS from "agentguard:knowledge";
import PROOFS from "agentguard:knowledge-proofs";
import { describe, expect, it } from "vitest";
import type { Judgement } from "../../src/core/decision/judgement.ts";
import type { KnowledgeFile } from "../../src/core/knowledge/schema.ts";
import { ruleIds } from "../../src/hosts/rule-ids.ts";
import { PACKS } from "../../src/packs/index.ts";
import { type Act, judgeIn } from "../support/little-world.ts";

const RULES = Object.entries(PROOFS).flatMap(([file, { rules }]) =>
  Object.entries(rules).map(([name, proof]) => {
    const said = (JSON.parse(PROGRAMS[file]?.file ?? "{}") as Partial<KnowledgeFile>).rules?.[name];
    const isHarmless = said?.harmless === true || said?.["by-words"] === true;
    return [`${file}/${name}`, { ...proof, isHarmless, shell: PROOFS[file]?.shell }] as const;
  }),
);

it("takes no name of a pack for a file of attack techniques", () => {
  const files = Object.keys(PROOFS).filter(file => PROOFS[file]?.category === "attack-techniques");
  expect(files.length).toBeGreaterThan(10);
  expect(PACKS.map(({ id }) => id).filter(id => files.includes(id))).toEqual([]);
});

it("knows the ids of all rules", () => {
  const known = new Set(ruleIds());
  expect(RULES.flatMap(([id, { isHarmless }]) => (isHarmless || known.has(id) ? [] : [id]))).toEqual([]);
});

describe.each(RULES)("%s", (id, { held, passes, source, isHarmless, shell }) => {
  it("has a source, a command that it holds and one that passes", () => {
    expect(source).not.toBe("");
    expect(passes).not.toEqual([]);
    expect(held.length > 0).toBe(!isHarmless);
  });

  it.each(held)("holds %s", async run => {
    const judgement = await judgeIn({}, commandIn(shell, run));
    expect([judgement.decision, rulesOf(judgement)]).toEqual([
      expect.stringMatching(/ask|deny/),
      expect.arrayContaining([id]),
    ]);
  });

  it.each(passes)("lets %s pass", async run => {
    const judgement = await judgeIn({}, commandIn(shell, run));
    expect([judgement.decision, rulesOf(judgement)]).toEqual(["allow", expect.not.arrayContaining([id])]);
  });
});

function commandIn(shell: "powershell" | "cmd" | undefined, text: string): Act {
  return { kind: "command", text, ...(shell && { shell }) };
}

function rulesOf(judgement: Judgement): readonly string[] {
  return judgement.effects.flatMap(({ rule }) => rule ?? []);
}
