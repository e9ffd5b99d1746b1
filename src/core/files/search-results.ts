/** Collects the results of reading one text, and enforces its limits. */

import type { Invocation } from "../effects/pack.ts";
import type { Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import type { Word } from "../text/words.ts";

/** A redirect that opens a file for writing, of any command or of none (`> file`). */
export interface Write {
  readonly target: Word;
  readonly operator: string;
  readonly scope: Scope;
  readonly span?: Span;
  /** The file is only emptied. */
  readonly blank?: true;
}

export interface Unreadable {
  readonly because: string;
  readonly span?: Span;
}

/** Thrown inside a reading when a limit is exceeded. The reader catches it and reports the text as unread. */
export class OutOfBudget extends Error {}

/** Ample for an agent: iterations of unrolled loops and calls of functions each count. */
const MAX_STEPS = 4000;
const MAX_WORDS = 20_000;
/** The limit for one command, because each argument may be a target that is checked on its own. */
export const MAX_ARGUMENTS = 5000;
const MAX_WRITES = 500;
/** Characters that variables may add to all words together: a long value may be used thousands of times. */
const MAX_EXPANDED = 512 * 1024;

/** A reserved position in reading order: a command is listed before those that its substitutions run. */
export class Slot {
  /** Arrays of exact size, because thousands of them are kept until the text is read. */
  found: readonly Invocation[] = NONE;

  push(invocation: Invocation): void {
    this.found = this.found.length === 0 ? [invocation] : [...this.found, invocation];
  }
}

const NONE: readonly Invocation[] = [];

export class SearchResults {
  private readonly slots: Slot[] = [];
  readonly writes: Write[] = [];
  readonly unreadable: Unreadable[] = [];
  /** Descriptions of what starts ever more processes. */
  readonly endless = new Set<string>();
  /** Greater than zero while commands are read only for their changes to variables and files. */
  private muted = 0;
  private steps = 0;
  private words = 0;
  private characters = 0;

  reserve(): Slot {
    const slot = new Slot();
    if (this.muted === 0) this.slots.push(slot);
    return slot;
  }

  write(write: Write): void {
    if (this.muted > 0) return;
    this.writes.push(write);
    if (this.writes.length > MAX_WRITES) throw new OutOfBudget("it writes more files than can be followed");
  }

  cannotRead(because: string, span?: Span): void {
    if (this.muted > 0 || this.unreadable.some(other => other.because === because)) return;
    this.unreadable.push({ because, ...(span && { span }) });
  }

  neverEnds(because: string): void {
    if (this.muted === 0) this.endless.add(because);
  }

  spend(words = 0): void {
    this.steps++;
    this.words += words;
    if (this.steps > MAX_STEPS || this.words > MAX_WORDS || words > MAX_ARGUMENTS)
      throw new OutOfBudget("it holds more commands than can be followed");
  }

  /** Counts the characters of a value that was put into a word. */
  expanded(characters: number): void {
    this.characters += characters;
    if (this.characters > MAX_EXPANDED) throw new OutOfBudget("its variables expand to more text than can be followed");
  }

  /** Runs `read` without recording what it finds. */
  quietly<T>(read: () => T): T {
    this.muted++;
    try {
      return read();
    } finally {
      this.muted--;
    }
  }

  /** Runs `read` and puts its results at the position that `slot` reserved. */
  into<T>(slot: Slot, read: () => T): T {
    const start = this.slots.length;
    try {
      return read();
    } finally {
      slot.found = [...slot.found, ...this.slots.splice(start).flatMap(({ found }) => found)];
    }
  }

  /** Whether results are recorded at the moment. */
  get records(): boolean {
    return this.muted === 0;
  }

  /** Replaces recorded results of a program by what has become known since. */
  revise(program: string, change: (invocation: Invocation) => readonly Invocation[]): void {
    for (const slot of this.slots)
      if (slot.found.some(one => one.program === program))
        slot.found = slot.found.flatMap(one => (one.program === program ? change(one) : [one]));
  }

  get invocations(): readonly Invocation[] {
    const all: Invocation[] = [];
    for (const slot of this.slots) for (const invocation of slot.found) all.push(invocation);
    return all;
  }
}
