/** Describes in one quiet line how a question ended. */
import type { Question, RecentAct } from "../../../wire/guard.ts";
import { revealLine } from "../../cards/reveal.ts";
import { type EditorWindow, shows } from "./ownership.ts";

/** The longest act for which the line fits a window of 1,280 px beside the guard's other items. */
const MAX_ACT = 48;

export interface AnswerLine {
  readonly text: string;
  readonly tooltip: string;
  /** The id for `guard/askAgain`, if the question can be asked again. */
  readonly askAgain?: string;
}

/** Describes the end of an act, by a person or because time ran out. `question`: as it was asked. */
export function answerLine(ended: RecentAct, question: Question | undefined): AnswerLine {
  const what = revealLine(question ? actOf(question) : ended.summary, MAX_ACT);
  const again = ended.askAgain?.id;
  const how = ended.outcome === "allowed" ? "Allowed once" : ended.by === "timeout" ? "Not answered" : "Denied";
  const icon = ended.outcome === "allowed" ? "$(pass)" : "$(circle-slash)";
  return {
    text: `${icon} ${how}: ${what}${again === undefined ? "" : " · Ask Again"}`,
    tooltip: `${revealLine(ended.summary)}\n${revealLine(ended.agent)}${again === undefined ? "" : "\nClick to be asked again: no agent waits for it, a yes lets the same act pass once."}`,
    ...(again !== undefined && { askAgain: again }),
  };
}

/** Returns the act in few words, its paths relative to its folder; for a patch, what it does. */
function actOf({ card, folder }: Question): string {
  return card.kind === "patch" ? card.what.replace(/\.$/, "") : card.command.replaceAll(`${folder ?? card.cwd}/`, "");
}

/** Finds the newest act that has just stopped waiting for a person, if this window should report it. */
export function justEnded(
  waiting: ReadonlySet<string>,
  recent: readonly RecentAct[],
  window: EditorWindow,
): RecentAct | undefined {
  return recent.find(
    act =>
      waiting.has(act.id) &&
      act.outcome !== "pending" &&
      (act.by === "person" || act.by === "timeout") &&
      shows({ folder: act.folder }, window),
  );
}
