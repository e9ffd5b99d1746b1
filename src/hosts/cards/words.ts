/** Phrases parts of a card that read the same everywhere: where an act reaches, and why it is held. */
import type { Card } from "../../core/approval/card.ts";
import type { Evidence } from "../../core/places/locator.ts";
import type { Contribution } from "../../core/rules/contribution.ts";
import { revealLine } from "./reveal.ts";

/** Returns `PROD (production)`: the badge's word, with the environment's name where that differs. */
export function whereOf({ where, environment }: Pick<Card, "where" | "environment">): string {
  const label = revealLine(where);
  // A registry or a remote is no environment with a name.
  const isSaid = [environment.name, "registry", "remote"].includes(label.toLowerCase());
  return isSaid ? label : `${label} (${environment.name})`;
}

/** Returns the place of evidence relative to `root`, such as `.env.staging:3`; empty when it has none. */
export function placeOf(evidence: Evidence, root: string): string {
  if (evidence.file === undefined) return "";
  const inside = evidence.file.startsWith(`${root}/`) || evidence.file.startsWith(`${root}\\`);
  const file = revealLine(inside ? evidence.file.slice(root.length + 1) : evidence.file);
  return evidence.line === undefined ? file : `${file}:${evidence.line}`;
}

/**
 * Returns the strongest reason, and beside it always a credential that the task has not provided, as nobody expects
 * that. Reasons that headline and place express already are skipped if there are others.
 */
export function mainReasons(card: Pick<Card, "why" | "what" | "environment">): readonly string[] {
  const found = card.why.find(w => w.rule === "credentials/found" && counts(w));
  return [...new Set([strongestReason(card), found].flatMap(w => (w ? [w.because] : [])))];
}

/** Returns the strongest reason; undefined when there is none. */
export function strongestReason({
  why,
  what,
  environment,
}: Pick<Card, "why" | "what" | "environment">): Contribution | undefined {
  const said = what.toLowerCase();
  const places = environment.evidence.map(({ because }) => because);
  const told = why.filter(w => counts(w) && !places.includes(w.because));
  const news = told.filter(
    ({ because }) => !said.includes(because.toLowerCase()) && !said.startsWith(firstWord(because)),
  );
  const decides = ({ then }: Contribution) => (then === undefined ? 0 : 1);
  return [...(news.length > 0 ? news : told)].sort((a, b) => decides(b) - decides(a) || b.points - a.points)[0];
}

/** A reason that neither adds points nor decides only repeats another one. */
function counts({ points, then }: Contribution): boolean {
  return points > 0 || then !== undefined;
}

/** Returns the first word: a reason that begins like the headline, `deletes `, says the same. */
function firstWord(because: string): string {
  return `${because.toLowerCase().split(" ", 1)[0]} `;
}
