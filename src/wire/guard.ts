/**
 * Defines the notifications that the service sends to its clients over the JSON-RPC stream of the language server, and
 * the types that several messages share. The requests of clients are in `messages/`, one file each.
 */
import type { Card } from "../core/approval/card.ts";
import type { CountedAct } from "../core/approval/halt-evidence.ts";
import type { Decision } from "../core/policy/decision.ts";
import type { Level } from "../core/rules/contribution.ts";
import type { PairedClient, PairingRequest } from "./pairing.ts";
import type { WatchedChange } from "./watching.ts";

/** Is raised when a message changes shape. Of two sides with different numbers, the newer replaces the service. */
export const PROTOCOL = 3;

/** An entry of the audit log, by its number and its hash. */
export interface AuditAnchor {
  readonly seq: number;
  readonly hash: string;
}
/** A question that is held open until somebody answers it or `deadline` passes. */
export interface Question {
  readonly id: string;
  /** Epoch ms. */
  readonly asked: number;
  readonly deadline: number;
  readonly card: Card;
  /** The workspace root of the act, if known. Windows that have it open show the card first. */
  readonly folder?: string;
  /** True when a connected editor has `folder` or a parent of it open. Other windows then leave the card to it. */
  readonly claimed?: boolean;
  /** True when a person asks again a question that ended without a yes. No agent waits for this answer. */
  readonly again?: boolean;
}

/** A question that ended without a yes, and that can be asked again until `until`. */
export interface EndedQuestion {
  readonly id: string;
  /** Epoch ms. */
  readonly ended: number;
  readonly until: number;
  /** Who or what ended it: a person denied, nobody answered in time, or no editor was open to ask in. */
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
  /** The outcome. `allowed` means that the guard let the act pass, not that it ran. */
  readonly outcome: "allowed" | "denied" | "pending";
  /** Who or what decided: `rule`, `person`, `timeout`, `halt`, `failure`. */
  readonly by: string;
  /** Workspace root of the act. */
  readonly folder: string;
  /** The reasons that can be located in a policy file (`policy/<id>`, `role/<name>`), the strictest first. */
  readonly reasons: readonly string[];
  /** Present while its question, ended without a yes, can be asked again (epoch ms). `id` is for `guard/askAgain`. */
  readonly askAgain?: { readonly id: string; readonly until: number };
}

/** Sent by the service to editors after every change. */
export const State = "guard/state";
export interface GuardState {
  /** The clients that may answer, the oldest first. Sent to paired clients only. */
  readonly clients?: readonly PairedClient[];
  /** The client that asks to be paired, with the code. Sent to paired clients only. */
  readonly pairing?: PairingRequest;
  /** The last entry of the audit log, which clients keep as an anchor. */
  readonly auditHead?: AuditAnchor;
  /** Says in one clause why the audit log is not the one that was written. */
  readonly logReplaced?: string;
  /** Whether the receiving client may answer. Absent in a state that is sent to no particular client. */
  readonly paired?: boolean;
  readonly halted: boolean;
  readonly haltedBecause?: string;
  /** Epoch ms. */
  readonly haltedAt?: number;
  /** The acts that the guard counted before it stopped the agents by itself, the oldest first. */
  readonly haltedActs?: readonly CountedAct[];
  readonly pending: readonly Question[];
  /** At most 50. */
  readonly recent: readonly RecentAct[];
  /** How often people were asked during the most recent acts. */
  readonly budget?: Budget;
  /** What the watcher of the workspaces found, newest first, at most 20. */
  readonly found?: readonly WatchedChange[];
}

/** The result of a request that a person made. */
export interface AnswerResult {
  readonly accepted: boolean;
  /** Why it was not accepted, for the person. */
  readonly because?: string;
  /** What the person must do next for the answer to have an effect, as one sentence. */
  readonly next?: string;
}

/** Tells an editor to ask for `guard/environment` again. */
export const EnvironmentChanged = "guard/environmentChanged";

/** What the guard costs in attention: how many of the most recent `acts` were put before a person or refused. */
export interface Budget {
  readonly acts: number;
  readonly asked: number;
}

/** Proposes to an editor a rule that would have spared a person questions which they always answer alike. */
export const Proposed = "guard/proposed";
export interface Proposal {
  /** The rule as it would be written into the user's policy. */
  readonly rule: object & { readonly id: string };
  /** The acts that it would have let pass, oldest first. */
  readonly covers: readonly { readonly at: number; readonly text: string }[];
}
