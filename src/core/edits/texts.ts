/** Determines the text of a file before and after an edit, as far as the action and the disk tell. */
import type { EditAction } from "../action/action.ts";
import type { Facts } from "../facts/facts.ts";

export interface Texts {
  /** Empty if there is no file; null if unknown. */
  readonly before: string | null;
  readonly after: string | null;
  /** The edit writes the whole file, so text that is not in `after` is lost. */
  readonly whole: boolean;
}

/** Returns both texts; `path` is absolute. For a file that cannot be read, the edit's own snippets are used. */
export function textsOf(action: EditAction, path: string, facts: Facts): Texts {
  const stat = facts.ask({ kind: "stat", path });
  const there = stat?.type === "missing" ? "" : facts.ask({ kind: "text", path });
  const before = action.before === null ? "" : (action.before ?? there);
  if (action.after !== undefined) return { before, after: action.after, whole: action.before === undefined };
  const pieces = action.replace ?? [];
  if (pieces.length === 0) return { before, after: null, whole: false };
  if (before === null || !pieces.every(({ from }) => before.includes(from)))
    return {
      before: pieces.map(({ from }) => from).join("\n"),
      after: pieces.map(({ to }) => to).join("\n"),
      whole: false,
    };
  let after = before;
  for (const { from, to, all } of pieces)
    after = all ? after.replaceAll(from, () => to) : after.replace(from, () => to);
  return { before, after, whole: false };
}

/** Returns trimmed, non-blank lines of `before` that are not in `after`. */
export function goneLines(before: string, after: string): string[] {
  const kept = new Set(lines(after));
  return lines(before).filter(line => !kept.has(line));
}

export function lines(text: string): string[] {
  return text
    .split("\n")
    .map(line => line.trim())
    .filter(line => line !== "");
}
