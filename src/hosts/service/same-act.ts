/**
 * The same act arriving twice: an agent that fires two hook events for one call, or has the hook installed twice.
 * Both get the one answer, and the person is asked once. Two acts that merely look alike stay two acts: an approval
 * is good once.
 */
import type { Answer } from "../../agents/agent.ts";
import type { Action } from "../../core/action/action.ts";
import type { Clock } from "./clock.ts";

/** How long after its answer an act still counts as the same one, ms. */
const AFTERGLOW = 10_000;

interface Shared {
  readonly key: string;
  readonly callId: string | undefined;
  readonly events: Set<string>;
  readonly answer: Promise<Answer>;
  readonly abandon: AbortController;
  /** Callers that still wait. */
  waiting: number;
}

export class SameAct {
  readonly #shared = new Set<Shared>();

  constructor(readonly clock: Clock) {}

  /**
   * Runs `answer`, or joins the run of the same act. The signal that `answer` gets fires when every caller is gone.
   */
  async share(
    action: Action,
    event: string,
    gone: AbortSignal,
    answer: (gone: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const shared = this.#find(action, event) ?? this.#start(action, answer);
    shared.events.add(event);
    shared.waiting++;
    const leave = () => {
      if (--shared.waiting > 0) return;
      this.#shared.delete(shared);
      shared.abandon.abort();
    };
    if (gone.aborted) leave();
    else gone.addEventListener("abort", leave, { once: true });
    try {
      return await shared.answer;
    } finally {
      gone.removeEventListener("abort", leave);
    }
  }

  #find(action: Action, event: string): Shared | undefined {
    const key = keyOf(action);
    const { callId } = action.origin;
    return [...this.#shared].find(
      shared =>
        shared.key === key &&
        (callId !== undefined && shared.callId !== undefined ? callId === shared.callId : !shared.events.has(event)),
    );
  }

  #start(action: Action, answer: (gone: AbortSignal) => Promise<Answer>): Shared {
    const abandon = new AbortController();
    const shared: Shared = {
      key: keyOf(action),
      callId: action.origin.callId,
      events: new Set(),
      answer: answer(abandon.signal),
      abandon,
      waiting: 0,
    };
    this.#shared.add(shared);
    const forget = () => this.clock.after(AFTERGLOW, () => this.#shared.delete(shared));
    shared.answer.then(forget, forget);
    return shared;
  }
}

/** Session and act, without the environment and the ids, which may differ between two events of one call. */
function keyOf({ origin, env: _, ...act }: Action): string {
  return JSON.stringify([origin.agent, origin.session ?? null, act]);
}
