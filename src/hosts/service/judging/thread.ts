/** One thread that judges, as the service sees it. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Policy } from "../../../core/policy/policy.ts";
import { type Done, type Job, Pulse, ROLE, type Start } from "./messages.ts";

export interface ThreadEvents {
  ready(): void;
  done(done: NonNullable<Done>): void;
  /** It has ended by itself: `because`, as one clause. */
  ended(because: string): void;
}

export interface Thread {
  /** Throws where the job cannot be sent. */
  send(job: Omit<Job, "policy">, policy: Policy): void;
  /** See `Pulse`. */
  readonly beat: number;
  readonly job: number;
  end(): void;
}

export type StartThread = (events: ThreadEvents) => Thread;

/** What one act may take: beyond it the thread ends, and the act is asked about. */
const MAX_HEAP_MB = 512;
/** Rules change when a person writes them: this many are remembered. */
const MAX_POLICIES = 50;

/**
 * Starts threads from the built service at `script`. It is read once, so that every thread runs what the service itself
 * runs, whatever stands there later.
 */
export function threadsOf(script: string): StartThread {
  const folder = `globalThis.__dirname = ${JSON.stringify(dirname(script))};\n`;
  let source: string | undefined;
  return events => {
    source ??= folder + readFileSync(script, "utf8").replace(/^#!.*/, "");
    return startThread(source, events);
  };
}

/** Numbers of the policies, the same for all threads. */
const numbers = new WeakMap<Policy, number>();
let last = 0;

function numberOf(policy: Policy): number {
  const known = numbers.get(policy) ?? ++last;
  numbers.set(policy, known);
  return known;
}

function startThread(source: string, { ready, done, ended }: ThreadEvents): Thread {
  const shared = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const pulse = new Int32Array(shared);
  const start: Start = { role: ROLE, pulse: shared };
  const worker = new Worker(source, {
    eval: true,
    workerData: start,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const known = new Set<number>();
  let because = "it has ended";
  worker.on("message", (message: Done) => (message ? done(message) : ready()));
  worker.on("error", error => {
    because = error.message;
  });
  worker.on("exit", () => ended(because));
  worker.unref();
  return {
    send(job, policy) {
      const id = numberOf(policy);
      if (known.size > MAX_POLICIES) known.clear();
      worker.postMessage({ ...job, policy: { id, ...(!known.has(id) && { text: policy }) } } satisfies Job);
      known.add(id);
    },
    get beat() {
      return Atomics.load(pulse, Pulse.beat);
    },
    get job() {
      return Atomics.load(pulse, Pulse.job);
    },
    end() {
      worker.removeAllListeners("message");
      void worker.terminate();
    },
  };
}
