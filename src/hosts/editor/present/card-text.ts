/** The card as the text of a native dialog: what, where, what would be lost, why, and the command last. */
import type { ActionKind } from "../../../core/action/action.ts";
import type { Card } from "../../../core/approval/card.ts";
import type { Contribution } from "../../../core/decision/decision.ts";
import type { Evidence } from "../../../core/effects/effect.ts";
import type { Question } from "../../../wire/guard.ts";
import { excerpt } from "./excerpt.ts";
import { reveal, revealLine } from "./reveal.ts";

export interface CardText {
  readonly message: string;
  readonly detail: string;
}

/** What a native dialog can hold on a laptop's screen without pushing its buttons off. */
const ROOM: Room = { evidence: 3, lost: 8, why: 7, command: 1200 };

/** Nothing is left out of a document. */
const ENDLESS: Room = { evidence: Infinity, lost: Infinity, why: Infinity, command: Infinity };

/**
 * `note` is shown first: why the card is here again. Times on the card are local wall clock.
 * Everything that came from an agent or a file goes through `reveal`.
 */
export function cardText(question: Question, note?: string): CardText {
  const { card } = question;
  return {
    message: revealLine(card.what, 400),
    detail: [...(note ? [note] : []), ...sections(question, ROOM, KEYS)].join("\n\n"),
  };
}

/** Everything the card knows: what `Review Changes` opens beside the diffs. */
export function wholeCard(question: Question): string {
  return `${[reveal(question.card.what), ...sections(question, ENDLESS, "")].join("\n\n")}\n`;
}

/** `.env.staging:3` as seen from `root`, or nothing when the evidence has no place. */
export function placeOf(evidence: Evidence, root: string): string {
  if (evidence.file === undefined) return "";
  const inside = evidence.file.startsWith(`${root}/`) || evidence.file.startsWith(`${root}\\`);
  const file = revealLine(inside ? evidence.file.slice(root.length + 1) : evidence.file);
  return evidence.line === undefined ? file : `${file}:${evidence.line}`;
}

interface Room {
  readonly evidence: number;
  readonly lost: number;
  readonly why: number;
  /** Characters. */
  readonly command: number;
}

const KINDS: Record<ActionKind, string> = {
  command: "Command",
  sql: "SQL",
  edit: "Edit",
  patch: "Patch",
  delete: "Deletion",
  move: "Move",
  read: "Read",
  mcp: "Tool call",
  fetch: "Request",
};

const KEYS = " Enter, Escape and Cancel deny.";

function sections(question: Question, room: Room, keys: string): string[] {
  const { card } = question;
  return [
    list(`Where: ${where(card)}`, evidence(question), room.evidence),
    list("What would be lost:", card.lost.map(reveal), room.lost),
    list(
      `Why (${card.score} of 100, ${card.level}):`,
      why(card.why.filter(w => room === ENDLESS || counts(w))),
      room.why,
    ),
    ...(card.instead ? [`Gentler way: ${reveal(card.instead).replaceAll("\n", "\n  ")}`] : []),
    asked(question, keys),
    command(card, room),
  ];
}

function command(card: Card, room: Room): string {
  const { text, cut } = excerpt(card.command, card.marked, room.command);
  const title = `${KINDS[card.kind]}, in ${revealLine(card.cwd)}${cut ? " (Review Changes shows all of it)" : ""}:`;
  return `${title}\n${text}`;
}

function where(card: Card): string {
  const label = revealLine(card.where);
  return label.toLowerCase() === card.environment.name ? label : `${label} (${card.environment.name})`;
}

function evidence({ card, folder }: Question): string[] {
  return card.environment.evidence.map(e => {
    const place = placeOf(e, folder ?? card.cwd);
    return place ? `${reveal(e.because)} — ${place}` : reveal(e.because);
  });
}

/** One that neither adds points nor decides only repeats what another one says. */
function counts({ points, then }: Contribution): boolean {
  return points !== 0 || then !== undefined;
}

function why(reasons: readonly Contribution[]): string[] {
  return reasons.map(w => `${w.points >= 0 ? "+" : ""}${w.points}  ${reveal(w.because)} [${revealLine(w.rule)}]`);
}

function asked({ card, deadline }: Question, keys: string): string {
  const intent = card.intent ? `: “${revealLine(card.intent)}”` : "";
  const { startedBy = [] } = card;
  return [
    `Asked by ${revealLine(card.agent)}${intent}`,
    ...(startedBy.length > 0 ? [`Started by ${startedBy.map(revealLine).join(" → ")}`] : []),
    `Denied at ${new Date(deadline).toLocaleTimeString()} if nobody answers.${keys}`,
    ...(card.override === "type-name" ? [`Allow Once asks you to type: ${revealLine(card.typeName ?? "")}`] : []),
    ...(card.override === "none" ? ["A rule refuses this: nobody can allow it."] : []),
  ].join("\n");
}

function list(title: string, lines: readonly string[], max: number): string {
  const shown = lines.length <= max ? lines : lines.slice(0, max - 1);
  const more = lines.length - shown.length;
  const rows = shown.map(line => `  • ${line.replaceAll("\n", "\n    ")}`);
  return [title, ...rows, ...(more > 0 ? [`  • … and ${more} more: see Review Changes`] : [])].join("\n");
}
