/**
 * Parses patches in the `apply_patch` format of models (openai/codex `codex-rs/apply-patch`, its grammar). A patch
 * adds, deletes or updates several files; an update consists of hunks and may rename the file.
 */
import type { DeleteAction, EditAction, MoveAction } from "../action/action.ts";

type Change<A> = A extends unknown ? Omit<A, "cwd" | "origin" | "env"> : never;
/** What a patch does to one file. */
export type FileChange = Change<EditAction | DeleteAction | MoveAction>;

const HEADER = /^\*\*\* (Add File|Delete File|Update File|Move to): (.*\S|\s)\s*$/;

/** Returns the changes in order; undefined if the text is no such patch or violates the grammar. */
export function readPatch(text: string): readonly FileChange[] | undefined {
  const lines = text.replace(/\r\n/g, "\n").trim().split("\n");
  if (lines[0]?.trim() !== "*** Begin Patch" || lines.at(-1)?.trim() !== "*** End Patch") return undefined;
  const changes: FileChange[] = [];
  let at = 1;
  const body = () => {
    const from = at;
    while (at < lines.length - 1 && !HEADER.test(lines[at] ?? "")) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length - 1) {
    const [, verb, path] = HEADER.exec(lines[at++] ?? "") ?? [];
    if (verb === undefined || path === undefined || verb === "Move to") return undefined;
    if (verb === "Delete File") changes.push({ kind: "delete", path });
    else if (verb === "Add File") {
      const added = body();
      if (!added.every(line => line.startsWith("+"))) return undefined;
      changes.push({ kind: "edit", path, after: added.map(line => `${line.slice(1)}\n`).join("") });
    } else {
      const [, next, to] = HEADER.exec(lines[at] ?? "") ?? [];
      if (next === "Move to") at++;
      const replace = piecesOf(body());
      if (!replace) return undefined;
      if (replace.length > 0 || next !== "Move to") changes.push({ kind: "edit", path, replace });
      if (next === "Move to" && to !== undefined) changes.push({ kind: "move", path, to });
    }
  }
  return changes.length > 0 ? changes : undefined;
}

/** Parses the hunks of an update: context, removed and added lines. The `@@` headers only locate them. */
function piecesOf(lines: readonly string[]): EditAction["replace"] {
  const pieces: { from: string; to: string; all: boolean }[] = [];
  let [from, to]: [string[], string[]] = [[], []];
  const end = () => {
    if (from.join("\n") !== to.join("\n")) pieces.push({ from: from.join("\n"), to: to.join("\n"), all: false });
    [from, to] = [[], []];
  };
  for (const line of lines) {
    const [mark, rest] = [line.charAt(0), line.slice(1)];
    if (line.startsWith("@@") || line.trim() === "*** End of File") end();
    else if (mark === "-") from.push(rest);
    else if (mark === "+") to.push(rest);
    else if (mark === " " || line === "") {
      from.push(rest);
      to.push(rest);
    } else return undefined;
  }
  end();
  return pieces;
}
