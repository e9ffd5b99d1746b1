/** Finds duplicate effects of one command: a list may name the same target a thousand times. */
import type { Effect } from "../effects/effect.ts";

export class Alike {
  readonly #first = new Map<string, Effect>();

  /** Returns the earlier effect that differs from this one only in its span, and remembers a new one. */
  of(effect: Effect): Effect | undefined {
    const first = this.#first.get(effect.target);
    if (first === undefined) this.#first.set(effect.target, effect);
    return first !== undefined && isSame(first, effect) ? first : undefined;
  }
}

function isSame(one: Effect, other: Effect): boolean {
  return (
    one.verb === other.verb &&
    one.resource === other.resource &&
    one.reach === other.reach &&
    one.recovery === other.recovery &&
    one.certainty === other.certainty &&
    one.source === other.source &&
    one.says === other.says &&
    one.path === other.path &&
    one.movedTo === other.movedTo &&
    one.command === other.command &&
    one.instead === other.instead &&
    areSame(one.covers, other.covers) &&
    areSame(one.marks, other.marks) &&
    areSame(one.at, other.at) &&
    areSame(one.beyond, other.beyond)
  );
}

/** Compares plain data deeply. */
function areSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const entries = Object.entries(one);
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([key, value]) => key in other && areSame(value, other[key as keyof typeof other]))
  );
}
