/** Builds clauses of a card from a table's words: a third-person verb, with the names of its targets filled in. */

/**
 * Fills `names` into a clause: `deletes the repository {} with its issues` →
 * `deletes the repository acme/shop with its issues`. `{}` stands for all names, `{1}` for the first;
 * `[ with the chart {2}]` is dropped where that name is missing. Names come last by default; without any, a trailing
 * `of`, `:` or comma is dropped.
 */
export function clauseOf(says: string, names: readonly string[]): string {
  if (!/\{\d?\}/.test(says))
    return names.length === 0 ? says.replace(/(?:,? of|:|,)$/, "") : `${says} ${names.join(", ")}`;
  const filled = (part: string) =>
    part.replace(/\{(\d?)\}/g, (_, place: string) => (place === "" ? listed(names) : (names[Number(place) - 1] ?? "")));
  const isMissing = (part: string) =>
    [...part.matchAll(/\{(\d?)\}/g)].some(
      ([, place = ""]) => names[place === "" ? 0 : Number(place) - 1] === undefined,
    );
  const chosen = says.replace(/\[([^\]]*\{\d?\}[^\]]*)\]/g, (_, part: string) => (isMissing(part) ? "" : part));
  return filled(chosen).replace(/ {2,}/g, " ").trim();
}

/** Joins names as in a sentence: `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
