/** Defines the messages between the service and the threads that judge for it. */
import type { Action } from "../../../core/action/action.ts";
import type { SessionFiles } from "../../../core/facts/facts.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import type { Judged } from "../../engine.ts";

/** A message to a thread. */
export interface Job {
  /** A number above 0. */
  readonly id: number;
  readonly action: Action;
  /** The policy's number, with its text when the thread has not received it yet. */
  readonly policy: { readonly id: number; readonly text?: Policy };
  readonly roots: readonly string[];
  readonly session: SessionFiles;
}

/** A message from a thread: `undefined` once, when it is ready. */
export type Done =
  | { readonly id: number; readonly judged: Judged }
  | { readonly id: number; readonly failed: string }
  | undefined;

/** The data that a thread is started with. */
export interface Start {
  readonly role: typeof ROLE;
  /** 32-bit numbers, see `Pulse`. */
  readonly pulse: SharedArrayBuffer;
}

export const ROLE = "judge";

/** Indices of shared numbers by which a thread shows that it is alive, also while it cannot answer. */
export enum Pulse {
  /** Changes constantly while the thread works, unless a single step blocks it. */
  beat = 0,
  /** The id of the current job; 0 between jobs. */
  job = 1,
  /** The thread's number in the system; 0 where the system tells none. */
  thread = 2,
}

export const PULSES = 3;
