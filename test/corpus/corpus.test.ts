/** Every line of our own corpus, judged: held or silent as its set says. */
import { describe, expect, it } from "vitest";
import { judgeCase, readCorpus, SETS, textOfAct } from "./read-corpus.ts";

describe.each(SETS)("%s", set => {
  const cases = readCorpus(set);

  it.each(cases.map(one => [`${one.place} ${textOfAct(one.act)}`, one] as const))("%s", async (_name, one) => {
    const { judgement, right } = await judgeCase(one);
    if (one.gap !== undefined) {
      expect(right, "this gap is closed: take it from the line, and from docs/residual-risk.md").toBe(false);
      return;
    }
    const got = judgement.decision === "allow" ? "allow" : "hold";
    const why = judgement.reasons.map(({ rule, points, because }) => `${points} ${rule}: ${because}`).join("\n");
    expect(`${got}\n${one.why}\n${why}`).toBe(`${one.expected}\n${one.why}\n${why}`);
  });
});

it("is large, and gives no command twice", () => {
  const cases = SETS.flatMap(readCorpus);
  const seen = cases.map(({ act, world }) => JSON.stringify([act, world]));
  const first = new Map(seen.map((text, i) => [text, i] as const).reverse());
  expect(seen.filter((text, i) => first.get(text) !== i)).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(1500);
});
