/** Phrases the texts around the review documents. */
import type { Card, ImpactDocument } from "../../../core/approval/card.ts";
import { revealLine } from "../../cards/reveal.ts";
import { strongestReason } from "../../cards/words.ts";

/** Returns the file's path relative to `root`, so that its text gets its colours; elsewhere only its name. */
export function documentName({ path, title }: ImpactDocument, root: string): string {
  const name = (path ?? title).replaceAll("\\", "/");
  const from = `${root.replaceAll("\\", "/")}/`;
  return name.startsWith(from) ? name.slice(from.length) : name.split("/").at(-1) || title;
}

export function documentTitle(document: ImpactDocument): string {
  const title = revealLine(document.title, 80);
  return document.after === null ? `${title} (would be gone)` : `${title} (now ↔ after the act)`;
}

/** The title of a tab with all the files of an act; VS Code adds their number. */
export const CHANGES_TITLE = "AgentGuard: now ↔ after the act";

/** Names the documents without a tab of their own in one paragraph; empty when there are none. */
export function unopened(documents: readonly ImpactDocument[], tabs: number): string {
  const rest = documents.slice(tabs).map(d => `    ${documentTitle(d)}`);
  return rest.length === 0 ? "" : `\nAlso affected, not opened in the diff\n${rest.join("\n")}\n`;
}

/** Returns the answers above the text of a review document, the safe ones first. */
export function answerLenses(card: Card): Lens[] {
  return [
    { title: "Deny", command: "agentguard.review.deny" },
    { title: "Deny and Tell the Agent…", command: "agentguard.review.denyAndTell" },
    ...(card.override === "none" ? [] : [{ title: "Allow Once", command: "agentguard.review.allowOnce" }]),
  ];
}

/** Returns what is at stake where no card is beside the text: whether the agent says otherwise, where, what, why. */
export function stakesLenses(card: Card): Lens[] {
  const reason = strongestReason(card);
  const what = `${revealLine(card.where, 24)}: ${revealLine(card.what, 100)}`;
  return [
    ...(card.differs ? [{ title: revealLine(card.differs, 160), command: "" }] : []),
    { title: reason ? `${what} Why: ${revealLine(reason.because, 120)}` : what, command: "" },
  ];
}

/** `command`: empty for a lens that only shows text. */
export interface Lens {
  readonly title: string;
  readonly command: string;
}
