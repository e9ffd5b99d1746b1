/** Remembers what a person has allowed, and proposes a rule after the third question alike. */
import type { Action } from "../../core/action/action.ts";
import { proposeRule, type Yes, yesTo } from "../../core/policy/proving/propose.ts";
import { maskSecrets } from "../../core/text/masking.ts";
import type { Proposal } from "../../wire/guard.ts";
import type { Weighed } from "../hook/flow.ts";
import type { Clock } from "./clock.ts";

const TIMES = 3;
const MAX_SHAPES = 200;
const MAX_KEPT = 20;

interface Kept extends Yes {
  readonly at: number;
}

export class Yeses {
  /** By shape; the most recent one is last. */
  readonly #said = new Map<string, readonly Kept[]>();

  constructor(readonly clock: Clock) {}

  /** Notes an allowed act. Returns the rule that would have spared the question, if it is the third one alike. */
  note(action: Action, { judgement, policy }: Weighed): Proposal | undefined {
    const yes = yesTo(action, judgement);
    if (!yes) return undefined;
    const before = this.#said.get(yes.shape) ?? [];
    const [first = { ...yes, at: this.clock.now() }, ...more] = [...before, { ...yes, at: this.clock.now() }].slice(
      -MAX_KEPT,
    );
    this.#said.delete(yes.shape);
    this.#said.set(yes.shape, [first, ...more]);
    for (const oldest of [...this.#said.keys()].slice(0, Math.max(0, this.#said.size - MAX_SHAPES)))
      this.#said.delete(oldest);
    if (more.length + 1 !== TIMES) return undefined;
    const covers = [first, ...more].map(({ at, command }) => ({ at, text: maskSecrets(command) }));
    return { rule: proposeRule([first, ...more], new Set(policy.rules.map(({ id }) => id))), covers };
  }
}
