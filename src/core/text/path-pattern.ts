/** Paths with stars as patterns: `*` fits in a name, `**` goes through folders. */
import { literalPattern } from "./literal-pattern.ts";

/** The source of a pattern that fits such a path; without anchors. */
export function pathSource(path: string): string {
  const wild = (part: string) => (part.startsWith("**") ? ".*" : part === "*" ? "[^/]*" : literalPattern(part));
  return path
    .split(/(\*\*\/?|\*)/)
    .map(wild)
    .join("");
}

/** Fits the paths that end in one of these, from a name on; none where there are none. */
export function endsIn(paths: readonly string[]): RegExp {
  return paths.length === 0 ? NONE : new RegExp(`(?:^|/)(?:${paths.map(pathSource).join("|")})$`);
}

/** Fits what is one of these as a whole; none where there are none. */
export function isOneOf(paths: readonly string[]): RegExp {
  return paths.length === 0 ? NONE : new RegExp(`^(?:${paths.map(pathSource).join("|")})$`);
}

/** Fits nothing. */
const NONE = /(?!)/;
