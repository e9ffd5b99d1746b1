/** As much of a command as a dialog can hold, with the dangerous parts marked and always in it. */
import type { Span } from "../../../core/effects/effect.ts";
import { reveal } from "./reveal.ts";

export const MARK_START = "⟪";
export const MARK_END = "⟫";

export interface Excerpt {
  readonly text: string;
  /** True when something is left out: the whole text must then be one click away. */
  readonly cut: boolean;
}

/** Characters kept at the start and around every mark. */
const HEAD = 160;
const AROUND = 60;

/**
 * Offsets in `marked` count in `command`. A cut says how much it leaves out; marked parts are cut only when one alone
 * is longer than `budget` characters, and then in their middle, keeping both ends.
 */
export function excerpt(command: string, marked: readonly Span[], budget: number): Excerpt {
  const marks = merge(marked.map(m => clip(m, command.length)).filter(m => m.end > m.start));
  const keep = command.length <= budget ? [{ start: 0, end: command.length }] : windows(command.length, marks, budget);
  const parts: string[] = [];
  let at = 0;
  for (const window of keep) {
    if (window.start > at) parts.push(gap(window.start - at));
    parts.push(marking(command, window, marks));
    at = window.end;
  }
  if (at < command.length) parts.push(gap(command.length - at));
  return { text: parts.join(""), cut: keep.reduce((n, w) => n + w.end - w.start, 0) < command.length };
}

/** Where a text that `excerpt` made holds its marked parts, their brackets included. */
export function marksIn(text: string): Span[] {
  const marks = text.matchAll(new RegExp(`${MARK_START}[^${MARK_END}]*${MARK_END}`, "g"));
  return [...marks].map(({ 0: { length }, index }) => ({ start: index, end: index + length }));
}

function windows(length: number, marks: readonly Span[], budget: number): Span[] {
  const half = Math.floor(budget / 2);
  const around = marks.flatMap(mark =>
    mark.end - mark.start <= budget
      ? [{ start: mark.start - AROUND, end: mark.end + AROUND }]
      : [
          { start: mark.start - AROUND, end: mark.start + half },
          { start: mark.end - half, end: mark.end + AROUND },
        ],
  );
  // Nothing marked: what the danger is in is not known, and a command's end is as good a place to hide it as its middle.
  const ends = [
    { start: 0, end: marks.length === 0 ? half : HEAD },
    { start: length - (marks.length === 0 ? half : 0), end: length },
  ];
  return merge([...ends, ...around].map(w => clip(w, length)).filter(w => w.end > w.start));
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

/** Sorted, and joined where they touch. */
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

function gap(characters: number): string {
  return ` … [${characters} characters not shown] … `;
}
