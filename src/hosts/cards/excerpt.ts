/** Shortens a command to what a dialog can hold, with the dangerous parts marked and always included. */
import type { Span } from "../../core/text/span.ts";
import { reveal } from "./reveal.ts";

export const MARK_START = "⟪";
export const MARK_END = "⟫";

export interface Excerpt {
  readonly text: string;
  /** True when something is left out. The whole text must then be one click away. */
  readonly cut: boolean;
}

/** The size that a dialog or a document can hold. */
export interface Budget {
  readonly characters: number;
  readonly lines: number;
}

/** Characters kept at the start, at the end and around every mark, as far as the line goes. */
const HEAD = 120;
const TAIL = 60;
const AROUND = 40;

/**
 * Returns the whole command, or its start, its marked parts and its end. Each gap says how many lines and characters it
 * leaves out, marked parts included, as there may be more of those than fit. A mark longer than the budget keeps both
 * its ends. Offsets in `marked` count in `command`.
 */
export function excerpt(command: string, marked: readonly Span[], budget: Budget): Excerpt {
  const marks = merge(marked.map(m => clip(m, command.length)).filter(m => m.end > m.start));
  const fits = command.length <= budget.characters && linesIn(command) <= budget.lines;
  const keep = fits ? [{ start: 0, end: command.length }] : windows(command, marks, budget);
  const parts: string[] = [];
  let at = 0;
  for (const window of keep) {
    if (window.start > at) parts.push(gap(command, { start: at, end: window.start }, marks));
    parts.push(marking(command, window, marks));
    at = window.end;
  }
  if (at < command.length) parts.push(gap(command, { start: at, end: command.length }, marks));
  return { text: parts.join(""), cut: keep.reduce((n, w) => n + w.end - w.start, 0) < command.length };
}

/** Finds the marked parts in a text that `excerpt` made, their brackets included. */
export function marksIn(text: string): Span[] {
  const marks = text.matchAll(new RegExp(`${MARK_START}[^${MARK_END}]*${MARK_END}`, "g"));
  return [...marks].map(({ 0: { length }, index }) => ({ start: index, end: index + length }));
}

function windows(command: string, marks: readonly Span[], budget: Budget): Span[] {
  const { length } = command;
  const half = Math.floor(budget.characters / 2);
  // Without marks the dangerous part is unknown, and it may be hidden at the end as well as in the middle.
  const known = marks.length > 0;
  const lines = Math.max(1, Math.floor(budget.lines / 2));
  const head = { start: 0, end: Math.min(known ? HEAD : half, endOfLines(command, known ? 1 : lines)) };
  const tail = {
    start: Math.max(length - (known ? TAIL : half), startOfLines(command, known ? 1 : lines)),
    end: length,
  };
  let left = budget.characters;
  let rows = budget.lines;
  const around = marks.flatMap(mark => {
    const size = mark.end - mark.start;
    const high = linesIn(command.slice(mark.start, mark.end));
    // The first mark is always shown.
    if (left < budget.characters && (size > left || high > rows)) return [];
    left -= size;
    rows -= high;
    const start = Math.max(mark.start - AROUND, command.lastIndexOf("\n", mark.start - 1) + 1);
    const end = Math.min(mark.end + AROUND, endOfLine(command, mark.end));
    if (size <= budget.characters && high <= budget.lines) return [{ start, end }];
    return [
      { start, end: mark.start + half },
      { start: mark.end - half, end },
    ];
  });
  return bridged(command, merge([head, ...around, tail].map(w => clip(w, length)).filter(w => w.end > w.start)));
}

/** Joins windows when the gap between them is shorter than the note about it would be. */
function bridged(command: string, windows: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const window of windows) {
    const last = out.at(-1);
    const between = last && command.slice(last.end, window.start);
    if (last && between !== undefined && between.length < 40 && linesIn(between) <= 2)
      out[out.length - 1] = { start: last.start, end: window.end };
    else out.push(window);
  }
  return out;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 ? text.length : at;
}

/** Returns the end of the first `count` lines. */
function endOfLines(text: string, count: number): number {
  let at = -1;
  for (let i = 0; i < count; i++) {
    at = text.indexOf("\n", at + 1);
    if (at === -1) return text.length;
  }
  return at;
}

/** Returns the start of the last `count` lines; blank ones at the end do not count. */
function startOfLines(text: string, count: number): number {
  let at = text.trimEnd().length;
  for (let i = 0; i < count; i++) {
    at = text.lastIndexOf("\n", at - 1);
    if (at === -1) return 0;
  }
  return at + 1;
}

function linesIn(text: string): number {
  return text.split("\n").length;
}

function marking(command: string, window: Span, marks: readonly Span[]): string {
  let text = "";
  let at = window.start;
  for (const mark of marks) {
    const { start, end } = { start: Math.max(mark.start, window.start), end: Math.min(mark.end, window.end) };
    if (start >= end) continue;
    text += `${reveal(command.slice(at, start))}${MARK_START}${reveal(command.slice(start, end))}${MARK_END}`;
    at = end;
  }
  return text + reveal(command.slice(at, window.end));
}

/** Sorts spans, and joins those that touch. */
function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}

function clip(span: Span, length: number): Span {
  return { start: Math.max(0, span.start), end: Math.min(length, span.end) };
}

/** Describes a gap. One between two lines gets a line of its own. */
function gap(command: string, { start, end }: Span, marks: readonly Span[]): string {
  const left = command.slice(start, end);
  const lines = left.split("\n").filter(line => line.trim() !== "").length;
  const hidden = marks.filter(mark => mark.start < end && mark.end > start).length;
  const more = hidden > 0 ? `, ${hidden} dangerous ${hidden === 1 ? "part" : "parts"} among them` : "";
  const many = `${left.length} character${left.length === 1 ? "" : "s"}`;
  if (!left.includes("\n")) return ` … [${many} not shown${more}] … `;
  return `\n… [${lines} line${lines === 1 ? "" : "s"}, ${many} not shown${more}] …\n`;
}
