/**
 * Joins the same act arriving twice: an agent fires two hook events for one call, or has the hook installed twice. Both
 * get the one answer, and the person is asked once. Two acts that merely look alike stay two acts, as an approval is
 * valid once.
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
  /** The number of callers that still wait. */
  waiting: number;
}

/** Acts of one session with the same content. An agent may repeat a call thousands of times. */
interface Alike {
  readonly called: Map<string, Shared>;
  /** Acts of agents that do not number their calls. */
  readonly nameless: Set<Shared>;
}

const NONE: Alike = { called: new Map(), nameless: new Set() };

export class SameAct {
  readonly #shared = new Map<string, Alike>();

  constructor(readonly clock: Clock) {}

  /** Runs `answer`, or joins the run of the same act. The signal for `answer` fires when every caller is gone. */
  async share(
    action: Action,
    event: string,
    gone: AbortSignal,
    answer: (gone: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const key = keyOf(action);
    const shared = this.#find(key, action, event) ?? this.#start(key, action, answer);
    shared.events.add(event);
    shared.waiting++;
    const leave = () => {
      if (--shared.waiting > 0) return;
      this.#forget(shared);
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

  #find(key: string, { origin: { callId } }: Action, event: string): Shared | undefined {
    const { called, nameless } = this.#shared.get(key) ?? NONE;
    const itself = callId === undefined ? undefined : called.get(callId);
    if (itself) return itself;
    const unsure = callId === undefined ? [...called.values(), ...nameless] : [...nameless];
    return unsure.find(({ events }) => !events.has(event));
  }

  #start(key: string, action: Action, answer: (gone: AbortSignal) => Promise<Answer>): Shared {
    const abandon = new AbortController();
    const shared: Shared = {
      key,
      callId: action.origin.callId,
      events: new Set(),
      answer: answer(abandon.signal),
      abandon,
      waiting: 0,
    };
    const alike = this.#shared.get(key) ?? { called: new Map(), nameless: new Set() };
    if (shared.callId === undefined) alike.nameless.add(shared);
    else alike.called.set(shared.callId, shared);
    this.#shared.set(key, alike);
    const forget = () => this.clock.after(AFTERGLOW, () => this.#forget(shared));
    shared.answer.then(forget, forget);
    return shared;
  }

  #forget(shared: Shared): void {
    const alike = this.#shared.get(shared.key);
    if (!alike) return;
    alike.nameless.delete(shared);
    if (shared.callId !== undefined && alike.called.get(shared.callId) === shared) alike.called.delete(shared.callId);
    if (alike.nameless.size + alike.called.size === 0) this.#shared.delete(shared.key);
  }
}

/** Identifies an act by session and content, without environment and ids, which may differ between its two events. */
function keyOf({ origin, env: _, ...act }: Action): string {
  return JSON.stringify([origin.agent, origin.session ?? null, act]);
}
