/**
 * No program of the corpus is judged in a time that multiplies with each further word: whoever can stall the guard has
 * an agent whose hook gives up waiting.
 */
import { expect, it } from "vitest";
import { judge } from "../../src/core/pipeline.ts";
import { BUILT_IN } from "../../src/core/policy/policy.ts";
import { PACKS } from "../../src/packs/index.ts";
import { growth } from "../support/growth.ts";
import { readCorpus, SUBJECTS } from "./read-corpus.ts";

/** What options and values look like to an expression that skips them. */
const WORDS = ["--ab ", "-a b ", "a=b ", "'a b' ", "/a ", "-- ", "a.b-c/d "];
const [FEW, MORE] = [12, 22];
/** With a choice between two readings for each further word it is 1,024 times as much. */
const ALLOWED = 16;
/** What takes less, in milliseconds of processor time, is not worth measuring again. */
const NOTICED = 20;

const PROGRAMS = [
  ...new Set(
    SUBJECTS.filter(subject => !subject.startsWith("disguise-"))
      .flatMap(readCorpus)
      .flatMap(({ act }) => (act.kind === "command" ? (/^(?:sudo )?([\w.+-]+)(?= )/.exec(act.text)?.[1] ?? []) : [])),
  ),
];

function judged(text: string): void {
  const act = { kind: "command", text, shell: "bash", cwd: "/w", env: { HOME: "/home/u" }, origin: { agent: "test" } };
  const around = { roots: ["/w"], home: "/home/u", platform: "linux" };
  judge(act as Parameters<typeof judge>[0], new Map(), { packs: PACKS, policy: BUILT_IN, around } as Parameters<
    typeof judge
  >[2]);
}

it(`${PROGRAMS.length} programs with ${WORDS.length} kinds of words`, { timeout: 240_000 }, () => {
  const stalled: string[] = [];
  for (const program of PROGRAMS)
    for (const word of WORDS) {
      const [small, large] = [FEW, MORE].map(times => () => judged(`${program} ${word.repeat(times)}x`));
      if (small === undefined || large === undefined || costOf(large) < NOTICED) continue;
      const grown = growth(small, large, ALLOWED);
      if (grown >= ALLOWED) stalled.push(`${program} ${word}: ${Math.round(grown)} times`);
    }
  expect(stalled).toEqual([]);
});

function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}
