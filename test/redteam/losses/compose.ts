/** One composed command: a loss of a spelled target, in up to three wrappings. */
import { loss } from "./losing.ts";
import { Random, seedOf } from "./random.ts";
import { wrapped } from "./wrapping.ts";

/** Longer ones say nothing new, and are slow to read. */
const MAX_LENGTH = 4000;

/** The command number `index` of the run `seed`; the same for the same numbers. */
export function composed(seed: number, index: number): string {
  const r = new Random(seedOf(seed, index));
  for (;;) {
    const statements = [...(r.chance(0.2) ? [r.pick(HARMLESS)] : []), ...loss(r)];
    const lines = statements.some(one => one.includes("\n"));
    const script = statements.join(lines ? "\n" : r.pick(["; ", "\n", " && "]));
    const text = wrapped(script, r, r.pick([0, 0, 1, 1, 1, 2, 2, 3]));
    if (text.length <= MAX_LENGTH) return text;
  }
}

const HARMLESS = ["set -e", "ls > /dev/null", "echo start", "pwd", "x=1", "set -u", "umask 022"] as const;
