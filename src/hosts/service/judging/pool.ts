/**
 * Judges acts in threads, so that no act blocks another, and the service answers whatever a text does to its reader. A
 * thread that one act blocks passes its other acts on; past the limit it is ended, and the act counts as unread.
 */
import type { Action } from "../../../core/action/action.ts";
import type { SessionFiles } from "../../../core/facts/facts.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import type { Judged } from "../../engine.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { StartThread, Thread } from "./thread.ts";

export interface Act {
  readonly action: Action;
  readonly policy: Policy;
  readonly roots: readonly string[];
  readonly session: SessionFiles;
}

export interface PoolParts {
  readonly start: StartThread;
  readonly clock: Clock;
  readonly log: Log;
  /** Judges in the calling thread: short texts, while the first thread is still starting. */
  here(act: Act): Promise<Judged>;
  /** Returns the judgement of an act that could not be read. `because`: one clause. */
  unread(act: Act, because: string): Judged;
  /** How long one act may block a thread, ms, as far as the calling thread itself gets to run. */
  readonly limitMs: number;
}

interface Job {
  readonly id: number;
  readonly act: Act;
  readonly size: number;
  /** The number of threads that ended while they had the job. */
  lost: number;
  /** The number of checks at which a thread was working on it. */
  seen: number;
  resolve(judged: Judged): void;
  reject(error: Error): void;
}

interface Member {
  readonly thread: Thread;
  readonly jobs: Map<number, Job>;
  isReady: boolean;
  beat: number;
  /** The number of successive checks without progress. */
  still: number;
  /**
   * Set for a thread that one act blocks while others wait. Its other acts were passed on; it runs at a lower priority
   * than the threads that have them, and ends after that act, before it would judge them again.
   */
  isRelieved: boolean;
  /** The number of checks since then, as it may have begun an act that was passed on. */
  busy: number;
}

const LOOK_MS = 20;
/** After this many checks without a beat a thread counts as blocked. */
const STILL = 4;
/** Further acts wait until one of these threads passes its limit. */
const MAX_THREADS = 4;
/** The number of threads kept without work. Each takes some 100 MB. */
const KEPT = 1;
/** How long additional threads are kept after one was blocked. */
const SPARE_MS = 60_000;
/** In characters. A text shorter than this hardly ever takes long to read. */
const SHORT = 1000;
/** After this many ended threads the act is given up. */
const MAX_LOST = 2;

export class JudgingPool {
  #members: Member[] = [];
  /** Jobs without an answer. The first answer counts, from whichever thread. */
  readonly #open = new Map<number, Job>();
  /** Jobs for which no thread is free. */
  #waiting: Job[] = [];
  #last = 0;
  #looking: (() => void) | undefined;
  #failed = false;
  #sparing: (() => void) | undefined;

  constructor(readonly parts: PoolParts) {}

  start(): void {
    for (let i = 0; i < KEPT; i++) this.#add();
  }

