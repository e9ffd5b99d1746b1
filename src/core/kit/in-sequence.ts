/**
 * Expressions that stand one behind the other, with anything between them. Written as one expression (`first.*then`) each
 * place where the first one fits would look through the whole rest for the other: a text of nothing but the first takes
 * a time that grows with its square. Here the first place is kept: whatever stands behind a later one stands behind it.
 */

/** A text in which each part stands somewhere behind the one before. No part may end in what can swallow the next one. */
export function inSequence(...parts: readonly RegExp[]): RegExp {
  return chained("[\\s\\S]", "", parts);
}

/** The same within one line. No part may hold to the beginning or the end of the text. */
export function onOneLine(...parts: readonly RegExp[]): RegExp {
  return chained(".", "m", parts);
}

/** A lookahead keeps its first match, and the reference takes it over. */
function chained(any: string, anchors: string, parts: readonly RegExp[]): RegExp {
  const sources = parts.map(({ source }) => `(?:${source})`);
  const last = sources.pop() ?? "";
  const kept = sources.map((source, i) => `(?=(?<kept${i}>${any}*?${source}))\\k<kept${i}>`);
  const flags = new Set([...parts.flatMap(part => [...part.flags]), ...anchors]);
  return new RegExp(`^${kept.join("")}${any}*${last}`, [...flags].join(""));
}
