/** Decides which window shows which card. Every window decides alone from what the service tells all of them. */
import { withoutSlashes } from "../../../core/text/paths.ts";
import type { Question } from "../../../wire/guard.ts";

export interface EditorWindow {
  /** Absolute paths of the workspace folders. */
  readonly folders: readonly string[];
  readonly focused: boolean;
  /** Set on systems where paths do not differ by case. */
  readonly ignoreCase: boolean;
}

/**
 * Returns the oldest question that this window should show now. `aside` are those being read here already, in the
 * review documents or through an input box.
 */
export function nextCard(
  pending: readonly Question[],
  window: EditorWindow,
  aside: ReadonlySet<string>,
): Question | undefined {
  return [...pending].sort((a, b) => a.asked - b.asked).find(q => !aside.has(q.id) && shows(q, window));
}

/** A window on the question's folder shows it; if there is none, the focused window does. */
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
