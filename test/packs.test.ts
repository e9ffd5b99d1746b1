/** Every pack proves itself: its own examples through the whole pipeline, under the built-in policy. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../src/packs/catalogue.ts";
import { PACKS } from "../src/packs/index.ts";
import { judgeIn } from "./support/little-world.ts";

/** What is written as a program: files of knowledge are proven in knowledge.test.ts. */
const WRITTEN = PACKS.filter(pack => !catalogue.some(({ id }) => id === pack.id));

describe.each(WRITTEN.map(pack => [pack.id, pack] as const))("pack %s", (_, pack) => {
  it("has examples both ways", () => {
    expect(pack.examples.some(({ expect }) => expect !== "allow")).toBe(true);
    expect(pack.examples.some(({ expect }) => expect === "allow")).toBe(true);
  });

  it.each(pack.examples.map(example => [example.run, example] as const))("%s", async (run, example) => {
    const { shell } = example;
    const judgement = await judgeIn(example, { kind: "command", text: run, ...(shell && { shell }) });
    const why = judgement.reasons.map(({ rule, points, because }) => `${points} ${rule}: ${because}`).join("\n");
    expect(`${judgement.decision}\n${why}`).toBe(`${example.expect}\n${why}`);
  });
});

it("has one pack per id and per program", () => {
  const ids = PACKS.map(({ id }) => id);
  const programs = PACKS.flatMap(pack => (pack.kind === "program" ? pack.programs : []));
  expect(new Set(ids).size).toBe(ids.length);
  expect(programs.filter((program, i) => programs.indexOf(program) !== i)).toEqual([]);
});

it("lists its packs in alphabetical order", () => {
  const index = readFileSync(join(import.meta.dirname, "../src/packs/index.ts"), "utf8");
  const names = [...index.slice(index.indexOf("export const PACKS")).matchAll(/^ {2}(?:\.\.\.)?(\w+),$/gm)].map(
    m => m[1] ?? "",
  );
  expect(names.length).toBeGreaterThan(100);
  expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
});
