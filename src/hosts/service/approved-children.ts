/**
 * Commands that were let through and may still run, by the process that runs them: a program that one of them starts, and
 * that was seen in it, is not put before a person a second time. Who started what is asked of the system and of nobody
 * else; where it cannot tell, a program is judged like any other act. In memory only, and bounded.
 */
import type { Action } from "../../core/action/action.ts";
import { isPartOf, type ReadAct } from "../../core/approval/part-of.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import type { FactTable } from "../../core/facts/facts.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { isSameProcess, isShell, lineageOf, type Process, startOf } from "../../platform/lineage.ts";
import type { HookCall, Outcome, Weighed } from "../hook/flow.ts";
import type { Clock } from "./clock.ts";

/** How long a command may run that was let through. */
const ACT_MS = 10 * 60_000;
const MAX_ACTS = 64;
/** Of a program's start, the processes above it that are told. */
const MAX_TOLD = 6;
const MAX_WORDS = 80;

/** What runs a command, and what was said of it. */
interface Running {
  readonly runner: Process;
  readonly action: Action;
  readonly weighed: Weighed;
  /** Who let it through, when a person did. */
  readonly who: string | undefined;
  readonly until: number;
  read?: ReadAct;
}

/** How an action was read, from the facts of its judgement. */
export type Retrace = (action: Action, policy: Policy, facts: FactTable) => ReadAct["steps"];

export class LetThrough {
  /** Oldest first. */
  #running: readonly Running[] = [];
  /** What stands above each start of a program that is being judged, nearest first. */
  readonly #above = new WeakMap<Action, readonly Running[]>();

  constructor(
    readonly clock: Clock,
    readonly retrace: Retrace,
  ) {}

  /** The start of a program with who has started it, as part of the session in which that was let through. */
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

  /** Why the start of a program needs no person: one clause. Undefined when it is not known to be part of anything. */
  partOf(action: Action, { judgement, policy, facts }: Weighed): string | undefined {
    const above = this.#above.get(action) ?? [];
    if (above.length === 0 || isPlain(judgement)) return undefined;
    const part = { judgement, steps: this.retrace(action, policy, facts) };
    const whole = above.find(one => isPartOf(this.#readingOf(one), part));
    if (!whole) return undefined;
    const by = whole.who === undefined ? "" : ` by ${whole.who}`;
    return `it is part of what was let through${by} a moment ago, and does nothing that was not seen then`;
  }

  /** A command is judged: what the same process was let run before is over. That process, where anybody can tell. */
  begins(action: Action, call: HookCall): Process | undefined {
    const runner = action.kind === "command" ? runnerOf(call) : undefined;
    if (runner) this.#running = this.#running.filter(one => !isSameProcess(one.runner, runner));
    return runner;
  }

  /** `runner`: what `begins` has said. */
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

/** Nothing that a person would be asked about, and nothing that counts against a limit. */
function isPlain({ decision, effects }: Judgement): boolean {
  return decision === "allow" && effects.every(({ recovery }) => recovery === "free");
}

/** What runs a command once it is let through: a shell that waits with it, or the agent, which may start hooks by one. */
function runnerOf({ pid, runner }: HookCall): Process | undefined {
  if (pid === undefined) return undefined;
  const line = lineageOf(pid);
  if (runner) return line.find(one => one.pid === runner.pid);
  return line.slice(1).find(one => !isShell(one.pid));
}

/** The launcher that asks is a child of the stand-in; one that is not says nothing about it. */
function aboveRunner(line: readonly Process[], pid: number): readonly Process[] {
  const at = line.findIndex(one => one.pid === pid);
  return at < 0 ? [] : line.slice(at + 1);
}

function told(pid: number): string[] {
  const text = (startOf(pid) ?? []).join(" ").replaceAll(/\s+/g, " ");
  if (text === "") return [];
  return [text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS - 1)}…` : text];
}
