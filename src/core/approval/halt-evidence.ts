/** Why the guard has stopped agents by itself, as a person must be able to check it before they let agents go on. */

/** One act that was counted. */
export interface CountedAct {
  /** Epoch ms. */
  readonly at: number;
  readonly agent: string;
  readonly session?: string | undefined;
  /** What was proposed: one line, secrets masked, perhaps cut. */
  readonly text: string;
  /** Why it counts: one clause, `deletes notes.txt; let through`. */
  readonly why: string;
}

/** One line for each act, the oldest first, and a second one with why it counts. `time`: how a moment is written. */
export function evidenceLines(acts: readonly CountedAct[], time: (at: number) => string): string[] {
  return acts.flatMap(({ at, agent, session, text, why }) => [
    `${time(at)}  ${agent}${session === undefined ? "" : ` (session ${session})`}: ${text}`,
    `    ${why}`,
  ]);
}
