/**
 * Takes one hook call from payload to answer, in the service and in the fallback alike. Every result that is not a
 * judgement or a person's answer is a denial that names the stage that failed.
 */
import type { Answer, Changeable, Payload, Protocol, Runner, ToolInput } from "../../agents/agent.ts";
import { parsePayload } from "../../agents/payload.ts";
import type { Action } from "../../core/action/action.ts";
import { whatItDoes } from "../../core/approval/headline.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import { isOnGuard } from "../../core/decision/self-protection.ts";
import { plainRead } from "../../core/detectors/secrets/single-file-read.ts";
import { isEnvFile } from "../../core/files/secret-files.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Halt } from "../../platform/halt-file.ts";
import type { Judged } from "../engine.ts";
import { cannot, declined, halted, refused, unanswered, withheld } from "./words.ts";

export interface HookCall {
  readonly agent: Protocol;
  readonly bytes: Uint8Array;
  /** The process that the agent has started, if known. */
  readonly pid?: number;
  /** The agent's environment, if known. */
  readonly env?: Readonly<Record<string, string>>;
  /** The process that will run the act, by the payload. */
  readonly runner?: Runner;
  /** Epoch ms by which the agent must have its answer. */
  readonly deadline: number;
  /** Fires when the agent no longer waits. */
  readonly gone: AbortSignal;
}

/** A judgement with the policy it was made under. */
export interface Weighed extends Judged {
  readonly policy: Policy;
  /** Absolute path of the workspace that holds the act's folder. */
  readonly root: string;
  /** Set for a part of an act that was allowed, and counted then. */
  readonly counted?: true;
  /** Set for the guard's own proof: judged and answered like any act, but counted against nobody. */
  readonly proof?: true;
}

/** Who or what decided an act. */
export type Outcome =
  | {
      readonly kind: "allowed";
      readonly by: "rule" | "person" | "observe";
      readonly who?: string;
      /** What else happened, unless a person simply said yes to it. */
      readonly reason?: string;
    }
  | {
      readonly kind: "denied";
      readonly by: "rule" | "person" | "timeout" | "halt" | "failure" | "no-editor";
      readonly who?: string;
      readonly reason: string;
    }
  | { readonly kind: "withdrawn" };

/** An act whose intent is being written, and whose outcome has to follow. */
export interface OpenAct {
  /** Resolves when the intent is on the disk. Rejects when it cannot be written: then nothing may run. */
  readonly written: Promise<void>;
  end(outcome: Outcome): Promise<void>;
}

/** How a question ended. `allowed` carries no judgement, as the flow judges again. */
export type Held =
  | {
      readonly kind: "allowed";
      readonly by: string;
      /** Why a person's yes counts, if nobody was asked this time. */
      readonly reason?: string;
    }
  /** Allowed, but what would be lost is no longer what the card showed. */
  | { readonly kind: "changed" }
  /** Nobody has answered, but the places or the rules are no longer those of the card. */
  | { readonly kind: "judged-anew" }
  | { readonly kind: "denied"; readonly by: string; readonly tell?: string }
  | { readonly kind: "timeout" }
  /** `id`: the ended question, which a person can still allow. */
  | { readonly kind: "no-editor"; readonly id?: string }
  | {
      readonly kind: "called-off";
      readonly by: "halt" | "failure";
      readonly because: string;
      /** What the agent should do; default: ask the person. */
      readonly next?: string;
    }
  | { readonly kind: "withdrawn" };

/** What differs between the service and the fallback. */
export interface Judge {
  halted(): Halt | null;
  judge(action: Action): Promise<Weighed>;
  /** Adds to the action who proposes it, by the system's records; absent where nothing is looked up. */
  placed?(action: Action, call: HookCall): Action;
  /** Starts writing the intent. */
  open(action: Action, judged: Weighed, call: HookCall): OpenAct;
  /** Asks a person about the act. */
  hold(action: Action, judged: Weighed, call: HookCall): Promise<Held>;
  /** Runs `answer` once for calls that report the same act twice. */
  share(action: Action, event: string, call: HookCall, answer: (gone: AbortSignal) => Promise<Answer>): Promise<Answer>;
  /** Says why a change of the agent's configuration must not take effect; undefined when the hook survives it. */
  refuseConfigChange(call: HookCall, file?: string): string | undefined;
  /** Returns the absolute path of a copy of an env file without its values; undefined when there is nothing to copy. */
  maskedCopy(path: string): string | undefined;
}

