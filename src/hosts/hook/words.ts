/**
 * Phrases what an agent is told. The text is for a model: what was held, why, what was not done, and what to do
 * instead, so that it neither gives up nor looks for another way to do the same thing.
 */
import type { Judgement } from "../../core/decision/judgement.ts";

/**
 * Clauses after "AgentGuard could not …" for failures before anything was judged. The launcher holds them as fixed
 * text, so they have no quotation marks and no backslashes.
 */
export const FAILED = {
  agent: "tell which agent is asking: its id is unknown",
  answer: "read the answer of its service",
  stranger: "tell that its own service answered: another program is in the place of its socket, or its key is gone",
  late: "get an answer in time: its service hangs, or the agent has not said all and keeps the input open",
  start: "reach its service, and its fallback did not start or crashed",
  held: "hold the question: its service ended before a person answered",
  repair:
    "Do not try another way. Tell the person that AgentGuard needs repair: run agentguard status, then agentguard install.",
} as const;

/** A stage of the hook failed, which denies. */
export function cannot(stage: string, detail: string, next: string): string {
  return `AgentGuard could not ${stage}: ${detail.replace(/\.$/, "")}; nothing was run. ${next}`;
}

/** A rule refused it, and no person can allow it. */
export function refused(judgement: Judgement, what: string): string {
  return `AgentGuard refused this: ${sentence(what)} ${because(judgement)}Nothing was run. ${instead(judgement)}${ASK_NOT_AGAIN}`;
}

/** A person said no. `tell` are the person's own words. */
export function declined(judgement: Judgement, what: string, tell: string | undefined): string {
  const words = tell?.trim() ? ` and says: ${sentence(tell.trim())}` : ".";
  return `The person was asked and denied this${words} It was: ${sentence(what)} Nothing was run. ${instead(judgement)}${ASK_NOT_AGAIN}`;
}

/** Nobody answered, or nobody could be asked. `why` is one clause, `next` one sentence. */
export function unanswered(judgement: Judgement, what: string, why: string, next: string): string {
  return `AgentGuard holds this until a person allows it, and ${why}. ${sentence(what)} Nothing was run. ${instead(judgement)}${next}`;
}

/** A read was refused, and a copy without values is offered instead. */
export function withheld(reason: string): string {
  return `What is read here instead is a copy that AgentGuard made: the file's names, with what each value is and no value. ${reason.replace(" Nothing was run.", "")}`;
}

export function halted(because: string): string {
  return `AgentGuard's kill switch is engaged (${because.replace(/\.$/, "")}). Every act is denied until a person resumes; nothing was run. Stop here and wait for the person.`;
}

const ASK_NOT_AGAIN = "Do not try to reach the same effect by other means; ask the person how to go on.";

function because(judgement: Judgement): string {
  const told = judgement.reasons.filter(({ points, then }) => points > 0 || then).slice(0, 3);
  return told.length === 0 ? "" : `Why: ${told.map(reason => reason.because.replace(/\.$/, "")).join("; ")}. `;
}

function instead(judgement: Judgement): string {
  const gentler = judgement.reasons.find(reason => reason.instead)?.instead;
  return gentler === undefined ? "" : `Instead: ${sentence(gentler)} `;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
