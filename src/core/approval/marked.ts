/** Prepares an act's text for the card: masks secrets, reveals hidden characters, and maps the dangerous spans. */

import { maskSecrets } from "../text/masking.ts";
import type { Span } from "../text/span.ts";
import { revealHidden } from "./reveal.ts";

/** Unicode noncharacters, which valid text does not contain. They carry the spans through masking and revealing. */
const OPEN = "\uFDD0";
const CLOSE = "\uFDD1";

/** Returns `text` as the card shows it, and the spans in that text. */
export function showMarked(text: string, spans: readonly Span[]): { text: string; marked: Span[] } {
  const plain = text.replace(/[\uFDD0\uFDD1]/g, "\uFFFD");
  const cuts = joined(spans).flatMap(({ start, end }) => [start, end]);
  const pieces = [0, ...cuts].map((cut, i) => plain.slice(cut, cuts[i]));
  const carried = pieces.map((piece, i) => (i === 0 ? piece : `${i % 2 === 1 ? OPEN : CLOSE}${piece}`)).join("");
  const [first = "", ...rest] = revealHidden(maskSecrets(carried)).split(OPEN);
  let shown = first;
  const marked: Span[] = [];
  for (const part of rest) {
    const [inside = "", after = ""] = part.split(CLOSE);
    marked.push({ start: shown.length, end: shown.length + inside.length });
    shown += inside + after;
  }
  return { text: shown, marked };
}

/** Sorts spans and merges those that overlap. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && span.start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else out.push(span);
  }
  return out;
}
