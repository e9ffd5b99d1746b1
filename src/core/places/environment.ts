/** Defines environments and their evidence. */
import type { Evidence, KnownAs } from "./locator.ts";

export const ENVIRONMENTS = ["local", "development", "staging", "unknown", "production"] as const;
/** Ordered by care: an act that reaches several counts as the last of them. */
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

export interface Environment {
  readonly name: EnvironmentName;
  readonly evidence: readonly Evidence[];
  /** The name of the file or variable that leads there, if it claims an environment of less care. */
  readonly called?: { readonly name: EnvironmentName; readonly evidence: Evidence };
  /** The names by which a person can mark it as another environment, the most precise of each place first. */
  readonly places?: readonly KnownAs[];
}

export function mostCareful(...all: readonly Environment[]): Environment {
  const strongest = all.reduce((index, { name }) => Math.max(index, ENVIRONMENTS.indexOf(name)), 0);
  const same = all.filter(({ name }) => name === ENVIRONMENTS[strongest]);
  const [only] = same;
  if (only !== undefined && same.length === 1) return only;
  const called = same.find(one => one.called !== undefined)?.called;
  const places = same.flatMap(one => one.places ?? []);
  const evidence = same.flatMap(one => one.evidence);
  return {
    name: ENVIRONMENTS[strongest] ?? "local",
    evidence,
    ...(called && { called }),
    ...(places.length > 0 && { places }),
  };
}

/** The environment of an act without effects. */
export const NOWHERE: Environment = { name: "local", evidence: [] };
