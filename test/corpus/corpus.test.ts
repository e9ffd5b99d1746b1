/** Every line of the corpus is judged as it says: the effects that are held, the place, the verdict and its level. */
import { expect, it } from "vitest";
import { changesOf, describeChanges, judgeCase } from "./outcome.ts";
import { readCorpus, SUBJECTS } from "./read-corpus.ts";

it.each(SUBJECTS)("%s", { timeout: 60_000 }, async subject => {
  const wrong: string[] = [];
  for (const one of readCorpus(subject)) {
    const changes = changesOf(one.expected, (await judgeCase(one)).outcome);
    if (changes.length > 0) wrong.push(describeChanges(one, changes));
  }
  expect(wrong.join("\n\n")).toBe("");
});

it("gives no act twice, and stays small enough to read", () => {
  const cases = SUBJECTS.flatMap(readCorpus);
  const places = new Map<string, string>();
  const twice: string[] = [];
  for (const { act, world, place } of cases) {
    const key = JSON.stringify([act, world]);
    const before = places.get(key);
    if (before === undefined) places.set(key, place);
    else twice.push(`${place} repeats ${before}`);
  }
  expect(twice).toEqual([]);
  expect(cases.length).toBeLessThanOrEqual(12_000);
});
