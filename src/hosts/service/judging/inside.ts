/** Runs in a thread that judges for the service. Any other such thread could do the same. */
import { readlinkSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { Policy } from "../../../core/policy/policy.ts";
import { judgeAct } from "../../engine.ts";
import { type Done, type Job, Pulse, ROLE, type Start } from "./messages.ts";

const BEAT_MS = 10;

/** Tells whether this is such a thread. */
export function isJudgingThread(): boolean {
  return (workerData as Partial<Start> | null)?.role === ROLE;
}

/** Judges the jobs it receives until the service ends the thread. */
export function judgeForService(): void {
  const pulse = new Int32Array((workerData as Start).pulse);
  Atomics.store(pulse, Pulse.thread, ownNumber());
  const policies = new Map<number, Policy>();
  let open = 0;
  let beating: NodeJS.Timeout | undefined;
  const beat = () => void Atomics.add(pulse, Pulse.beat, 1);
  const tell = (done: Done) => parentPort?.postMessage(done);

  const begun = () => {
    open++;
    beating ??= setInterval(beat, BEAT_MS);
  };
  const ended = () => {
    if (--open > 0) return;
    clearInterval(beating);
    beating = undefined;
  };
  parentPort?.on("message", async (job: Job) => {
    const { id, action, roots, session } = job;
    const at = <T>(work: () => T): T => {
      Atomics.store(pulse, Pulse.job, id);
      beat();
      try {
        return work();
      } finally {
        Atomics.store(pulse, Pulse.job, 0);
        beat();
      }
    };
    begun();
    try {
      if (job.policy.text) policies.set(job.policy.id, job.policy.text);
      const policy = policies.get(job.policy.id);
      if (!policy) throw new Error("the rules that hold here did not reach the thread that judges");
      tell({ id, judged: await judgeAct(action, policy, roots, session, at) });
    } catch (error) {
      tell({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    } finally {
      ended();
    }
  });
  tell(undefined);
}

/** Returns the thread's number, only on Linux: `/proc/thread-self` leads to `<process>/task/<thread>`. */
function ownNumber(): number {
  try {
    const [pid, , thread] = readlinkSync("/proc/thread-self").split("/");
    return Number(pid) === process.pid ? Number(thread) : 0;
  } catch {
    return 0;
  }
}
