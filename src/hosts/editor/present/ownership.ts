/** Which window shows which card, decided by every window alone from what the service tells all of them. */
import { withoutSlashes } from "../../../core/text/paths.ts";
import type { Question } from "../../../wire/guard.ts";

export interface EditorWindow {
  /** Absolute paths of the workspace folders. */
  readonly folders: readonly string[];
  readonly focused: boolean;
  /** Paths differ by case only on some systems. */
  readonly ignoreCase: boolean;
}

/**
 * The oldest question that this window should put before the person now. `aside` are those already being read here,
 * in the review documents or through an input box.
 */
export function nextCard(
  pending: readonly Question[],
  window: EditorWindow,
  aside: ReadonlySet<string>,
): Question | undefined {
  return [...pending].sort((a, b) => a.asked - b.asked).find(q => !aside.has(q.id) && shows(q, window));
}

/** The window on the question's folder; when no window has it, whichever has the person's attention. */
export function shows(question: Pick<Question, "folder" | "claimed">, window: EditorWindow): boolean {
  if (question.folder !== undefined && hasFolder(window, question.folder)) return true;
  return question.claimed !== true && window.focused;
}

function hasFolder(window: EditorWindow, folder: string): boolean {
  const wanted = plain(folder, window.ignoreCase);
  return window.folders.some(f => {
    const own = plain(f, window.ignoreCase);
    return wanted === own || wanted.startsWith(own.endsWith("/") ? own : `${own}/`);
  });
}

function plain(path: string, ignoreCase: boolean): string {
  const slashes = withoutSlashes(path.replaceAll("\\", "/"));
  return ignoreCase ? slashes.toLowerCase() : slashes;
}
