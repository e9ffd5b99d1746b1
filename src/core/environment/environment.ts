/** Where an act lands, and what says so. */
import type { Evidence, KnownAs } from "../effects/effect.ts";

export const ENVIRONMENTS = ["local", "development", "staging", "unknown", "production"] as const;
/** In order of care: an act that reaches several counts as the last of them. */
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

export interface Environment {
  readonly name: EnvironmentName;
  readonly evidence: readonly Evidence[];
  /** What the file or variable that leads there is called, where that says less care than the place needs. */
  readonly called?: { readonly name: EnvironmentName; readonly evidence: Evidence };
  /** What a person can mark as another environment, the strongest name of each place first. */
  readonly places?: readonly KnownAs[];
}

export function mostCareful(a: Environment, b: Environment): Environment {
  const called = a.called ?? b.called;
  if (a.name === b.name) {
    const places = [...(a.places ?? []), ...(b.places ?? [])];
    const evidence = [...a.evidence, ...b.evidence];
    return { name: a.name, evidence, ...(called && { called }), ...(places.length > 0 && { places }) };
  }
  return ENVIRONMENTS.indexOf(a.name) > ENVIRONMENTS.indexOf(b.name) ? a : b;
}

/** Of an act without effects: it reaches nothing. */
export const NOWHERE: Environment = { name: "local", evidence: [] };
