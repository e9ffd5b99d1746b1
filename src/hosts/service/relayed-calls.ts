/**
 * Matches a call of a server's tool that is reported twice: by the hook of the calling agent, and by our relay before
 * the server gets it. A person is asked once. What they allow at the hook is valid for one call at the relay: the same
 * server, tool and arguments, from the same client's process, within a short time, and for nothing that the card did
 * not say.
 */
import { createHash } from "node:crypto";
import type { Answer, Protocol } from "../../agents/agent.ts";
import type { Action, McpAction } from "../../core/action/action.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import { canonicalJson } from "../../core/text/canonical-json.ts";
import { ancestryOf, isShell } from "../../platform/lineage.ts";
import type { Held } from "../hook/flow.ts";
import type { Clock } from "./clock.ts";

/** How long after the hook's answer the call may arrive, ms. The agent may have to start the server first. */
const GOOD_FOR = 30_000;

/** A call that a hook reported. */
interface Told {
  readonly key: string;
  /** The process that started the hook. */
  readonly client: number | undefined;
  /** Resolves when the hook is answered. */
  readonly over: Promise<void>;
  /** The last judgement that was shown to a person. */
  shown?: Judgement;
  /** The person's answer. */
  held?: Held;
  /** Whether the call may run; undefined until the hook is answered. */
  passed?: boolean;
}

/** A call at the relay, with the hook's report of the same call. */
interface Brought {
  readonly told: Told;
  /** Set when a person's yes to it is used up. */
  used: boolean;
}

/** The needed facts about processes. */
export interface Processes {
  /** Returns a process and its ancestors, nearest first; empty if unknown. */
  lineOf(pid: number): readonly number[];
  isShell(pid: number): boolean;
}

type Door = { readonly agent: Pick<Protocol, "afterHooks">; readonly pid?: number };

export class RelayedCalls {
  /** Reports that no relay has matched yet, oldest first. */
  readonly #told = new Set<Told>();
  readonly #open = new WeakMap<Action, Told>();
  readonly #brought = new WeakMap<Action, Brought>();

  constructor(
    readonly clock: Clock,
    readonly processes: Processes = { lineOf: ancestryOf, isShell },
  ) {}

  /** Runs `answer`, and remembers the result of a call that a relay may report too. */
  async follow(action: Action, { agent, pid }: Door, answer: () => Promise<Answer>): Promise<Answer> {
    if (action.kind !== "mcp" || pid === undefined) return answer();
    if (agent.afterHooks) {
      this.#take(action, pid);
      return answer();
    }
    let end = () => {};
    const over = new Promise<void>(resolve => {
      end = resolve;
    });
    const told: Told = { key: keyOf(action), client: this.#clientOf(pid), over };
    this.#told.add(told);
    this.#open.set(action, told);
    try {
      const said = await answer();
      told.passed = said.kind === "no-opinion";
      return said;
    } finally {
      told.passed ??= false;
      if (told.passed) this.clock.after(GOOD_FOR, () => this.#told.delete(told));
      else this.#told.delete(told);
      end();
    }
  }

  /** Records that a person is asked about a hook's act. */
  shown(action: Action, judgement: Judgement): void {
    const told = this.#open.get(action);
    if (told) told.shown = judgement;
  }

  /** Records the person's answer. */
  said(action: Action, held: Held): void {
    const told = this.#open.get(action);
    if (told) told.held = held;
  }

  /** Tells whether an act has been counted at its hook already. */
  isCounted(action: Action): boolean {
    return this.#brought.get(action)?.told.passed === true;
  }

  /** Tells whether an act needs no further question. */
  isSettled(action: Action, judgement: Judgement): boolean {
    const brought = this.#brought.get(action);
    if (!brought?.told.passed) return false;
    return judgement.decision === "allow" || (brought.told.held?.kind === "allowed" && isCovered(judgement, brought));
  }

  /** Returns what a person has said at the hook, or will say; undefined when they have to be asked. */
  async answerTo(
    action: Action,
    judgement: Judgement,
    { gone, deadline }: { readonly gone: AbortSignal; readonly deadline: number },
  ): Promise<Held | undefined> {
    const brought = this.#brought.get(action);
    if (!brought || brought.used) return undefined;
    brought.used = true;
    const { told } = brought;
    if (told.passed === undefined && told.shown && !isCovered(judgement, brought)) return undefined;
    const early = await this.#until(told.over, gone, deadline);
    if (early) return early;
    if (told.held?.kind === "denied") return told.held;
    if (!told.passed || told.held?.kind !== "allowed" || !isCovered(judgement, brought)) return undefined;
    return { ...told.held, reason: "a person allowed this call when the agent's hook asked" };
  }

  /** Matches a call to one report: first to an answered one, then to one that is being asked about. */
  #take(action: McpAction, pid: number): void {
    const [, client] = this.processes.lineOf(pid);
    // Process 1 adopts what has lost its parent.
    if (client === undefined || client === 1) return;
    const key = keyOf(action);
    const fits = [...this.#told].filter(told => told.key === key && told.client === client);
    const told = fits.find(({ passed }) => passed) ?? fits[0];
    if (!told) return;
    this.#told.delete(told);
    // Who allowed it has not seen the changed description of the tool.
    if (!action.retold) this.#brought.set(action, { told, used: false });
  }

  /** Returns the agent's process. Agents start a hook directly or through a shell. */
  #clientOf(hook: number): number | undefined {
    const [, ...above] = this.processes.lineOf(hook);
    return above.find(pid => !this.processes.isShell(pid));
  }

  /** Waits for the hook's answer; undefined when it comes in time. */
  #until(over: Promise<void>, gone: AbortSignal, deadline: number): Promise<Held | undefined> {
    return new Promise(resolve => {
      const leave = () => resolve({ kind: "withdrawn" });
      const cancel = this.clock.after(Math.max(0, deadline - this.clock.now()), () => resolve({ kind: "timeout" }));
      if (gone.aborted) leave();
      gone.addEventListener("abort", leave, { once: true });
      over.then(() => {
        cancel();
        gone.removeEventListener("abort", leave);
        resolve(undefined);
      });
    });
  }
}

/** Hashes agent, server, tool and arguments, in any order of their keys, since arguments may be large. */
function keyOf({ origin, server, tool, arguments: args }: McpAction): string {
  return createHash("sha256")
    .update(canonicalJson([origin.agent, server, tool, args]))
    .digest("hex");
}

const LEVELS: readonly Judgement["level"][] = ["safe", "low", "medium", "high", "critical"];

/** Tells whether the card covered what the relay knows: the server's variables and descriptions may add something. */
function isCovered(now: Judgement, { told: { shown } }: Brought): boolean {
  if (!shown) return false;
  const asking = new Set(shown.reasons.flatMap(({ rule, then }) => (then ? [rule] : [])));
  return (
    now.decision === shown.decision &&
    now.override === shown.override &&
    now.score <= shown.score &&
    LEVELS.indexOf(now.level) <= LEVELS.indexOf(shown.level) &&
    now.environment.name === shown.environment.name &&
    now.reasons.every(({ rule, then }) => !then || then === "allow" || asking.has(rule))
  );
}
