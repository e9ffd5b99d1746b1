/** Formats a question for a terminal: what, where, what would be lost, why, who asks, and the command. Pure. */
import type { Card } from "../../core/approval/card.ts";
import type { Question } from "../../wire/guard.ts";
import { excerpt } from "../cards/excerpt.ts";
import { reveal, revealLine } from "../cards/reveal.ts";
import { mainReasons, placeOf, whereOf } from "../cards/words.ts";

export interface LineStyle {
  /** Columns. */
  readonly width: number;
  readonly colours: boolean;
}

/** How much of the command is shown. A gap says how much it leaves out. */
const COMMAND = { characters: 1200, lines: 20 };
const MOST_LOST = 3;
const MOST_EVIDENCE = 3;

/** Returns lines that fit into the width. Hidden characters in texts of agents and files are shown. */
export function cardLines({ card, again, folder }: Question, look: LineStyle): string[] {
  const width = Math.max(20, look.width);
  const paint = painter(look.colours);
  const block = (text: string, indent = "", first = indent) => wrapped(text, width, indent, first);
  const field = (name: string, text: string) => block(text, " ".repeat(7), `${name.padEnd(6)} `);
  const bar = "─".repeat(width);
  const evidence = card.environment.evidence.slice(0, MOST_EVIDENCE).map(one => {
    const place = placeOf(one, folder ?? card.cwd);
    return `${revealLine(one.because, 200)}${place ? ` — ${place}` : ""}`;
  });
  const lost = card.lost.slice(0, MOST_LOST).map(line => revealLine(line, 300));
  const more = card.lost.length - lost.length;
  const why = mainReasons(card).map(because => revealLine(because, 300));
  return [
    bar,
    ...(card.differs ? block(revealLine(card.differs, 400)).map(paint.strong) : []),
    ...block(revealLine(card.what, 400)).map(paint.strong),
    ...field("Where", [whereOf(card), ...evidence.slice(0, 1)].join(": ")),
    ...evidence.slice(1).flatMap(line => field("", line)),
    ...lost.flatMap((line, i) => field(i === 0 ? "Lost" : "", line)),
    ...(more > 0 ? field("", `and ${more} more`) : []),
    ...why.flatMap((line, i) => field(i === 0 ? "Why" : "", line)),
    ...(card.instead ? field("Rather", revealLine(card.instead, 300)) : []),
    ...field("Asked", askedBy(card, again)),
    ...field("In", revealLine(card.cwd, 300)),
    bar,
    ...excerpt(card.command, card.marked, COMMAND)
      .text.split("\n")
      .flatMap(line => block(line, "  ")),
    bar,
  ];
}

/** Returns one line for a list: who, and what. */
export function titleOf({ agent, what }: Pick<Card, "agent" | "what">): string {
  return `${revealLine(agent, 40)}: ${revealLine(what, 300)}`;
}

/** Formats a duration: `4:05`, `12 s`, `15 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds >= 600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Wraps a text to lines of at most `width` columns, at blanks if possible. Each line begins with `indent`. */
export function wrapped(text: string, width: number, indent = "", first = indent): string[] {
  const room = Math.max(8, width - indent.length);
  const lines: string[] = [];
  for (const paragraph of reveal(text).split("\n")) {
    let rest = Array.from(paragraph);
    do {
      const cut = rest.length <= room ? rest.length : breakAt(rest, room);
      lines.push(rest.slice(0, cut).join("").trimEnd());
      rest = rest.slice(cut);
      while (rest[0] === " ") rest.shift();
    } while (rest.length > 0);
  }
  return lines.map((line, i) => `${i === 0 ? first : indent}${line}`);
}

function breakAt(text: readonly string[], room: number): number {
  const blank = text.lastIndexOf(" ", room);
  return blank > room / 2 ? blank : room;
}

function askedBy({ agent, intent, startedBy = [] }: Card, again: boolean | undefined): string {
  const words = intent ? `: “${revealLine(intent, 200)}”` : "";
  const through = startedBy.length > 0 ? `, started by ${startedBy.map(one => revealLine(one)).join(" → ")}` : "";
  return `by ${revealLine(agent)}${words}${through}${again ? ". It no longer waits: it has to try again after a yes" : ""}`;
}

function painter(colours: boolean): { strong(line: string): string } {
  return { strong: line => (colours ? `\x1b[1m${line}\x1b[22m` : line) };
}
