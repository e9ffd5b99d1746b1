/** How much of one act is read. Generous for an agent; what exceeds it is a finding, never silence. */

import type { Span } from "../text/span.ts";
import type { Effect } from "./effect.ts";

export const MAX_DEPTH = 12;
export const MAX_INVOCATIONS = 2000;
const MAX_CHARACTERS = 256 * 1024;

/** The commands or texts that a reader hands back: one more than the budget has, so that the rest is a finding there. */
export function handedBack<T>(all: readonly T[]): T[] {
  return all.slice(0, MAX_INVOCATIONS + 1);
}

/** What a reader says of a part that it does not read. */
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

  /** What was spent since then. */
  since({ invocations, characters }: Spent): Spent {
    if (this.invocations === invocations && this.characters === characters) return NOTHING;
    return { invocations: this.invocations - invocations, characters: this.characters - characters };
  }

  /** Counts one command: whether it may be read, or is the first that may not. */
  command(): "in" | "first beyond" | "beyond" {
    this.invocations++;
    if (this.invocations <= MAX_INVOCATIONS) return "in";
    return this.invocations === MAX_INVOCATIONS + 1 ? "first beyond" : "beyond";
  }

  /** Counts `text`: whether it may be read. */
  affords(text: string): boolean {
    this.characters += text.length;
    return this.characters <= MAX_CHARACTERS;
  }

  /** Counts what was read before, instead of reading it again; false, and nothing counted, where that is too much. */
  takes({ invocations, characters }: Spent): boolean {
    const all = { invocations: this.invocations + invocations, characters: this.characters + characters };
    if (all.invocations > MAX_INVOCATIONS || all.characters > MAX_CHARACTERS) return false;
    this.invocations = all.invocations;
    this.characters = all.characters;
    return true;
  }
}
