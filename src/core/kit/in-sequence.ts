/**
 * Combines expressions that must match in order, with anything between them, in linear time. As one expression
 * (`first.*then`) each match of the first would search the whole rest for the other: a text of nothing but the first
 * takes quadratic time. Only the first match is kept here: whatever follows a later one follows it too.
 */

/** A text in which each part stands somewhere behind the one before. No part may end in what can swallow the next one. */
export function inSequence(...parts: readonly RegExp[]): RegExp {
  return chained("[\\s\\S]", "", parts);
}

/** The same within one line. No part may hold to the beginning or the end of the text. */
export function onOneLine(...parts: readonly RegExp[]): RegExp {
  return chained(".", "m", parts);
}

/** A lookahead is atomic: it keeps its first match, which the back-reference then consumes. */
function chained(any: string, anchors: string, parts: readonly RegExp[]): RegExp {
  const sources = parts.map(({ source }) => `(?:${source})`);
  const last = sources.pop() ?? "";
  const kept = sources.map((source, i) => `(?=(?<kept${i}>${any}*?${source}))\\k<kept${i}>`);
  const flags = new Set([...parts.flatMap(part => [...part.flags]), ...anchors]);
  return new RegExp(`^${kept.join("")}${any}*${last}`, [...flags].join(""));
}
