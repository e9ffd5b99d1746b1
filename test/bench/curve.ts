/**
 * How judging grows with the length of a text: time per character must not rise. Each text is judged once, by a warm
 * engine; facts are not gathered.
 */
import type { CommandAction } from "../../src/core/action/action.ts";
import { judge } from "../../src/core/pipeline.ts";
import { BUILT_IN } from "../../src/core/policy/policy.ts";
import { PACKS } from "../../src/packs/index.ts";
import "../support/agents.ts";
import { median, table } from "./numbers.ts";
import { SHAPES, type Shape } from "./shapes.ts";

const LENGTHS = [100, 300, 1_000, 3_000, 10_000, 30_000, 64_000, 128_000];
const ROUNDS = 9;
const WARM_UP = 3;

/** Two tables: every shape at every length, and how many times longer ten times the text takes at most. */
export function benchCurve(): string {
  const parts = (["ordinary", "hostile"] as const).map(kind => {
    const times = SHAPES.filter(shape => shape.kind === kind).map(shape => ({
      shape,
      times: LENGTHS.map(timesOf(shape)),
    }));
    const rows = times.map(({ shape, times }) => [shape.name, ...times.map(time => time.toFixed(2)), grown(times)]);
    return [
      `Judging ${kind} texts by their length, ms`,
      table([["", ...LENGTHS.map(length => `${length}`), "10 × from 1 kB"], ...rows]),
      worst(
        times.map(({ shape, times }) => ({ name: shape.name, times })),
        kind === "ordinary" ? 10_000 : 128_000,
      ),
    ].join("\n");
  });
  return parts.join("\n\n");
}

/** The slowest up to `length`: the figure that a promise is held against. */
function worst(all: readonly { readonly name: string; readonly times: readonly number[] }[], length: number): string {
  const upTo = LENGTHS.filter(each => each <= length).length;
  const slowest = all
    .map(({ name, times }) => ({ name, time: Math.max(...times.slice(0, upTo)) }))
    .sort((a, b) => b.time - a.time)[0];
  return slowest ? `slowest up to ${length} characters: ${slowest.name}, ${slowest.time.toFixed(1)} ms` : "";
}

/** Time at 10 kB as a multiple of that at 1 kB: about ten where work is in proportion to the length. */
function grown(times: readonly number[]): string {
  const [at1, at10] = [times[LENGTHS.indexOf(1_000)] ?? 0, times[LENGTHS.indexOf(10_000)] ?? 0];
  return (at10 / Math.max(at1, 0.01)).toFixed(1);
}

function timesOf({ text, shell }: Shape): (length: number) => number {
  return length => {
    const times: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const action: CommandAction = {
        kind: "command",
        text: text(length, round),
        shell,
        cwd: "/work",
        origin: { agent: "bench" },
      };
      const engine = { packs: PACKS, policy: BUILT_IN, around: { roots: ["/work"], platform: "linux" } } as const;
      const started = performance.now();
      judge(action, new Map(), engine);
      if (round >= WARM_UP) times.push(performance.now() - started);
    }
    return median(times);
  };
}
