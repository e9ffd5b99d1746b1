/** What became of one command, and the figures of many. */
export interface Outcome {
  readonly index: number;
  readonly text: string;
  readonly decision: "allow" | "ask" | "deny";
  /** The first reason of the judgement. */
  readonly rule: string;
  readonly crash?: string;
  /** Files whose content is nowhere any more. */
  readonly lost: readonly string[];
  readonly judgeMs: number;
  readonly runMs: number;
  /** It had to be ended. */
  readonly late?: true;
}

export interface Figures {
  commands: number;
  destroyed: number;
  asked: number;
  denied: number;
  silent: number;
  /** Commands that lost nothing and were let pass, and those that lost nothing and were held. */
  harmlessPassed: number;
  harmlessHeld: number;
  late: number;
  crashes: number;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const destroyed = outcomes.filter(({ lost }) => lost.length > 0);
  const harmless = outcomes.filter(({ lost }) => lost.length === 0);
  const count = (all: readonly Outcome[], decision: Outcome["decision"]) =>
    all.filter(one => one.decision === decision && one.crash === undefined).length;
  return {
    commands: outcomes.length,
    destroyed: destroyed.length,
    asked: count(destroyed, "ask"),
    denied: count(destroyed, "deny"),
    silent: count(destroyed, "allow"),
    harmlessPassed: count(harmless, "allow"),
    harmlessHeld: harmless.length - count(harmless, "allow"),
    late: outcomes.filter(({ late }) => late).length,
    crashes: outcomes.filter(({ crash }) => crash !== undefined).length,
  };
}

/** The share of what destroyed that nobody was asked about, in percent. */
export function shareOf({ silent, destroyed }: Figures): number {
  return destroyed === 0 ? 0 : (100 * silent) / destroyed;
}
