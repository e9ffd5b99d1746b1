/** Clauses of a card from a table's words: a third-person verb, and the names of what it is done to where they belong. */

/**
 * `deletes the repository {} with its issues` and `acme/shop` → `deletes the repository acme/shop with its issues`.
 * `{}` stands for all names, `{1}` for the first of them; `[ with the chart {2}]` is left out where that name is
 * missing. Without any of these the names come last. Without names, what would lead to them goes as well.
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

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
