/** Every line of our own corpus, judged: held or silent as its set says. A test is a category, and names its wrong lines. */
import { describe, expect, it } from "vitest";
import { type Case, judgeCase, readCorpus, SETS, textOfAct } from "./read-corpus.ts";

describe.each(SETS)("%s", set => {
  const categories = new Map<string, Case[]>();
  for (const one of readCorpus(set)) {
    const others = categories.get(one.category);
    if (others) others.push(one);
    else categories.set(one.category, [one]);
  }

  it.each([...categories])("%s", async (_category, cases) => {
    const wrong: string[] = [];
    for (const one of cases) {
      const said = await wrongIn(one);
      if (said !== undefined) wrong.push(`${one.place} ${textOfAct(one.act)}\n${said}`);
    }
    expect(wrong.join("\n\n")).toBe("");
  });
});

/** What is wrong with a line, in words; undefined where it is judged as it should be, or is a known gap and still one. */
async function wrongIn(one: Case): Promise<string | undefined> {
  const { judgement, right } = await judgeCase(one);
  if (one.gap !== undefined)
    return right ? "this gap is closed: take it from the line, and from docs/residual-risk.md" : undefined;
  if (right) return undefined;
  const why = judgement.reasons.map(({ rule, points, because }) => `${points} ${rule}: ${because}`).join("\n");
  return `should ${one.expected}, ${judgement.decision}: ${one.why}\n${why}`;
}

it("is large, and gives no command twice", () => {
  const cases = SETS.flatMap(readCorpus);
  const seen = cases.map(({ act, world }) => JSON.stringify([act, world]));
  const first = new Map(seen.map((text, i) => [text, i] as const).reverse());
  expect(seen.filter((text, i) => first.get(text) !== i)).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(1500);
});
