/**
 * Judges acts in threads, so that none holds up another: the service goes on answering whatever a text does to its
 * reader. A thread that one act holds up gives its other acts away; past the limit it is ended, and the act is unread.
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
  /** Judges in this thread: short texts, for as long as another one is only starting. */
  here(act: Act): Promise<Judged>;
  /** The judgement of an act that nobody could read. `because`: one clause. */
  unread(act: Act, because: string): Judged;
  /** How long one act may hold up a thread; ms, as far as this thread gets its own turns. */
  readonly limitMs: number;
}

interface Job {
  readonly id: number;
  readonly act: Act;
  readonly size: number;
  /** Threads that have ended under it. */
  lost: number;
  /** Looks at which a thread was doing its work. */
  seen: number;
  resolve(judged: Judged): void;
  reject(error: Error): void;
}

interface Member {
  readonly thread: Thread;
  readonly jobs: Map<number, Job>;
  isReady: boolean;
  beat: number;
  /** Looks in a row at which it stood where it stood before. */
  still: number;
  /**
   * Others wait while one act holds it up: they were given away, it stands back behind the threads that have them, and it
   * ends with that act, before it begins them again.
   */
  isRelieved: boolean;
  /** Looks since then: what was given away may have begun before. */
  busy: number;
}

const LOOK_MS = 20;
/** So many looks without a beat, and it is held up. */
const STILL = 4;
/** More acts than that at once wait until the limit of one of them has passed. */
const MAX_THREADS = 4;
/** Threads that are kept though there is nothing to do: each takes some 100 MB. */
const KEPT = 1;
/** So long others stay after one was held up. */
const SPARE_MS = 60_000;
/** Characters: hardly anything that short takes long to read. */
const SHORT = 1000;
/** After so many ended threads the act is no longer tried. */
const MAX_LOST = 2;

export class JudgingPool {
  #members: Member[] = [];
  /** What has no answer yet: the first one counts, whichever thread gives it. */
  readonly #open = new Map<number, Job>();
  /** Nobody is free for them. */
  #waiting: Job[] = [];
  #last = 0;
  #looking: (() => void) | undefined;
  #failed = false;
  #sparing: (() => void) | undefined;

  constructor(readonly parts: PoolParts) {}

  start(): void {
    for (let i = 0; i < KEPT; i++) this.#add();
  }

  /** Rejects like `judgeAct`. */
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
   * To the thread with the least to do; where there are several, long texts and short ones do not share one. Once a text
   * has held up a thread, no long one gets the last that is left to others.
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

  /** Undefined where it was answered before. */
  #close(id: number): Job | undefined {
    const job = this.#open.get(id);
    this.#open.delete(id);
    for (const { jobs } of this.#members) jobs.delete(id);
    return job;
  }

  get #isStarting(): boolean {
    return this.#members.some(({ isReady }) => !isReady);
  }

  /** Short ones first: they are soon done. */
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

  /** Its other acts need not wait for the one that holds it up. */
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

  /** It has ended or is to: what it was doing cannot be read, the rest is given to others. */
  #lose(member: Member, because: string): void {
    this.parts.log(`a thread that judges has ended: ${because}`);
    const holding = member.thread.job;
    // One that never began to work would end the next time as well.
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

/** One stretch of work goes on; a thread that merely gets no turn of the processor has begun none. */
function isHeldUp({ still, thread }: Member): boolean {
  return still >= STILL && thread.job !== 0;
}

/** Characters that have to be read. */
function sizeOf({ env: _, ...action }: Action): number {
  return JSON.stringify(action).length;
}
