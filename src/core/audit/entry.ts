/**
 * Defines the entries of the audit log: the intent of an act before it is answered, its outcome afterwards, and notices
 * about the guard. Each is one line of JSON with secrets masked. `chain.ts` chains the lines, `verify.ts` checks them.
 */
import * as z from "zod";
import type { Action } from "../action/action.ts";
import { textOf } from "../approval/make-card.ts";
import type { Judgement } from "../decision/judgement.ts";
import { maskSecrets } from "../text/masking.ts";

/** Longer texts are cut in the middle, so that a line stays readable and quick to write. */
const MAX_TEXT = 4000;
const MAX_LIST = 50;

const Intent = z.object({
  kind: z.literal("intent"),
  /** Links an intent with its outcome. */
  id: z.string(),
  agent: z.string(),
  session: z.string().optional(),
  subagent: z.string().optional(),
  call: z.string().optional(),
  /** The processes that started it, the outermost first; only for the start of a program. */
  startedBy: z.array(z.string()).optional(),
  /** The act was no agent's: the guard used it to prove that its hook works. */
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
  /** `allowed` means that the guard let it through, not that it ran. */
  outcome: z.enum(["allowed", "denied", "withdrawn"]),
  /** What decided: `rule`, `person`, `timeout`, `halt`, `failure` … */
  by: z.string().optional(),
  /** The person or window that answered. */
  who: z.string().optional(),
  question: z.string().optional(),
  /** Time between the question and its answer. */
  answeredAfterMs: z.number().optional(),
  /** What the agent was told. */
  reason: z.string().optional(),
});

const Notice = z.object({
  kind: z.literal("notice"),
  /** `halted`, `resumed`, `policy-trusted` and the like, or what is wrong with the log. */
  what: z.string(),
  because: z.string().optional(),
  by: z.string().optional(),
  /** The acts that made the guard stop all agents, the oldest first; `at` in epoch ms. */
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
  /** SHA-256 of a torn line's text, in hexadecimal. */
  digest: z.string().optional(),
});

const Chained = z.object({
  /** 1 for the first line, then counting up. */
  seq: z.int().min(1),
  /** ISO 8601, UTC. */
  time: z.string(),
  /** Hash of the previous line. */
  prev: z.string(),
  /** Hash of this line without this field. */
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

/** Parses one line; undefined if it is no entry. Does not check whether it was tampered with. */
export function readEntry(line: string): AuditEntry | undefined {
  try {
    return Entry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Returns the entry to write before an act is answered. `folder`: its workspace root; `proof`: the guard's own act. */
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

/** Returns the entry that is written when an act has ended. */
export function makeOutcome(outcome: Omit<Outcome, "kind">): Outcome {
  const { reason, ...rest } = outcome;
  return { kind: "outcome", ...rest, ...(reason !== undefined && { reason: clean(reason) }) };
}

/** Masks secrets before cutting: a cut could separate a secret from the name that identifies it. */
function clean(text: string): string {
  const masked = maskSecrets(text);
  if (masked.length <= MAX_TEXT) return masked;
  const half = MAX_TEXT / 2;
  const left = masked.length - MAX_TEXT;
  return `${masked.slice(0, half)} […${left} characters…] ${masked.slice(-half)}`;
}
