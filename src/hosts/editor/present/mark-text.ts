/** Presents the places that a person may mark as rows: the name, its kind, and what leads there. */
import type { KnownAs, KnownKey } from "../../../core/places/locator.ts";
import type { Mark } from "../../../core/policy/mark.ts";
import { reveal, revealLine } from "../../cards/reveal.ts";
import { placeOf } from "../../cards/words.ts";

const KINDS: Readonly<Record<KnownKey, string>> = {
  host: "host",
  kubeContext: "kube context",
  awsProfile: "AWS profile",
  awsAccount: "AWS account",
  gcpProject: "Google Cloud project",
  azureSubscription: "Azure subscription",
  terraformWorkspace: "Terraform workspace",
  dockerContext: "Docker context",
  project: "project",
  branch: "branch",
};

export interface MarkRow {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  readonly place: KnownAs;
}

/** Returns one row for each place. `root`: the folder to which files are relative. */
export function markRows(places: readonly KnownAs[], root: string): MarkRow[] {
  const once = new Map(places.map(place => [`${place.key} ${place.name}`, place]));
  return [...once.values()].map(place => {
    const { key, name, evidence } = place;
    const where = evidence ? placeOf(evidence, root) : "";
    const because = evidence && (where ? `${reveal(evidence.because)} — ${where}` : reveal(evidence.because));
    return { label: revealLine(name, 120), description: KINDS[key], ...(because && { detail: because }), place };
  });
}

export interface EnvironmentRow {
  readonly label: string;
  readonly description: string;
  readonly as: Mark["as"];
}

/** From the strictest to the gentlest, as Enter picks the first. */
export const ENVIRONMENT_ROWS: readonly EnvironmentRow[] = [
  { as: "production", label: "Production", description: "the real thing" },
  { as: "staging", label: "Staging", description: "like production, without customers" },
  { as: "development", label: "Development", description: "shared, and nobody minds losing it" },
  { as: "local", label: "Local", description: "this machine only" },
];
