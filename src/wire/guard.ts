/**
 * What the service tells its clients unasked, over the same JSON-RPC stream as the language server, and what several
 * messages are made of. What they ask stands in `messages/`, one file each.
 */
import type { Card } from "../core/approval/card.ts";
import type { CountedAct } from "../core/approval/halt-evidence.ts";
import type { Decision } from "../core/policy/decision.ts";
import type { Level } from "../core/rules/contribution.ts";
import type { PairedClient, PairingRequest } from "./pairing.ts";
import type { WatchedChange } from "./watching.ts";

/** Raised when a message changes shape: a service that speaks another number is replaced by the newer side. */
export const PROTOCOL = 3;

/** An entry of the audit log, by its number and its hash. */
export interface AuditAnchor {
  readonly seq: number;
  readonly hash: string;
}
/** A question held open until somebody answers or `deadline` passes. */
export interface Question {
  readonly id: string;
  /** Epoch ms. */
  readonly asked: number;
  readonly deadline: number;
  readonly card: Card;
  /** Workspace root the act belongs to, when known: windows on it show the card first. */
  readonly folder?: string;
  /** True when some attached editor has `folder` (or a parent of it) open: the other windows then leave the card to it. */
  readonly claimed?: boolean;
  /** True when the question had ended without a yes and a person has it asked again: no agent waits for the answer. */
  readonly again?: boolean;
}

/** A question that ended without a yes, and that can be asked again until `until`. */
export interface EndedQuestion {
  readonly id: string;
  /** Epoch ms. */
  readonly ended: number;
  readonly until: number;
  /** Denied by a person; nobody answered in time; no editor was open to ask in. */
  readonly how: "denied" | "timeout" | "no-editor";
  readonly card: Card;
  readonly folder?: string;
}

/** One judged act, newest first in `GuardState.recent`. */
export interface RecentAct {
  readonly id: string;
  readonly at: number;
  readonly agent: string;
  readonly summary: string;
  readonly decision: Decision;
  readonly level: Level;
  /** How it ended: `ran` is `allowed by us`, not proof that it ran. */
  readonly outcome: "allowed" | "denied" | "pending";
  /** Who or what decided: `rule`, `person`, `timeout`, `halt`, `failure`. */
  readonly by: string;
  /** Workspace root of the act. */
  readonly folder: string;
  /** The reasons that a policy file has a place for: `policy/<id>`, `role/<name>`, the strictest first. */
  readonly reasons: readonly string[];
  /** Its question ended without a yes and can be asked again until then (epoch ms): `id` is for `guard/askAgain`. */
  readonly askAgain?: { readonly id: string; readonly until: number };
}

/** Service → editor, after every change. */
export const State = "guard/state";
export interface GuardState {
  /** Told to paired clients alone: who may answer, the oldest first. */
  readonly clients?: readonly PairedClient[];
  /** Told to paired clients alone: who asks to be paired, with the code. */
  readonly pairing?: PairingRequest;
  /** The last entry of the audit log, for clients to note. */
  readonly auditHead?: AuditAnchor;
  /** Why the audit log is not the one that was written, as one clause. */
  readonly logReplaced?: string;
  /** Whether the client that is told may answer; absent in what goes to nobody in particular. */
  readonly paired?: boolean;
  readonly halted: boolean;
  readonly haltedBecause?: string;
  /** Epoch ms. */
  readonly haltedAt?: number;
  /** What the guard has counted, where it has stopped agents by itself: the oldest first. */
  readonly haltedActs?: readonly CountedAct[];
  readonly pending: readonly Question[];
  /** At most 50. */
  readonly recent: readonly RecentAct[];
  /** How often people were asked, in the latest acts. */
  readonly budget?: Budget;
  /** What the watcher over the workspaces has seen, newest first, at most 20. */
  readonly found?: readonly WatchedChange[];
}

/** What became of something that a person wanted done. */
export interface AnswerResult {
  readonly accepted: boolean;
  /** Why not, for the person. */
  readonly because?: string;
  /** What the person has to do now for the answer to have an effect, as one sentence. */
  readonly next?: string;
}

/** Service → editor: ask for `guard/environment` again. */
export const EnvironmentChanged = "guard/environmentChanged";

/** The price of the guard in attention: of the latest `acts`, how many were put before a person or refused. */
export interface Budget {
  readonly acts: number;
  readonly asked: number;
}

/** Service → editor: a rule that would have spared a person questions which they always answer alike. */
export const Proposed = "guard/proposed";
export interface Proposal {
  /** As it would stand in the user's policy. */
  readonly rule: object & { readonly id: string };
  /** What it would have let pass, oldest first. */
  readonly covers: readonly { readonly at: number; readonly text: string }[];
}
