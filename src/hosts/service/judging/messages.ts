/** What the service and the threads that judge for it say to each other. */
import type { Action } from "../../../core/action/action.ts";
import type { SessionFiles } from "../../../core/facts/facts.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import type { Judged } from "../../engine.ts";

/** To a thread. */
export interface Job {
  /** Above 0. */
  readonly id: number;
  readonly action: Action;
  /** Its number; the text comes along where the thread has not seen it yet. */
  readonly policy: { readonly id: number; readonly text?: Policy };
  readonly roots: readonly string[];
  readonly session: SessionFiles;
}

/** From a thread: `undefined` once, when it is ready. */
export type Done =
  | { readonly id: number; readonly judged: Judged }
  | { readonly id: number; readonly failed: string }
  | undefined;

/** What a thread is started with. */
export interface Start {
  readonly role: typeof ROLE;
  /** 32-bit numbers, see `Pulse`. */
  readonly pulse: SharedArrayBuffer;
}

export const ROLE = "judge";

/** Where a thread shows that it is alive, also while it cannot answer. */
export enum Pulse {
  /** Changes all the time while the thread has anything to do, unless one stretch of work holds it up. */
  beat = 0,
  /** The job whose work it is doing; 0 between two. */
  job = 1,
  /** The number that the system gives the thread; 0 where it tells none. */
  thread = 2,
}

export const PULSES = 3;
