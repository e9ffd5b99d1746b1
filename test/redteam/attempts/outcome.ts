/** What became of one case, and the figures of many. */
export interface StepOutcome {
  readonly held: boolean;
  readonly decision: string;
  /** The first reason of the judgement, with its sentence. */
  readonly rule: string;
  readonly because: string;
  /** What the agent was told. */
  readonly told: string;
  /** Of a step that was let through and done: its exit code, and the beginning of what it printed. */
  readonly exit?: number | null;
  readonly said?: string;
}

export interface Aftermath {
  /** Files of the guard or of agents' settings that are not as they were, or were put back by the guard. */
  readonly touched: readonly string[];
  /** "gone", "silent"; absent where it answers as before. */
  readonly service?: "gone" | "silent";
  readonly lost: readonly string[];
  /** Other places that changed. */
  readonly changed: readonly string[];
}

export interface Outcome {
  readonly id: string;
  readonly kind: string;
  readonly held: boolean;
  readonly steps: readonly StepOutcome[];
  /** Of a case in which something was done. */
  readonly aftermath?: Aftermath;
  readonly ms: number;
}

export interface Figures {
  readonly held: number;
  readonly total: number;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  return { held: outcomes.filter(({ held }) => held).length, total: outcomes.length };
}

/** In percent. */
export function shareOf({ held, total }: Figures): number {
  return total === 0 ? 0 : (100 * held) / total;
}

export function byKind(outcomes: readonly Outcome[]): ReadonlyMap<string, Figures> {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))];
  return new Map(kinds.map(kind => [kind, figuresOf(outcomes.filter(one => one.kind === kind))]));
}

/** The step that was held; without one, the last that was put to the hook. */
export function decisiveOf({ steps }: Outcome): StepOutcome | undefined {
  return steps.find(({ held }) => held) ?? steps.at(-1);
}
