/** Presents the environment badge: what a folder's defaults reach, in a few letters and one colour. */
import type { EnvironmentResult } from "../../../wire/messages/environment.ts";
import { reveal, revealLine } from "../../cards/reveal.ts";
import { placeOf } from "../../cards/words.ts";

export interface Badge {
  readonly text: string;
  /** The status bar knows only these two backgrounds. */
  readonly background?: "error" | "warning";
  readonly color?: string;
  readonly accessible: string;
}

const SIGNS: Readonly<Partial<Record<EnvironmentResult["name"], string>>> = { production: "▲ ", staging: "△ " };

/** Returns the badge. `folder`: its name, if several are open. */
export function badge(environment: EnvironmentResult, folder?: string): Badge {
  const label = revealLine(environment.label, 24);
  // There is no icon, as a shield would say that agents are guarded. The sign shows even without a background.
  const marked = `${SIGNS[environment.name] ?? ""}${label}`;
  const text = folder === undefined ? marked : `${revealLine(folder, 24)}: ${marked}`;
  const accessible = `AgentGuard: ${folder === undefined ? "this folder" : revealLine(folder, 24)} reaches ${environment.name}`;
  if (environment.name === "production") return { text, background: "error", accessible };
  if (environment.name === "staging") return { text, background: "warning", accessible };
  return { text, accessible, ...(environment.color ? { color: environment.color } : {}) };
}

export interface EvidenceLine {
  readonly because: string;
  /** The link's text, with the file and 1-based line to open; absent when the evidence has no file. */
  readonly link?: { readonly label: string; readonly file: string; readonly line: number };
}

/** Returns the evidence as lines. `root`: the badge's folder, to which files are relative. */
export function evidenceLines(environment: EnvironmentResult, root: string): EvidenceLine[] {
  return environment.evidence.map(e => ({
    because: reveal(e.because),
    ...(e.file === undefined ? {} : { link: { label: placeOf(e, root), file: e.file, line: e.line ?? 1 } }),
  }));
}
