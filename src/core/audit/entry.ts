/**
 * What the audit log says: an act's intent before it is answered, its outcome after, and notices about the guard
 * itself. One JSON line each, secrets masked. How lines are chained is `chain.ts`, how they are checked `verify.ts`.
 */
import * as z from "zod";
import type { Action } from "../action/action.ts";
import { textOf } from "../approval/make-card.ts";
import type { Judgement } from "../decision/judgement.ts";
import { maskSecrets } from "../text/masking.ts";

/** Longer texts are cut in the middle: a line must stay readable and its writing short. */
const MAX_TEXT = 4000;
const MAX_LIST = 50;

const Intent = z.object({
  kind: z.literal("intent"),
  /** Joins an intent with its outcome. */
  id: z.string(),
  agent: z.string(),
  session: z.string().optional(),
  subagent: z.string().optional(),
  call: z.string().optional(),
  /** Of a program: who has started it, the outermost first. */
  startedBy: z.array(z.string()).optional(),
  /** No agent's act: the guard has proven with it that it holds. */
  proof: z.literal(true).optional(),
  /** Workspace root of the act. */
  folder: z.string(),
  cwd: z.string(),
  act: z.string(),
  text: z.string(),
  effects: z.array(z.object({ verb: z.string(), resource: z.string(), target: z.string(), recovery: z.string() })),
  environment: z.string(),
  decision: z.string(),
  score: z.number(),
  level: z.string(),
  reasons: z.array(z.object({ rule: z.string(), points: z.number(), because: z.string() })),
});

const Outcome = z.object({
  kind: z.literal("outcome"),
  id: z.string(),
  /** `allowed` is `let through by us`, not proof that it ran. */
  outcome: z.enum(["allowed", "denied", "withdrawn"]),
  /** What decided: `rule`, `person`, `timeout`, `halt`, `failure` … */
  by: z.string().optional(),
  /** Which person or window, when one answered. */
  who: z.string().optional(),
  question: z.string().optional(),
  /** From the question to its answer. */
  answeredAfterMs: z.number().optional(),
  /** What the agent was told. */
  reason: z.string().optional(),
});

const Notice = z.object({
  kind: z.literal("notice"),
  /** `halted`, `resumed`, `policy-trusted` and the like, and what the log found wrong with itself. */
  what: z.string(),
  because: z.string().optional(),
  by: z.string().optional(),
  /** Of a halt by the guard itself: what it has counted, the oldest first; times in epoch ms. */
  acts: z
    .array(
      z.object({
        at: z.number(),
        agent: z.string(),
        session: z.string().optional(),
        text: z.string(),
        why: z.string(),
      }),
    )
    .readonly()
    .optional(),
  /** Of a torn line: SHA-256 of its text, in hexadecimal. */
  digest: z.string().optional(),
});

const Chained = z.object({
  /** 1 for the first line of a log, then one more for each. */
  seq: z.int().min(1),
  /** ISO 8601, UTC. */
  time: z.string(),
  /** Hash of the line before. */
  prev: z.string(),
  /** Of this line without this field. */
  hash: z.string(),
});

export type Intent = z.infer<typeof Intent>;
export type Outcome = z.infer<typeof Outcome>;
export type Notice = z.infer<typeof Notice>;
export type AuditBody = Intent | Outcome | Notice;

const Entry = z.discriminatedUnion("kind", [
  Intent.extend(Chained.shape),
  Outcome.extend(Chained.shape),
  Notice.extend(Chained.shape),
]);
/** A line of the log, as read back. */
export type AuditEntry = z.infer<typeof Entry>;

/** One line of the log; undefined when it is none. Says nothing about whether it was tampered with. */
export function readEntry(line: string): AuditEntry | undefined {
  try {
    return Entry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The entry to be written before an act is answered. `folder` is its workspace root; `proof`: the guard's own. */
export function makeIntent(id: string, action: Action, judgement: Judgement, folder: string, proof?: true): Intent {
  const { agent, session, subagent, callId: call, startedBy } = action.origin;
  return {
    kind: "intent",
    id,
    agent,
    ...(session !== undefined && { session }),
    ...(subagent !== undefined && { subagent }),
    ...(call !== undefined && { call }),
    ...(startedBy !== undefined && { startedBy: startedBy.slice(0, MAX_LIST).map(clean) }),
    ...(proof && { proof }),
    folder,
    cwd: action.cwd,
    act: action.kind,
    text: clean(textOf(action)),
    effects: judgement.effects
      .slice(0, MAX_LIST)
      .map(({ verb, resource, target, recovery }) => ({ verb, resource, target: clean(target), recovery })),
    environment: judgement.environment.name,
    decision: judgement.decision,
    score: judgement.score,
    level: judgement.level,
    reasons: judgement.reasons
      .slice(0, MAX_LIST)
      .map(({ rule, points, because }) => ({ rule, points, because: clean(because) })),
  };
}

/** The entry to be written when an act has ended. */
export function makeOutcome(outcome: Omit<Outcome, "kind">): Outcome {
  const { reason, ...rest } = outcome;
  return { kind: "outcome", ...rest, ...(reason !== undefined && { reason: clean(reason) }) };
}

/** Masked first: a cut could leave half of a secret without the name that gives it away. */
function clean(text: string): string {
  const masked = maskSecrets(text);
  if (masked.length <= MAX_TEXT) return masked;
  const half = MAX_TEXT / 2;
  const left = masked.length - MAX_TEXT;
  return `${masked.slice(0, half)} […${left} characters…] ${masked.slice(-half)}`;
}
