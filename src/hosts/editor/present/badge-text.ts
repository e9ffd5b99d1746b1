/** The environment badge: what a folder's defaults reach, in a few letters and one colour. */
import { ENVIRONMENTS } from "../../../core/environment/environment.ts";
import type { EnvironmentResult } from "../../../wire/guard.ts";
import { placeOf } from "./card-text.ts";
import { reveal, revealLine } from "./reveal.ts";

export interface Badge {
  readonly text: string;
  /** The status bar knows only these two backgrounds. */
  readonly background?: "error" | "warning";
  readonly color?: string;
  readonly accessible: string;
}

export function badge(environment: EnvironmentResult): Badge {
  const label = revealLine(environment.label, 24);
  const accessible = `AgentGuard: this folder reaches ${environment.name}`;
  if (environment.name === "production") return { text: `$(shield) ${label}`, background: "error", accessible };
  if (environment.name === "staging") return { text: `$(shield) ${label}`, background: "warning", accessible };
  return { text: `$(shield) ${label}`, accessible, ...(environment.color ? { color: environment.color } : {}) };
}

/** The one that wants most care; undefined when there is none. */
export function strongest(environments: readonly EnvironmentResult[]): EnvironmentResult | undefined {
  return environments.reduce<EnvironmentResult | undefined>(
    (a, b) => (a && ENVIRONMENTS.indexOf(a.name) >= ENVIRONMENTS.indexOf(b.name) ? a : b),
    undefined,
  );
}

export interface EvidenceLine {
  readonly because: string;
  /** What the link reads as, with the file and 1-based line to open; absent when the evidence has no file. */
  readonly link?: { readonly label: string; readonly file: string; readonly line: number };
}

/** `root` is the folder that the badge speaks of: its files are named from there. */
export function evidenceLines(environment: EnvironmentResult, root: string): EvidenceLine[] {
  return environment.evidence.map(e => ({
    because: reveal(e.because),
    ...(e.file === undefined ? {} : { link: { label: placeOf(e, root), file: e.file, line: e.line ?? 1 } }),
  }));
}
