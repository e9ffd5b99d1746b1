/** Words why the guard stopped all agents on its own, so that a person can check it before letting them go on. */

/** An act that counted towards the stop. */
export interface CountedAct {
  /** Epoch ms. */
  readonly at: number;
  readonly agent: string;
  readonly session?: string | undefined;
  /** The proposed act: one line, secrets masked, possibly cut. */
  readonly text: string;
  /** Why it counts: one clause, `deletes notes.txt; let through`. */
  readonly why: string;
}

/** Returns two lines for each act, the oldest first: the act, and why it counts. `time` formats epoch ms. */
export function evidenceLines(acts: readonly CountedAct[], time: (at: number) => string): string[] {
  return acts.flatMap(({ at, agent, session, text, why }) => [
    `${time(at)}  ${agent}${session === undefined ? "" : ` (session ${session})`}: ${text}`,
    `    ${why}`,
  ]);
}
