/** Regular expressions put together from parts that a person can read. */

/** An expression without regard to its flags, the source of one, or a list of which any one may stand there. */
export type Part = RegExp | string | readonly Part[];

/** Takes words between white space, each of which may be the source of an expression; gives them as a list. */
export function words({ raw }: TemplateStringsArray): string[] {
  return raw.join("").trim().split(/\s+/);
}

/** Takes alternatives and flags; gives the expression that finds any one of them. */
export function anyOf(parts: readonly Part[], flags?: string): RegExp {
  return new RegExp(alternatives(parts), flags);
}

/** Takes alternatives and flags; gives the expression for a text that is one of them from its start to its end. */
export function wholly(parts: readonly Part[], flags?: string): RegExp {
  return inOrder([/^/, parts, /$/], flags);
}

/** Takes parts and flags; gives the expression for one part behind the other. Alternatives are a list among them. */
export function inOrder(parts: readonly Part[], flags?: string): RegExp {
  return new RegExp(parts.map(sourceOf).join(""), flags);
}

/** Takes alternatives; gives a part that keeps what stands there, as a group with a number. */
export function captured(parts: readonly Part[]): string {
  return `(${alternatives(parts)})`;
}

function alternatives(parts: readonly Part[]): string {
  return parts.map(sourceOf).join("|");
}

function sourceOf(part: Part): string {
  if (typeof part === "string") return part;
  return part instanceof RegExp ? part.source : `(?:${alternatives(part)})`;
}