  /** Judges an act in a thread. Rejects like `judgeAct`. */
  judge(act: Act): Promise<Judged> {
    return new Promise((resolve, reject) => {
      const job = { id: ++this.#last, act, size: sizeOf(act.action), lost: 0, seen: 0, resolve, reject };
      this.#open.set(job.id, job);
      this.#give(job);
    });
  }

  end(): void {
    this.#looking?.();
    this.#sparing?.();
    this.#failed = true;
    for (const { thread } of this.#members) thread.end();
    this.#members = [];
  }

  #add(): void {
    if (this.#failed) return;
    let member: Member | undefined;
    try {
      const thread = this.parts.start({
        ready: () => {
          if (member) member.isReady = true;
          this.#giveWaiting();
        },
        done: done => {
          const job = this.#close(done.id);
          if (member?.isRelieved && member.jobs.size === 0) this.#replace(member);
          if (job && "judged" in done) job.resolve(done.judged);
          else if (job && "failed" in done) job.reject(new Error(done.failed));
        },
        ended: because => {
          if (member && this.#members.includes(member)) this.#lose(member, `reading failed (${because})`);
        },
      });
      member = { thread, jobs: new Map(), isReady: false, beat: 0, still: 0, isRelieved: false, busy: 0 };
      this.#members.push(member);
    } catch (error) {
      this.#failed = true;
      this.parts.log(`no thread to judge in: ${error instanceof Error ? error.message : error}`);
    }
  }

  /**
   * Gives the job to the thread with the least work. If there are several, long and short texts do not share one. Once
   * a text has blocked a thread, no long text gets the last free one.
   */
  #give(job: Job): void {
    const isLong = job.size > SHORT;
    const others = ({ jobs }: Member) => [...jobs.values()].filter(({ size }) => size > SHORT !== isLong).length;
    const all = this.#members
      .filter(member => member.isReady && !member.isRelieved && !isHeldUp(member))
      .sort((a, b) => others(a) - others(b) || a.jobs.size - b.jobs.size);
    const [free] = isLong && this.#sparing && all.length === 1 && !this.#failed ? [] : all;
    if (!free) {
      if (this.#members.length < MAX_THREADS && !this.#isStarting) this.#add();
      if (this.#members.length === 0 || (this.#isStarting && job.size <= SHORT)) this.#here(job);
      else this.#waiting.push(job);
      return;
    }
    try {
      const { action, roots, session, policy } = job.act;
      free.thread.send({ id: job.id, action, roots, session }, policy);
    } catch (error) {
      this.#close(job.id)?.reject(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (free.jobs.size === 0) free.beat = free.thread.beat - 1;
    free.jobs.set(job.id, job);
    this.#look();
  }

  #here(job: Job): void {
    const { resolve, reject } = job;
    this.#open.delete(job.id);
    this.parts.here(job.act).then(resolve, reject);
  }

  /** Takes the job; undefined when it was answered before. */
  #close(id: number): Job | undefined {
    const job = this.#open.get(id);
    this.#open.delete(id);
    for (const { jobs } of this.#members) jobs.delete(id);
    return job;
  }

  get #isStarting(): boolean {
    return this.#members.some(({ isReady }) => !isReady);
  }

  /** Gives out the waiting jobs, short ones first, as they are soon done. */
  #giveWaiting(): void {
    const open = this.#waiting.splice(0).filter(({ id }) => this.#open.has(id));
    for (const job of open.sort((a, b) => a.size - b.size)) this.#give(job);
  }

  #look(): void {
    this.#looking ??= this.parts.clock.after(LOOK_MS, () => {
      this.#looking = undefined;
      for (const member of [...this.#members]) this.#lookAt(member);
      if (this.#waiting.length > 0 || this.#members.some(({ jobs }) => jobs.size > 0)) this.#look();
    });
  }

  #lookAt(member: Member): void {
    const { beat, job: holding } = member.thread;
    const before = member.still;
    const job = member.jobs.get(holding);
    if (job) job.seen++;
    if (member.isRelieved) member.busy++;
    member.still = member.jobs.size > 0 && beat === member.beat ? member.still + 1 : 0;
    member.beat = beat;
    if (before >= STILL && member.still === 0) this.#giveWaiting();
    if (isHeldUp(member)) this.#relieve(member);
    if (Math.max(member.still, member.busy, job?.seen ?? 0) * LOOK_MS >= this.parts.limitMs)
      this.#lose(member, `reading took longer than ${this.parts.limitMs / 1000} seconds`);
  }

  /** Passes on the other acts of a thread that is blocked by one. */
  #relieve(member: Member): void {
    const { job: holding } = member.thread;
    const others = [...member.jobs.values()].filter(({ id }) => id !== holding);
    for (const job of others) member.jobs.delete(job.id);
    if (!member.isRelieved && this.#open.size > 1) {
      member.isRelieved = true;
      member.thread.standBack();
    }
    if (this.#members.every(isHeldUp) && this.#members.length < MAX_THREADS) this.#add();
    for (const job of others) this.#give(job);
    this.#sparing?.();
    this.#sparing = this.parts.clock.after(SPARE_MS, () => this.#endSpare());
  }

  #endSpare(): void {
    this.#sparing = undefined;
    const spare = this.#members.filter(({ jobs }) => jobs.size === 0).slice(KEPT);
    this.#members = this.#members.filter(member => !spare.includes(member));
    for (const { thread } of spare) thread.end();
  }

  /** Replaces a thread that has ended or must end. Its current act counts as unread, and the others are passed on. */
  #lose(member: Member, because: string): void {
    this.parts.log(`a thread that judges has ended: ${because}`);
    const holding = member.thread.job;
    // A thread that never became ready would fail again.
    if (!member.isReady) this.#failed = true;
    const jobs = [...member.jobs.values()];
    this.#replace(member);
    for (const job of jobs) {
      if (job.id === holding || ++job.lost >= MAX_LOST) this.#unread(job, because);
      else this.#give(job);
    }
  }

  #replace(member: Member): void {
    this.#members = this.#members.filter(one => one !== member);
    member.thread.end();
    while (this.#members.length < KEPT && !this.#failed) this.#add();
    this.#giveWaiting();
  }

  #unread({ id, act, resolve, reject }: Job, because: string): void {
    this.#close(id);
    try {
      resolve(this.parts.unread(act, because));
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** Tells whether a single step blocks the thread. A thread that merely does not get to run has not begun a job. */
function isHeldUp({ still, thread }: Member): boolean {
  return still >= STILL && thread.job !== 0;
}

/** Returns the number of characters to read. */
function sizeOf({ env: _, ...action }: Action): number {
  return JSON.stringify(action).length;
}
