/** Tracks the position of an embedded text: its depth, the commands around it, and its span in the action's text. */
import type { Cause } from "../effects/cause.ts";
import type { Effect } from "../effects/effect.ts";
import type { Span } from "../text/span.ts";

/** The position of a text inside an act. */
export interface Nesting {
  readonly depth: number;
  /** The span of the outer command; undefined in the action's own text. */
  readonly span: Span | undefined;
  readonly cause: Cause | undefined;
  /** Offset of the text in the action's own, where it occurs there literally. */
  readonly offset?: number | undefined;
}

/** Of the action's own text. */
export const OUTERMOST: Nesting = { depth: 0, span: undefined, cause: undefined };

/** The span of an embedded text in the action's own: where it occurs literally, or else its command's. */
export function spanOf(inner: { readonly span?: Span }, at: Nesting): Span {
  return placeIn(inner.span, at) ?? { start: 0, end: 0 };
}

/** Converts the span of an effect in an embedded text to one in the action's own. */
export function placed(effect: Effect, at: Nesting): Effect {
  return at.span ? { ...effect, span: placeIn(effect.span, at) ?? at.span } : effect;
}

/** Where `span` of an embedded text is in the action's own; undefined where that is not known. */
export function placeIn(span: Span | undefined, { span: outer, offset }: Nesting): Span | undefined {
  if (outer === undefined) return span;
  return span && offset !== undefined ? { start: span.start + offset, end: span.end + offset } : outer;
}
