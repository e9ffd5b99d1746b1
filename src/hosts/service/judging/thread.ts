/** Controls one judging thread for the service. */
import { readFileSync } from "node:fs";
import { setPriority } from "node:os";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Policy } from "../../../core/policy/policy.ts";
import { type Done, type Job, PULSES, Pulse, ROLE, type Start } from "./messages.ts";

export interface ThreadEvents {
  ready(): void;
  done(done: NonNullable<Done>): void;
  /** Called when it has ended by itself. `because`: one clause. */
  ended(because: string): void;
}

export interface Thread {
  /** Sends a job. Throws when that fails. */
  send(job: Omit<Job, "policy">, policy: Policy): void;
  /** See `Pulse`. */
  readonly beat: number;
  readonly job: number;
  /** Lowers the thread's priority for good, where the system can do that. */
  standBack(): void;
  end(): void;
}

export type StartThread = (events: ThreadEvents) => Thread;

/** The most memory for one act. Beyond it the thread ends, and the act is asked about. */
const MAX_HEAP_MB = 512;
/** A nice value that leaves about a tenth of the processor when others want it too. */
const BEHIND = 10;
/** The number of policies that are remembered; they change when a person edits rules. */
const MAX_POLICIES = 50;

/** The program of every thread. */
interface Program {
  readonly source: string;
  readonly folder: string;
  /** The code cache of the first thread, which halves the start of another one. */
  compiled?: Uint8Array;
}

/**
 * Returns a function that starts threads from the built engine at `script`. It is read once, so that every thread runs
 * what the service itself runs, whatever the file holds later.
 */
export function threadsOf(script: string): StartThread {
  let program: Program | undefined;
  return events => {
    program ??= { source: readFileSync(script, "utf8"), folder: dirname(script) };
    return startThread(program, events);
  };
}

/** Runs the program as a module, and passes on the code cache once it has started. */
const BEGIN = `
const { parentPort, workerData } = require("node:worker_threads");
const { Script } = require("node:vm");
const { source, folder, compiled } = workerData.program;
delete workerData.program;
const script = new Script("(function (exports, require, module, __dirname) {" + source + "\\n})", {
  filename: "engine.cjs",
  ...(compiled && { cachedData: compiled }),
});
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, require, module_, folder);
module_.exports.service().then(() => compiled || parentPort.postMessage({ compiled: script.createCachedData() }));
`;

/** The policies' numbers, the same for all threads. */
const numbers = new WeakMap<Policy, number>();
let last = 0;

function numberOf(policy: Policy): number {
  const known = numbers.get(policy) ?? ++last;
  numbers.set(policy, known);
  return known;
}

function startThread(program: Program, { ready, done, ended }: ThreadEvents): Thread {
  const shared = new SharedArrayBuffer(PULSES * Int32Array.BYTES_PER_ELEMENT);
  const pulse = new Int32Array(shared);
  const start: Start = { role: ROLE, pulse: shared };
  const worker = new Worker(BEGIN, {
    eval: true,
    workerData: { ...start, program },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const known = new Set<number>();
  let because = "it has ended";
  worker.on("message", (message: Done | Required<Pick<Program, "compiled">>) => {
    if (!message) ready();
    else if ("id" in message) done(message);
    else program.compiled ??= message.compiled;
  });
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
    standBack() {
      const number = Atomics.load(pulse, Pulse.thread);
      try {
        if (number > 0) setPriority(number, BEHIND);
      } catch {
        // The thread has ended, or the whole service has a lower priority still.
      }
    },
    end() {
      worker.removeAllListeners("message");
      void worker.terminate();
    },
  };
}
