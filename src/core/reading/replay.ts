/**
 * Reuses the reading of an identical command in the same position: texts that repeat themselves thousands of times are
 * read once.
 */

import type { Spent } from "../effects/budget.ts";
import type { Cause } from "../effects/cause.ts";
import type { Effect } from "../effects/effect.ts";
import type { Invocation, Redirect, Stdin } from "../effects/pack.ts";
import type { Earlier, Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import type { Piece, Word } from "../text/words.ts";

/** The position of a command in an act. */
export interface Standing {
  readonly depth: number;
  /** The span of the outer command; undefined in the action's own text. */
  readonly span: Span | undefined;
  /** Offset of its text in the action's own; undefined when the text does not occur there literally. */
  readonly offset: number | undefined;
  readonly cause: Cause | undefined;
  /** Counts changes of state by earlier commands on which later commands depend. */
  readonly chosen: number;
}

/** One command as it was read, with the result. */
export interface Occurrence {
  readonly invocation: Invocation;
  readonly at: Standing;
  readonly effects: readonly Effect[];
  /** The chain that leads to each effect, by the same index. */
  readonly causes: readonly (Cause | undefined)[];
  /** What it took of the budget, itself not included. */
  readonly spent: Spent;
}

/** Remembers the results of the commands of one act. */
export class Repeats {
  /** The last one for each command text: what changed between two of them mostly stays changed. */
  readonly #last = new Map<string, Occurrence>();
  /** Effects that are an earlier one at another place of the text, with that one. */
  readonly twins = new Map<Effect, Effect>();

  remember(command: string, occurrence: Occurrence): void {
    this.#last.set(command, occurrence);
  }

  /** The earlier occurrence of the same command where nothing has changed since that it could tell. */
  of(command: string, invocation: Invocation, at: Standing): Occurrence | undefined {
    const last = this.#last.get(command);
    return last && isSame(last, invocation, at) ? last : undefined;
  }

  /** Returns copies of the effects of `last`, with their spans moved to the repeated command. */
  effectsAt({ span: again }: Invocation, last: Occurrence): Effect[] {
    const from = last.invocation.span?.start ?? 0;
    const by = last.at.offset === undefined ? 0 : (again?.start ?? from) - from;
    return last.effects.map(effect => {
      const { span } = effect;
      const twin = { ...effect, ...(span && { span: { start: span.start + by, end: span.end + by } }) };
      this.twins.set(twin, this.twins.get(effect) ?? effect);
      return twin;
    });
  }
}

function isSame(last: Occurrence, invocation: Invocation, at: Standing): boolean {
  const before = last.invocation;
  return (
    (last.at === at ||
      (last.at.depth === at.depth &&
        last.at.span === at.span &&
        last.at.cause === at.cause &&
        last.at.chosen === at.chosen)) &&
    before.program === invocation.program &&
    before.made === undefined &&
    invocation.made === undefined &&
    isSameScope(before.scope, invocation.scope) &&
    isSameInput(before.stdin, invocation.stdin) &&
    areSameWords(before.argv, invocation.argv) &&
    areSameRedirects(before.redirects, invocation.redirects) &&
    (at.offset === undefined || standAlike(last, invocation, at.offset))
  );
}

/** Whether words and effects have the same offsets within both commands, so that spans only need to be moved. */
function standAlike({ invocation: { span, argv }, effects }: Occurrence, other: Invocation, offset: number): boolean {
  if (span === undefined || other.span === undefined) return span === other.span;
  const by = other.span.start - span.start;
  const placed = { start: span.start + offset, end: span.end + offset };
  return (
    other.span.end - span.end === by &&
    argv.every((word, i) => isMoved(word.span, other.argv[i]?.span, by)) &&
    effects.every(effect => effect.span === undefined || isInside(effect.span, placed))
  );
}

function isMoved(from: Span | undefined, to: Span | undefined, by: number): boolean {
  return from === undefined || to === undefined
    ? from === to
    : to.start - from.start === by && to.end - from.end === by;
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function isSameScope(a: Scope, b: Scope): boolean {
  return (
    a.cwd === b.cwd &&
    (a.cwd !== null || (a.either === b.either && a.within === b.within)) &&
    a.variables === b.variables &&
    a.origins === b.origins &&
    a.given === b.given &&
    a.elsewhere === b.elsewhere &&
    a.container === b.container &&
    a.committed === b.committed &&
    a.guessed === b.guessed &&
    a.own === b.own &&
    a.ownServer === b.ownServer &&
    a.narrowed === b.narrowed &&
    areSame(a.via, b.via) &&
    isSameEarlier(a.earlier, b.earlier)
  );
}

function isSameEarlier(a: Earlier | undefined, b: Earlier | undefined): boolean {
  if (a === b) return true;
  return (
    a !== undefined &&
    b !== undefined &&
    a.written === b.written &&
    a.derived === b.derived &&
    a.moved === b.moved &&
    a.copied === b.copied &&
    a.linked === b.linked &&
    a.moves === b.moves &&
    isSameSet(a.fresh, b.fresh) &&
    isSameSet(a.anew, b.anew) &&
    isSameSet(a.absent, b.absent) &&
    isSameSet(a.begun, b.begun)
  );
}

function isSameSet(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a === b || ((a?.size ?? 0) === 0 && (b?.size ?? 0) === 0);
}

function isSameInput(a: Stdin, b: Stdin): boolean {
  if (a === b) return true;
  if (a.kind === "none") return b.kind === "none";
  if (a.kind === "text") return b.kind === "text" && a.text === b.text && areSameProducers(a.producer, b.producer);
  if (a.kind === "file") return b.kind === "file" && isSameWord(a.path, b.path);
  if (b.kind !== "pipe" || !areSameProducers(a.producer, b.producer)) return false;
  return a.from === b.from || (a.from !== undefined && b.from !== undefined && isSameInput(a.from, b.from));
}

function areSameProducers(a: readonly Word[] | undefined, b: readonly Word[] | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && areSameWords(a, b));
}

function areSameRedirects(a: readonly Redirect[], b: readonly Redirect[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ operator, beside, target }, i) => {
      const other = b[i];
      return other?.operator === operator && other.beside === beside && isSameWord(target, other.target);
    })
  );
}

function areSameWords(a: readonly Word[], b: readonly Word[]): boolean {
  return (
    a.length === b.length &&
    a.every((word, i) => {
      const other = b[i];
      return other !== undefined && isSameWord(word, other);
    })
  );
}

function isSameWord(a: Word, b: Word): boolean {
  return (
    a === b ||
    (a.text === b.text &&
      a.value === b.value &&
      a.glob === b.glob &&
      a.pieces.length === b.pieces.length &&
      a.pieces.every((piece, i) => isSamePiece(piece, b.pieces[i])))
  );
}

function isSamePiece(a: Piece, b: Piece | undefined): boolean {
  if (b === undefined || a.quoted !== b.quoted) return false;
  return a.kind === "text"
    ? b.kind === "text" && a.value === b.value
    : b.kind === "hole" && a.of === b.of && a.from === b.from && areSame(a.may ?? [], b.may ?? []);
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, i) => text === b[i]));
}
