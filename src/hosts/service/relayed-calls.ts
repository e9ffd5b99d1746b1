/**
 * One call of a server's tool that comes twice: from the hook of the agent that makes it, and from our relay before the
 * server gets it. A person is asked once. What they allow at the hook is good for one call at the relay: the same
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

/** How long after the hook's answer its call may still come, ms: the agent may start the server first. */
const GOOD_FOR = 30_000;

/** What a hook has told of. */
interface Told {
  readonly key: string;
  /** The process that has started the hook. */
  readonly client: number | undefined;
  /** Resolves when the hook is answered. */
  readonly over: Promise<void>;
  /** What was put before a person last. */
  shown?: Judgement;
  /** What came of it. */
  held?: Held;
  /** Undefined until the hook is answered: whether its call may run. */
  passed?: boolean;
}

/** A call at the relay, and what it is the second sight of. */
interface Brought {
  readonly told: Told;
  /** A person's yes to it is used up. */
  used: boolean;
}

/** What is known of the processes of this machine. */
export interface Processes {
  /** A process and those that it descends from, nearest first; empty when nobody can tell. */
  lineOf(pid: number): readonly number[];
  isShell(pid: number): boolean;
}

type Door = { readonly agent: Pick<Protocol, "afterHooks">; readonly pid?: number };

export class RelayedCalls {
  /** What no relay has brought yet, oldest first. */
  readonly #told = new Set<Told>();
  readonly #open = new WeakMap<Action, Told>();
  readonly #brought = new WeakMap<Action, Brought>();

  constructor(
    readonly clock: Clock,
    readonly processes: Processes = { lineOf: ancestryOf, isShell },
  ) {}

  /** Runs `answer`, and remembers what becomes of a call that a relay may bring. */
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

  /** A hook's act is put before a person. */
  shown(action: Action, judgement: Judgement): void {
    const told = this.#open.get(action);
    if (told) told.shown = judgement;
  }

  /** What the person said. */
  said(action: Action, held: Held): void {
    const told = this.#open.get(action);
    if (told) told.held = held;
  }

  /** True for an act that has run through already: it counts once. */
  isCounted(action: Action): boolean {
    return this.#brought.get(action)?.told.passed === true;
  }

  /** True when nothing more is to be asked about it. */
  isSettled(action: Action, judgement: Judgement): boolean {
    const brought = this.#brought.get(action);
    if (!brought?.told.passed) return false;
    return judgement.decision === "allow" || (brought.told.held?.kind === "allowed" && isCovered(judgement, brought));
  }

  /** What a person has said at the hook, or is about to say; undefined when they have to be asked. */
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

  /** Every hook's act is brought once: the one that was answered first, then the one that is asked about. */
  #take(action: McpAction, pid: number): void {
    const [, client] = this.processes.lineOf(pid);
    // The first process takes over what has lost its parent.
    if (client === undefined || client === 1) return;
    const key = keyOf(action);
    const fits = [...this.#told].filter(told => told.key === key && told.client === client);
    const told = fits.find(({ passed }) => passed) ?? fits[0];
    if (!told) return;
    this.#told.delete(told);
    // Whoever said yes to it has not seen what the server says of its tool now.
    if (!action.retold) this.#brought.set(action, { told, used: false });
  }

  /** Agents start a hook by themselves or through a shell. Above their process stands whoever has started them. */
  #clientOf(hook: number): number | undefined {
    const [, ...above] = this.processes.lineOf(hook);
    return above.find(pid => !this.processes.isShell(pid));
  }

  /** Undefined when it is over in time. */
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

/** Agent, server, tool and arguments, in any order of their keys. A hash, since arguments may be large. */
function keyOf({ origin, server, tool, arguments: args }: McpAction): string {
  return createHash("sha256")
    .update(canonicalJson([origin.agent, server, tool, args]))
    .digest("hex");
}

const LEVELS: readonly Judgement["level"][] = ["safe", "low", "medium", "high", "critical"];

/** The relay knows the server's variables and what it says of its tool: that may be more than the card has said. */
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