export interface Answered {
  readonly answer: Answer;
  readonly event: string | undefined;
}

/** Answers a call. Never rejects. */
export async function answerHook(call: HookCall, judge: Judge): Promise<Answered> {
  let event: string | undefined;
  try {
    const payload = await stage("read the agent's payload", REPORT, () => readPayload(call));
    event = payload.event;
    switch (payload.kind) {
      case "pass":
        return { answer: NO_OPINION, event };
      case "malformed":
        return { answer: deny(cannot("read the agent's payload", payload.because, REPORT)), event };
      case "config-change": {
        const reason = await stage("check the changed configuration", REPORT, () =>
          judge.refuseConfigChange(call, payload.file),
        );
        return { answer: reason === undefined ? NO_OPINION : deny(reason), event };
      }
      case "act": {
        const { event: name, changeable, person, runner } = payload;
        const from = runner ? { ...call, runner } : call;
        const action = judge.placed?.(payload.action, from) ?? payload.action;
        const answer = await judge.share(action, name, from, async gone => {
          if (person && (await isLeft(action, judge))) return { ...NO_OPINION, left: true };
          return answerAct(action, { ...from, gone }, judge, changeable);
        });
        return { answer, event };
      }
    }
  } catch (error) {
    const stop = judge.halted();
    return { answer: deny(stop ? halted(stop.because) : failureOf(error).message), event };
  }
}

/** Tells whether the policy leaves alone what people do in their own terminals. */
async function isLeft(action: Action, judge: Judge): Promise<boolean> {
  const { policy } = await stage("judge the act", REPORT, () => judge.judge(action));
  return policy.terminals.people === "leave";
}

const REPORT = "Do not retry it in another way; tell the person what happened, with this text.";
const NO_OPINION = { kind: "no-opinion" } as const satisfies Answer;
/** How often the same act is asked about again because its facts changed while the card was open. */
const MAX_ASKED = 3;

function readPayload({ bytes, agent, env }: HookCall): Payload {
  return agent.read(agent.parse ? agent.parse(bytes) : parsePayload(bytes), env);
}

async function answerAct(action: Action, call: HookCall, judge: Judge, changeable?: Changeable): Promise<Answer> {
  const judged = await stage("judge the act", REPORT, () => judge.judge(action));
  const act = judge.open(action, judged, call);
  let outcome = outcomeAtOnce(judged, judge);
  if (!outcome) {
    await stage(...AUDIT, () => act.written);
    outcome = await askUntilSettled(action, judged, call, judge).catch(
      (error: unknown) => ({ kind: "denied", by: "failure", reason: failureOf(error).message }) as const,
    );
  }
  // Without a question in between, intent and outcome reach the disk in one write.
  const ended = act.end(outcome);
  await stage(...AUDIT, () => Promise.all([act.written, ended]));
  if (outcome.kind === "allowed") return NO_OPINION;
  const input = changeable && judged.policy.maskedReads ? maskedInput(changeable, action, outcome, judge) : undefined;
  if (input && outcome.kind === "denied") return { kind: "masked-read", reason: withheld(outcome.reason), input };
  return deny(outcome.kind === "denied" ? outcome.reason : cannot("answer", "the agent stopped waiting", REPORT));
}

/**
 * Returns the input for reading a masked copy of an env file whose reading was refused; not while agents are stopped,
 * nor when the guard itself failed. Undefined for any other act.
 */
function maskedInput(
  { input, field }: Changeable,
  action: Action,
  outcome: Outcome,
  judge: Judge,
): ToolInput | undefined {
  if (outcome.kind !== "denied" || outcome.by === "halt" || outcome.by === "failure") return undefined;
  const read = plainRead(action);
  const copy = read && isEnvFile(read.path) ? judge.maskedCopy(read.path) : undefined;
  return read && copy !== undefined ? { ...input, [field]: read.from(copy) } : undefined;
}

const AUDIT = ["write its audit log", "Tell the person to check the disk and the log's folder."] as const;

