/**
 * Remembers allowed commands that may still run, by their process: a program that such a command starts, and that was
 * seen in it, is not asked about again. Only the system's records tell who started what; where they do not, a program
 * is judged like any other act. In memory only, and bounded.
 */
import type { Action } from "../../core/action/action.ts";
import { isPartOf, type ReadAct } from "../../core/approval/part-of.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import type { FactTable } from "../../core/facts/facts.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { isSameProcess, isShell, lineageOf, type Process, startOf } from "../../platform/lineage.ts";
import type { HookCall, Outcome, Weighed } from "../hook/flow.ts";
import type { Clock } from "./clock.ts";

/** How long an allowed command may run. */
const ACT_MS = 10 * 60_000;
const MAX_ACTS = 64;
/** The most processes above a program's start that are reported. */
const MAX_TOLD = 6;
const MAX_WORDS = 80;

/** A running command with its process and judgement. */
interface Running {
  readonly runner: Process;
  readonly action: Action;
  readonly weighed: Weighed;
  /** The person who allowed it, if one did. */
  readonly who: string | undefined;
  readonly until: number;
  read?: ReadAct;
}

/** Explains how an action was read, from the facts of its judgement. */
export type Retrace = (action: Action, policy: Policy, facts: FactTable) => ReadAct["steps"];

export class LetThrough {
  /** Oldest first. */
  #running: readonly Running[] = [];
  /** For each start of a program that is being judged, the running commands above it, nearest first. */
  readonly #above = new WeakMap<Action, readonly Running[]>();

  constructor(
    readonly clock: Clock,
    readonly retrace: Retrace,
  ) {}

  /** Adds to a program's start who has started it, and moves it into the session in which that was allowed. */
  placed(action: Action, { pid, runner }: HookCall): Action {
    if (runner?.kind !== "program" || pid === undefined) return action;
    const above = aboveRunner(lineageOf(pid), runner.pid);
    const running = this.#runningIn(above);
    const top = running.at(-1)?.runner;
    const started = above.slice(0, top && above.findIndex(one => isSameProcess(one, top)));
    const startedBy = started
      .slice(0, MAX_TOLD)
      .flatMap(({ pid }) => told(pid))
      .reverse();
    const { callId: _, intent: __, ...origin } = running[0]?.action.origin ?? action.origin;
    const placed = { ...action, origin: { ...origin, ...(startedBy.length > 0 && { startedBy }) } };
    this.#above.set(placed, running);
    return placed;
  }

  /** Says in one clause why a program's start needs no person; undefined when it is part of no known command. */
  partOf(action: Action, { judgement, policy, facts }: Weighed): string | undefined {
    const above = this.#above.get(action) ?? [];
    if (above.length === 0 || isPlain(judgement)) return undefined;
    const part = { judgement, steps: this.retrace(action, policy, facts) };
    const whole = above.find(one => isPartOf(this.#readingOf(one), part));
    if (!whole) return undefined;
    const by = whole.who === undefined ? "" : ` by ${whole.who}`;
    return `it is part of what was let through${by} a moment ago, and does nothing that was not seen then`;
  }

  /** Called when a command is judged: an earlier command of the same process is over. Returns the process if known. */
  begins(action: Action, call: HookCall): Process | undefined {
    const runner = action.kind === "command" ? runnerOf(call) : undefined;
    if (runner) this.#running = this.#running.filter(one => !isSameProcess(one.runner, runner));
    return runner;
  }

  /** Records the outcome. `runner`: what `begins` returned. */
  note(runner: Process | undefined, action: Action, weighed: Weighed, outcome: Outcome): void {
    if (!runner || outcome.kind !== "allowed") return;
    const until = this.clock.now() + ACT_MS;
    const one = { runner, action, weighed, who: outcome.by === "person" ? outcome.who : undefined, until };
    this.#running = [...this.#running, one].slice(-MAX_ACTS);
  }

  #runningIn(above: readonly Process[]): Running[] {
    const now = this.clock.now();
    return above.flatMap(process =>
      this.#running.filter(({ runner, until }) => until > now && isSameProcess(runner, process)),
    );
  }

  #readingOf(one: Running): ReadAct {
    const { action, weighed } = one;
    one.read ??= { judgement: weighed.judgement, steps: this.retrace(action, weighed.policy, weighed.facts) };
    return one.read;
  }
}

/** Tells whether an act is neither asked about nor counted against a limit. */
function isPlain({ decision, effects }: Judgement): boolean {
  return decision === "allow" && effects.every(({ recovery }) => recovery === "free");
}

/** Returns the process that runs an allowed command: a waiting shell, or the agent, which may use one for hooks. */
function runnerOf({ pid, runner }: HookCall): Process | undefined {
  if (pid === undefined) return undefined;
  const line = lineageOf(pid);
  if (runner) return line.find(one => one.pid === runner.pid);
  return line.slice(1).find(one => !isShell(one.pid));
}

/** The asking launcher is a child of the stand-in. If it is not, its ancestors prove nothing. */
function aboveRunner(line: readonly Process[], pid: number): readonly Process[] {
  const at = line.findIndex(one => one.pid === pid);
  return at < 0 ? [] : line.slice(at + 1);
}

function told(pid: number): string[] {
  const text = (startOf(pid) ?? []).join(" ").replaceAll(/\s+/g, " ");
  if (text === "") return [];
  return [text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS - 1)}…` : text];
}
