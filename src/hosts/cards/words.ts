/** What a card says in the same words wherever a person reads it: where an act reaches, and why it is held. */
import type { Card } from "../../core/approval/card.ts";
import type { Evidence } from "../../core/places/locator.ts";
import type { Contribution } from "../../core/rules/contribution.ts";
import { revealLine } from "./reveal.ts";

/** `PROD (production)`: the badge's word, with the environment's name where the word is not that name. */
export function whereOf({ where, environment }: Pick<Card, "where" | "environment">): string {
  const label = revealLine(where);
  // What goes to a registry or a remote reaches no environment of a name.
  const isSaid = [environment.name, "registry", "remote"].includes(label.toLowerCase());
  return isSaid ? label : `${label} (${environment.name})`;
}

/** `.env.staging:3` as seen from `root`, or nothing when the evidence has no place. */
export function placeOf(evidence: Evidence, root: string): string {
  if (evidence.file === undefined) return "";
  const inside = evidence.file.startsWith(`${root}/`) || evidence.file.startsWith(`${root}\\`);
  const file = revealLine(inside ? evidence.file.slice(root.length + 1) : evidence.file);
  return evidence.line === undefined ? file : `${file}:${evidence.line}`;
}

/**
 * The strongest reason, and beside any other one a credential that the task has not given: nobody expects it. What
 * headline and place say already is not said again while there is anything else.
 */
export function mainReasons(card: Pick<Card, "why" | "what" | "environment">): readonly string[] {
  const found = card.why.find(w => w.rule === "credentials/found" && counts(w));
  return [...new Set([strongestReason(card), found].flatMap(w => (w ? [w.because] : [])))];
}

/** The strongest reason in words; undefined when there is none. */
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

/** A reason that neither adds points nor decides only repeats what another one says. */
function counts({ points, then }: Contribution): boolean {
  return points > 0 || then !== undefined;
}

/** `deletes `: a reason that begins as the headline does tells of the same thing. */
function firstWord(because: string): string {
  return `${because.toLowerCase().split(" ", 1)[0]} `;
}