/** Returns the outcome that needs no person; undefined when somebody has to be asked. */
function outcomeAtOnce({ judgement, policy }: Weighed, judge: Judge): Outcome | undefined {
  const stop = judge.halted();
  if (stop) return { kind: "denied", by: "halt", reason: halted(stop.because) };
  if (policy.mode === "observe" && !isOnGuard(judgement)) return { kind: "allowed", by: "observe" };
  if (judgement.decision === "allow") return { kind: "allowed", by: "rule" };
  if (judgement.decision === "deny" && judgement.override === "none")
    return { kind: "denied", by: "rule", reason: refused(judgement, whatItDoes(judgement.effects)) };
  return undefined;
}

async function askUntilSettled(action: Action, first: Weighed, call: HookCall, judge: Judge): Promise<Outcome> {
  let judged = first;
  for (let asked = 0; asked < MAX_ASKED; ) {
    const held = await stage("hold the question", REPORT, () => judge.hold(action, judged, call));
    if (held.kind !== "allowed" && held.kind !== "changed" && held.kind !== "judged-anew")
      return denial(held, judged.judgement, whatItDoes(judged.judgement.effects));
    const again = await stage("judge the act again before letting it pass", REPORT, () => judge.judge(action));
    if (call.gone.aborted) return { kind: "withdrawn" };
    const same = held.kind === "allowed" && sameAs(judged, again);
    if (same && !judge.halted()) {
      const { by: who, reason } = held;
      return { kind: "allowed", by: "person", who, ...(reason !== undefined && { reason }) };
    }
    const outcome = outcomeAtOnce(again, judge);
    if (outcome) return held.kind === "judged-anew" ? becauseOfMarks(outcome) : outcome;
    judged = again;
    // Marking places or writing rules is part of a person's answer, so it does not count as a repetition.
    if (held.kind !== "judged-anew") asked++;
  }
  const { judgement } = judged;
  const why = "what it would touch kept changing while it was shown";
  return {
    kind: "denied",
    by: "failure",
    reason: unanswered(judgement, whatItDoes(judgement.effects), why, WAIT),
  };
}

function becauseOfMarks(outcome: Outcome): Outcome {
  const reason = "a person marked a place or changed a policy while the question was open";
  return outcome.kind === "allowed" ? { ...outcome, reason } : outcome;
}

/** Tells whether what would run now is what the person saw. */
function sameAs(shown: Weighed, now: Weighed): boolean {
  return (
    shown.fingerprint === now.fingerprint &&
    shown.judgement.decision === now.judgement.decision &&
    shown.judgement.override === now.judgement.override
  );
}

function denial(
  held: Exclude<Held, { kind: "allowed" | "changed" | "judged-anew" }>,
  judgement: Judgement,
  what: string,
): Outcome {
  switch (held.kind) {
    case "denied":
      return { kind: "denied", by: "person", who: held.by, reason: declined(judgement, what, held.tell) };
    case "timeout":
      return { kind: "denied", by: "timeout", reason: unanswered(judgement, what, "nobody answered in time", WAIT) };
    case "no-editor":
      return {
        kind: "denied",
        by: "no-editor",
        reason: unanswered(judgement, what, "no editor is open to ask in", whereToAnswer(held.id)),
      };
    case "called-off":
      return {
        kind: "denied",
        by: held.by,
        reason:
          held.by === "halt" ? halted(held.because) : unanswered(judgement, what, held.because, held.next ?? WAIT),
      };
    case "withdrawn":
      return { kind: "withdrawn" };
  }
}

const WAIT = "Ask the person before trying it again.";

/** `id`: the question that has ended. */
function whereToAnswer(id: string | undefined): string {
  const afterwards = id === undefined ? "" : `to run agentguard approve ${id.slice(0, ID)}, or `;
  return `Ask the person ${afterwards}to answer with agentguard watch in a terminal of their own or with this folder open in VS Code or Cursor with the AgentGuard extension; then try it again.`;
}

/** The number of characters that distinguish ids of questions within a quarter of an hour. */
const ID = 8;

function deny(reason: string): Answer {
  return { kind: "deny", reason };
}

class StageError extends Error {
  constructor(name: string, cause: unknown, next: string) {
    super(cannot(name, cause instanceof Error ? cause.message : String(cause), next));
  }
}

function failureOf(error: unknown): StageError {
  return error instanceof StageError ? error : new StageError("finish judging", error, REPORT);
}

async function stage<T>(name: string, next: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StageError ? error : new StageError(name, error, next);
  }
}
