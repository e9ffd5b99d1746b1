/** Records what a person has really done with the guard, by which the walkthrough ticks its steps. */
import { commands } from "vscode";
import type { Editor } from "./guard.ts";
import { MILESTONES, type Milestone } from "./present/milestones.ts";

type Kept = Pick<Editor, "extension" | "log">;

/** Records a milestone for this person, in all windows. Never rejects. */
export async function reach({ extension, log }: Kept, milestone: Milestone): Promise<void> {
  if (extension.globalState.get(milestone) === true) return;
  try {
    await extension.globalState.update(milestone, true);
    await tell([milestone]);
  } catch (error) {
    log.warn(`${milestone}: ${error}`);
  }
}

/** Makes the walkthrough tick what was reached in any window. Never rejects. */
export async function tellReached({ extension, log }: Kept): Promise<void> {
  const reached = MILESTONES.filter(milestone => extension.globalState.get(milestone) === true);
  await tell(reached).catch(error => log.warn(`walkthrough: ${error}`));
}

/**
 * The walkthrough ticks a step when its key *becomes* true, and VS Code only listens once a walkthrough was shown, so
 * that a key that is true by then never ticks anything. So a key is true for a moment only.
 */
async function tell(milestones: readonly Milestone[]): Promise<void> {
  for (const now of [true, false])
    for (const milestone of milestones) await commands.executeCommand("setContext", milestone, now);
}
