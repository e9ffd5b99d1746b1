/** Limits how much of one act is read. The limits are generous; exceeding one is a finding, never silence. */

import type { Span } from "../text/span.ts";
import type { Effect } from "./effect.ts";

export const MAX_DEPTH = 12;
export const MAX_INVOCATIONS = 2000;
const MAX_CHARACTERS = 256 * 1024;

/** Cuts a list of commands or texts to one more than the budget allows: reading that one reports the rest. */
export function handedBack<T>(all: readonly T[]): T[] {
  return all.slice(0, MAX_INVOCATIONS + 1);
}

/** The finding for a part that is not read; `because` gives the reason. */
export function notRead(because: string, span: Span | undefined, source = "reader"): Effect {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: "unreadable command",
    reach: "unknown",
    recovery: "none",
    certainty: "certain",
    source,
    says: `could do anything: ${because}`,
    ...(span && { span }),
  };
}

/** A part of the budget. */
export interface Spent {
  readonly invocations: number;
  readonly characters: number;
}

const NOTHING: Spent = { invocations: 0, characters: 0 };

/** What one reading has spent so far. */
export class Budget {
  private invocations = 0;
  private characters = 0;

  get spent(): Spent {
    return { invocations: this.invocations, characters: this.characters };
  }

  /** What was used since an earlier `spent`. */
  since({ invocations, characters }: Spent): Spent {
    if (this.invocations === invocations && this.characters === characters) return NOTHING;
    return { invocations: this.invocations - invocations, characters: this.characters - characters };
  }

  /** Counts one command, and says whether it is within the budget, the first beyond it, or a later one. */
  command(): "in" | "first beyond" | "beyond" {
    this.invocations++;
    if (this.invocations <= MAX_INVOCATIONS) return "in";
    return this.invocations === MAX_INVOCATIONS + 1 ? "first beyond" : "beyond";
  }

  /** Counts `text`, and says whether the budget still allows for it. */
  affords(text: string): boolean {
    this.characters += text.length;
    return this.characters <= MAX_CHARACTERS;
  }

  /** Counts the cost of a reading that is reused. Returns false, and counts nothing, where it exceeds the budget. */
  takes({ invocations, characters }: Spent): boolean {
    const all = { invocations: this.invocations + invocations, characters: this.characters + characters };
    if (all.invocations > MAX_INVOCATIONS || all.characters > MAX_CHARACTERS) return false;
    this.invocations = all.invocations;
    this.characters = all.characters;
    return true;
  }
}
