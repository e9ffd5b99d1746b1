/** Presents the card as the text of a native dialog of about ten lines, and in full as a document. */
import type { ActionKind } from "../../../core/action/action.ts";
import type { Card } from "../../../core/approval/card.ts";
import type { Contribution } from "../../../core/rules/contribution.ts";
import type { Question } from "../../../wire/guard.ts";
import { toType } from "../../cards/arming.ts";
import { type Budget, excerpt } from "../../cards/excerpt.ts";
import { reveal, revealLine } from "../../cards/reveal.ts";
import { mainReasons, placeOf, whereOf } from "../../cards/words.ts";

export interface CardText {
  readonly message: string;
  readonly detail: string;
}

/** How much of a command a dialog can hold on a laptop's screen without pushing its buttons off. */
const IN_DIALOG: Budget = { characters: 600, lines: 8 };

/** A document is not shortened. */
const ENDLESS: Budget = { characters: Infinity, lines: Infinity };

/** The most characters of one line of the dialog, which takes two rows then. */
const LINE = 160;

/**
 * Returns one line for each thing that an answer needs, the command last. `note` comes first and says why the card is
 * here again. Times are local wall clock. Everything from an agent or a file goes through `reveal`.
 */
export function cardText(question: Question, note?: string): CardText {
  const { card } = question;
  const what = revealLine(card.what, 400);
  const groups = [
    [...(note ? [note] : []), ...(card.differs && !repeats(card.differs, card.what) ? [what] : [])],
    [...placeLines(question), ...lossLines(card), ...reasonLines(card)],
    [askedBy(card), ...terms(question, KEYS)],
    [command(card, IN_DIALOG)],
  ];
  return {
    message: card.differs ? revealLine(card.differs, 400) : what,
    detail: groups
      .filter(group => group.length > 0)
      .map(group => group.join("\n"))
      .join("\n\n"),
  };
}

/** Returns everything the card knows, with points and the rules' ids, for the document that `Details` opens. */
export function wholeCard(question: Question): string {
  const { card } = question;
  const parts = [
    ...(card.differs ? [reveal(card.differs)] : []),
    reveal(card.what),
    list(`Where: ${whereOf(card)}`, evidence(question)),
    list("What would be lost:", card.lost.map(reveal)),
    list(`Why (${card.score} of 100, ${card.level}):`, why(card.why)),
    ...(card.instead ? [`Gentler way: ${reveal(card.instead).replaceAll("\n", "\n  ")}`] : []),
    [askedBy(card), ...terms(question, "")].join("\n"),
    command(card, ENDLESS),
  ];
  return `${parts.join("\n\n")}\n`;
}

function repeats(text: string, what: string): boolean {
  return text.toLowerCase().includes(what.toLowerCase().replace(/\.$/, ""));
}

function placeLines(question: Question): string[] {
  const [first] = evidence(question);
  return [`Where: ${whereOf(question.card)}${first ? `: ${first}` : ""}`].map(short);
}

function lossLines({ lost }: Card): string[] {
  const [first, ...rest] = lost.map(line => revealLine(line, LINE));
  if (first === undefined) return [];
  const more = rest.length > 0 ? ` And ${rest.length} more ${rest.length === 1 ? "line" : "lines"} under Details.` : "";
  return [`Lost: ${first}${more}`];
}

function reasonLines(card: Card): string[] {
  const because = mainReasons(card).map(because => revealLine(because, LINE));
  return [
    ...(because.length > 0 ? [`Why: ${because.join("; ")}`] : []),
    ...(card.instead ? [short(`Gentler way: ${revealLine(card.instead, LINE)}`)] : []),
  ];
}

function short(line: string): string {
  return line.length > LINE + 40 ? `${line.slice(0, LINE + 39)}…` : line;
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

const KEYS = " Enter and Escape deny.";

function command(card: Card, budget: Budget): string {
  const { text, cut } = excerpt(card.command, card.marked, budget);
  const title = `${KINDS[card.kind]}, in ${revealLine(card.cwd)}${cut ? " (Details shows all of it)" : ""}:`;
  return `${title}\n${text}`;
}

function evidence({ card, folder }: Question): string[] {
  return card.environment.evidence.map(e => {
    const place = placeOf(e, folder ?? card.cwd);
    return place ? `${reveal(e.because)} — ${place}` : reveal(e.because);
  });
}

function why(reasons: readonly Contribution[]): string[] {
  return reasons.map(w => `${w.points >= 0 ? "+" : ""}${w.points}  ${reveal(w.because)} [${revealLine(w.rule)}]`);
}

function askedBy(card: Card): string {
  const intent = card.intent ? `: “${revealLine(card.intent, LINE)}”` : "";
  const { startedBy = [] } = card;
  const through = startedBy.length > 0 ? `, started by ${startedBy.map(start => revealLine(start)).join(" → ")}` : "";
  return `Asked by ${revealLine(card.agent)}${intent}${through}`;
}

/** Says what an answer requires, and what happens without one. */
function terms({ card, deadline, again }: Question, keys: string): string[] {
  const asked = toType(card);
  return [
    ...(again
      ? [
          "Asked again: no agent waits for it. A yes lets this very act pass once, if it is tried again within 15 minutes.",
        ]
      : []),
    `Denied at ${new Date(deadline).toLocaleTimeString()} if nobody answers.${keys}`,
    ...(asked === undefined ? [] : [`Allow Once asks you to type: ${revealLine(asked)}`]),
    ...(card.override === "none" ? ["A rule refuses this: nobody can allow it."] : []),
  ];
}

function list(title: string, lines: readonly string[]): string {
  return [title, ...lines.map(line => `  • ${line.replaceAll("\n", "\n    ")}`)].join("\n");
}
