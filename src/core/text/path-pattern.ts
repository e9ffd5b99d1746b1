/** Compiles path globs to regular expressions: `*` matches within a name, `**` across folders. */
import { literalPattern } from "./literal-pattern.ts";

/** The source of a pattern that fits such a path; without anchors. */
export function pathSource(path: string): string {
  const wild = (part: string) => (part.startsWith("**") ? ".*" : part === "*" ? "[^/]*" : literalPattern(part));
  return path
    .split(/(\*\*\/?|\*)/)
    .map(wild)
    .join("");
}

/** Matches paths that end in one of `paths`, from a `/` or the start on; an empty list matches nothing. */
export function endsIn(paths: readonly string[]): RegExp {
  return paths.length === 0 ? NONE : new RegExp(`(?:^|/)(?:${paths.map(pathSource).join("|")})$`);
}

/** Matches exactly one of `paths`; an empty list matches nothing. */
export function isOneOf(paths: readonly string[]): RegExp {
  return paths.length === 0 ? NONE : new RegExp(`^(?:${paths.map(pathSource).join("|")})$`);
}

/** Matches nothing. */
const NONE = /(?!)/;
