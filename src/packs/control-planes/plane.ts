/** Defines what the table of control planes says of a service, and matches calls against it. */
import type { Mark, ResourceKind, Verb } from "../../core/effects/effect.ts";
import { splitName } from "../../core/effects/names.ts";
import type { HttpPlace } from "../../core/languages/http/place.ts";

/** What a call does: verb, resource, the target in a person's words, and marks. Null: nothing is lost. */
export type RouteDoes = readonly [verb: Verb, resource: ResourceKind, what: string, ...marks: Mark[]] | null;

export interface ControlPlane {
  /** The service's name for sentences. */
  readonly name: string;
  /** Patterns for `isServedBy`. */
  readonly hosts: readonly string[];
  /** Only calls with such a path count, for ports that other programs use as well. */
  readonly under?: readonly string[];
  /**
   * Maps `DELETE|POST /v1/apps/*` to what it does. `*` is one segment, `**` at the end any rest, and `?v` after it a
   * parameter that must be on. The first match counts.
   */
  readonly routes?: Readonly<Record<string, RouteDoes>>;
  /** The resource of a path segment in a `DELETE`, where the general nouns do not tell. */
  readonly nouns?: Readonly<Record<string, ResourceKind>>;
}

/** Tells whether the plane serves `path`, if it shares its port with others. */
export function isUnder({ under }: ControlPlane, path: string): boolean {
  return under === undefined || under.some(start => path.startsWith(start));
}

/** Returns what the table says of the call; undefined when it does not know it. */
export function routeOf(
  { routes }: ControlPlane,
  method: string,
  { path, query }: Pick<HttpPlace, "path" | "query">,
): RouteDoes | undefined {
  const segments = path.split("/").filter(Boolean);
  const found = Object.entries(routes ?? {}).find(([route]) => {
    const [methods = "", whole = ""] = route.split(" ");
    const [pattern = "", flag] = whole.split("?");
    if (flag !== undefined && !/^(?:1|true)$/i.test(query.get(flag) ?? "")) return false;
    return methods.split("|").includes(method) && fits(pattern.split("/").filter(Boolean), segments);
  });
  return found?.[1];
}

/** Returns the resource of the last segment that the plane's own nouns name. */
export function nounIn({ nouns }: ControlPlane, path: string): ResourceKind | undefined {
  for (const segment of path.split("/").filter(Boolean).reverse()) {
    const noun = nouns?.[segment] ?? nouns?.[splitName(segment).at(-1) ?? ""];
    if (noun) return noun;
  }
  return undefined;
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  const rest = pattern.at(-1) === "**";
  const fixed = rest ? pattern.slice(0, -1) : pattern;
  if (rest ? segments.length < fixed.length : segments.length !== fixed.length) return false;
  return fixed.every((part, i) => part === "*" || part.split("|").includes(segments[i] ?? ""));
}
