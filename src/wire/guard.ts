/**
 * Messages between the service and editors, over the same JSON-RPC stream as the language server.
 * Method names are `guard/…`. Requests go from the editor to the service; notifications the other way.
 */
import type { Card, ImpactDocument } from "../core/approval/card.ts";
import type { CountedAct } from "../core/approval/halt-evidence.ts";
import type { EnvironmentName } from "../core/places/environment.ts";
import type { Evidence, KnownAs } from "../core/places/locator.ts";
import type { Decision } from "../core/policy/decision.ts";
import type { Mark } from "../core/policy/mark.ts";
import type { ProfileName } from "../core/policy/policy.ts";
import type { Level } from "../core/rules/contribution.ts";
import type { PairedClient, PairingRequest } from "./pairing.ts";
import type { WatchedChange } from "./watching.ts";

/** Raised when a message changes shape: a service that speaks another number is replaced by the newer side. */
export const PROTOCOL = 3;

/** Editor → service, first message. */
export const Hello = "guard/hello";
export interface HelloParams {
  readonly protocol: number;
  readonly version: string;
  /** `vscode`, `cursor`, `terminal` … shown in the audit log as who answered. */
  readonly client: string;
  readonly folders: readonly string[];
  /** Of the client's key: SPKI, base64. Without one it can be told, and answer nothing. */
  readonly key?: string;
  /** What tells it from others of its kind: `pts/3`. */
  readonly name?: string;
  /** Entries of the audit log that this client has noted; believed of paired ones. */
  readonly anchors?: readonly AuditAnchor[];
  /** Those of `folders` that the person does not trust: the strictest rules hold there. */
  readonly untrusted?: readonly string[];
}
/** An entry of the audit log, by its number and its hash. */
export interface AuditAnchor {
  readonly seq: number;
  readonly hash: string;
}
export interface HelloResult {
  readonly protocol: number;
  /** What signatures on this connection are bound to. */
  readonly nonce: string;
  /** Whether its answers count. */
  readonly paired: boolean;
  readonly version: string;
  readonly pid: number;
  readonly state: GuardState;
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

/** Editor → service. The first answer wins; later ones get `accepted: false`. */
export const Answer = "guard/answer";
export interface AnswerParams {
  readonly id: string;
  readonly answer: "allow-once" | "deny";
  /** Words for the agent with a deny. */
  readonly tell?: string;
  /** What the person typed, when the card demands the name or a one-time code. */
  readonly typed?: string;
}
export interface AnswerResult {
  readonly accepted: boolean;
  /** Why not, for the person. */
  readonly because?: string;
  /** What the person has to do now for the answer to have an effect, as one sentence. */
  readonly next?: string;
}

/** Command line → service: how many one-time codes are left, and new ones in their place. */
export const Codes = "guard/codes";
export interface CodesParams {
  readonly make?: true;
  /** One that is left, for new ones. */
  readonly code?: string;
}
export interface CodesResult {
  readonly left: number;
  /** Shown this once. */
  readonly made?: readonly string[];
}

/**
 * Editor → service: put a question that ended without a yes before people again. No agent waits for it any more: a yes
 * lets the same act pass once when the agent tries it again.
 */
export const AskAgain = "guard/askAgain";
export interface AskAgainParams {
  readonly id: string;
}
export interface AskAgainResult {
  readonly accepted: boolean;
  /** Why not, for the person. */
  readonly because?: string;
  /** The question that is open now, another one than that which ended. */
  readonly id?: string;
}

/** Command line → service: what waits for an answer, and what can be asked again. */
export interface QuestionsResult {
  readonly pending: readonly Question[];
  /** Newest first. */
  readonly ended: readonly EndedQuestion[];
}

/** Editor → service: the diff documents of a pending question. */
export const Impact = "guard/impact";
export interface ImpactParams {
  readonly id: string;
}
export interface ImpactResult {
  readonly documents: readonly ImpactDocument[];
}

/** Editor → service. */
export const Halt = "guard/halt";
export interface HaltParams {
  readonly because: string;
}
export const Resume = "guard/resume";

/** Editor → service: what a workspace's defaults reach, for the badge. */
export const EnvironmentOf = "guard/environment";
export interface EnvironmentParams {
  readonly folder: string;
  /** The editor's own variables that say where tools lead (`DEFAULT_VARIABLES`): a service may be another's child. */
  readonly variables?: Readonly<Record<string, string>>;
}
export interface EnvironmentResult {
  readonly name: EnvironmentName;
  readonly label: string;
  readonly color?: string;
  readonly evidence: readonly Evidence[];
  /** What a person can mark as another environment. */
  readonly places?: readonly KnownAs[];
}

/** Editor → service: this place is that environment. Written into the user's policy; no agent may send it. */
export const MarkPlace = "guard/mark";
export type MarkParams = Mark;

/** Service → editor: ask for `guard/environment` again. */
export const EnvironmentChanged = "guard/environmentChanged";

/** Editor → service: what a workspace's policy would loosen if the person trusted it as it is. */
export const PolicyTrust = "guard/policyTrust";
export interface PolicyTrustParams {
  /** Absolute path of a policy file. */
  readonly file: string;
}
export interface PolicyTrustResult {
  /** Of the text as it is now: what trusting it is bound to. */
  readonly sha256: string;
  readonly trusted: boolean;
  /** Empty when it loosens nothing, which needs no trust. */
  readonly loosens: readonly { readonly line: number; readonly says: string }[];
}

/** Editor → service: trust it, if it is still the text that was shown. */
export const TrustPolicy = "guard/trustPolicy";
export interface TrustPolicyParams {
  readonly file: string;
  readonly sha256: string;
}

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

/** Editor → service: write a proposed rule into the user's policy. */
export const AddRule = "guard/addRule";
export interface AddRuleParams {
  readonly id: string;
}

/** Editor → service: in which folders the policy in force only observes. */
export const Observing = "guard/observing";
export interface ObservingParams {
  /** Absolute paths. */
  readonly folders: readonly string[];
}
export interface ObservingResult {
  /** Those of the folders. */
  readonly observing: readonly string[];
}

/** Editor → service: what the user's policy starts from. */
export const SetProfile = "guard/setProfile";
export interface SetProfileParams {
  readonly profile: ProfileName;
}

/** Editor → service: what the recorded commands would come to if a policy held this text. */
export const WhatIf = "guard/whatIf";
export interface WhatIfParams {
  /** Absolute path of the policy that the text is for. */
  readonly file: string;
  readonly text: string;
}
export interface WhatIfResult {
  /** Why it could not be told: the text would not be taken. */
  readonly because?: string;
  readonly judged: number;
  readonly leftOut: number;
  readonly held: { readonly before: number; readonly after: number };
  readonly differences: readonly {
    readonly at: number;
    readonly agent: string;
    readonly text: string;
    readonly before: Decision;
    readonly after: Decision;
  }[];
}
