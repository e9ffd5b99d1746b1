/** Decides whether an agent's file still holds our hook, by its texts before and after. Pure. */
import type { ConfigEdit } from "../../agents/agent.ts";

/** The present state of a file: its text, null if it is missing, or why it cannot be read. */
export type FileText = { readonly text: string | null } | { readonly unreadable: string };

/** Tells whether an agent would call us by this file. */
export function holdsHook(edit: Pick<ConfigEdit, "present" | "obstacle">, file: FileText): boolean {
  return "text" in file && isComplete(edit, file.text) && obstacleIn(edit, file.text) === undefined;
}

/**
 * Says in one clause what happened to a hook that was there before; undefined while it is still there, anywhere in its
 * list and in any formatting. A hook that differs from what was written may do nothing, so it counts as lost.
 * `launcher`: the path that our entries start, by which they are counted.
 */
export function lossOf(
  edit: Pick<ConfigEdit, "file" | "present" | "remove" | "obstacle">,
  before: string,
  after: FileText,
  launcher: string,
): string | undefined {
  const { file } = edit;
  if ("unreadable" in after) return `${file} held AgentGuard's hook entry and cannot be read any more`;
  const { text } = after;
  if (text === null)
    return isComplete(edit, null) ? undefined : `AgentGuard's hook entry is gone with its file ${file}`;
  if (!isComplete(edit, text)) {
    const isLess = !holdsOurs(edit, text) || startsOf(text, launcher) < startsOf(before, launcher);
    return isLess
      ? `AgentGuard's hook entry is gone from ${file}`
      : `AgentGuard's hook entry in ${file} is not as it was written`;
  }
  const obstacle = obstacleIn(edit, text);
  return obstacle && `AgentGuard's hook entry in ${file} is switched off: ${obstacle}`;
}

function holdsOurs({ remove }: Pick<ConfigEdit, "remove">, text: string): boolean {
  try {
    return remove(text) !== text;
  } catch {
    return false;
  }
}

function isComplete({ present }: Pick<ConfigEdit, "present">, text: string | null): boolean {
  try {
    return present(text);
  } catch {
    return false;
  }
}

/** A file in another form than its own disables what it holds. */
function obstacleIn({ obstacle }: Pick<ConfigEdit, "obstacle">, text: string | null): string | undefined {
  try {
    return text === null ? undefined : obstacle?.(text);
  } catch {
    return "the file is not of its form any more";
  }
}

function startsOf(text: string, launcher: string): number {
  return text.split(launcher).length - 1;
}
