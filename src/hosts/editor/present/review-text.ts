/** Words around the review documents. */
import type { Card, ImpactDocument } from "../../../core/approval/card.ts";
import { revealLine } from "./reveal.ts";

/** The file's own name, so that its text gets its colours. */
export function documentName(document: ImpactDocument): string {
  return (document.path ?? document.title).split(/[\\/]/).at(-1) || document.title;
}

export function documentTitle(document: ImpactDocument): string {
  const title = revealLine(document.title, 80);
  return document.after === null ? `${title} (would be gone)` : `${title} (now ↔ after the act)`;
}

/** Names of the documents that have no tab of their own, as a paragraph; empty when there are none. */
export function unopened(documents: readonly ImpactDocument[], tabs: number): string {
  const rest = documents.slice(tabs).map(d => `    ${documentTitle(d)}`);
  return rest.length === 0 ? "" : `\nAlso affected, not opened as tabs\n${rest.join("\n")}\n`;
}

/** The answers above the text of a review document; the safe ones first. */
export function lensTitles(card: Card): { title: string; command: string }[] {
  return [
    { title: "Deny", command: "agentguard.review.deny" },
    { title: "Deny and Tell the Agent…", command: "agentguard.review.denyAndTell" },
    ...(card.override === "none" ? [] : [{ title: "Allow Once", command: "agentguard.review.allowOnce" }]),
    { title: `${revealLine(card.where, 24)}: ${revealLine(card.what, 160)}`, command: "" },
  ];
}
