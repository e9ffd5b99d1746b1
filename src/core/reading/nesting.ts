/** Where in an act something is read: how deep, behind which commands, and at which place of the action's own text. */
import type { Cause } from "../effects/cause.ts";
import type { Effect } from "../effects/effect.ts";
import type { Span } from "../text/span.ts";

/** Where in an act something is read. */
export interface Nesting {
  readonly depth: number;
  /** The span of the outer command, when the text is not the action's own. */
  readonly span: Span | undefined;
  readonly cause: Cause | undefined;
  /** Where the text stands in the action's own, when it stands there as it is read. */
  readonly offset?: number | undefined;
}

/** Of the action's own text. */
export const OUTERMOST: Nesting = { depth: 0, span: undefined, cause: undefined };

/** A text that is not the action's own lies where its command does, or where it stands as it is read. */
export function spanOf(inner: { readonly span?: Span }, at: Nesting): Span {
  return placeIn(inner.span, at) ?? { start: 0, end: 0 };
}

/** Of an effect that was found in an embedded text: where that is in the action's own. */
export function placed(effect: Effect, at: Nesting): Effect {
  return at.span ? { ...effect, span: placeIn(effect.span, at) ?? at.span } : effect;
}

/** Where `span` of an embedded text is in the action's own; undefined where that is not known. */
export function placeIn(span: Span | undefined, { span: outer, offset }: Nesting): Span | undefined {
  if (outer === undefined) return span;
  return span && offset !== undefined ? { start: span.start + offset, end: span.end + offset } : outer;
}
