/** The service as features see it: its last known state, its events, and what may be asked of it. */
import type { Disposable, Event, ExtensionContext, LogOutputChannel } from "vscode";
import type { ImpactDocument } from "../../core/approval/card.ts";
import type { ProfileName } from "../../core/policy/policy.ts";
import type { AdviseParams, AdviseResult } from "../../wire/advice.ts";
import type {
  AnswerParams,
  AnswerResult,
  AskAgainResult,
  EnvironmentResult,
  GuardState,
  MarkParams,
  PolicyTrustResult,
  Proposal,
  Question,
  WhatIfResult,
} from "../../wire/guard.ts";
import type { PairResult } from "../../wire/pairing.ts";
import type {
  FiringsParams,
  FiringsResult,
  RuleLocationParams,
  RuleLocationResult,
  TryRuleParams,
  TryRuleResult,
} from "../../wire/rules.ts";
import type { EditorActsParams, FoundFilesResult, GiveBackResult } from "../../wire/watching.ts";
import type { Lights } from "./lights.ts";

export interface Guard {
  /** Undefined until first reached, and again while the service cannot be reached. */
  readonly state: GuardState | undefined;
  /** Why the service cannot be reached, after the first failed try; undefined while connecting or connected. */
  readonly lost: string | undefined;
  /** After every change of `state` or `lost`. */
  readonly onDidChange: Event<void>;
  /** Environments must be asked for again. */
  readonly onEnvironmentChanged: Event<void>;
  /** All requests reject with `Unreachable` when the service is not there. */
  answer(params: AnswerParams): Promise<AnswerResult>;
  /** `id` of a question that ended without a yes. */
  askAgain(id: string): Promise<AskAgainResult>;
  impact(question: Question): Promise<readonly ImpactDocument[]>;
  halt(because: string): Promise<void>;
  resume(): Promise<void>;
  environment(folder: string): Promise<EnvironmentResult>;
  /** `file`: absolute path of a workspace's policy. */
  policyTrust(file: string): Promise<PolicyTrustResult>;
  trustPolicy(file: string, sha256: string): Promise<AnswerResult>;
  /** A rule that would spare questions which are always answered alike. */
  readonly onProposed: Event<Proposal>;
  addRule(id: string): Promise<AnswerResult>;
  /** `file`: the policy that `text` is for. */
  whatIf(file: string, text: string): Promise<WhatIfResult>;
  /** Those of `folders` whose policy only observes. */
  observing(folders: readonly string[]): Promise<readonly string[]>;
  setProfile(profile: ProfileName): Promise<AnswerResult>;
  mark(params: MarkParams): Promise<AnswerResult>;
  locateRule(params: RuleLocationParams): Promise<RuleLocationResult>;
  tryRule(params: TryRuleParams): Promise<TryRuleResult>;
  firings(params: FiringsParams): Promise<FiringsResult>;
  /** `id` of what the watcher has found. */
  foundFiles(id: string): Promise<FoundFilesResult>;
  giveBack(id: string): Promise<GiveBackResult>;
  editorActs(params: EditorActsParams): Promise<void>;
  /** Of this editor's key, once it is known. */
  readonly ownId: string | undefined;
  /** Asks the service to let this editor answer. */
  pair(): Promise<PairResult>;
  /** The code that a paired client shows. */
  pairCode(code: string): Promise<AnswerResult>;
  refusePairing(id: string): Promise<AnswerResult>;
  forgetClient(id: string): Promise<AnswerResult>;
  /** A question of the chat. Rejects when the input is not what the tool takes. */
  advise(params: AdviseParams): Promise<AdviseResult>;
}

export class Unreachable extends Error {
  constructor() {
    super("the AgentGuard service cannot be reached");
  }
}

/** The service takes answers from paired clients alone, and this editor is none. */
export class NotPaired extends Error {
  constructor() {
    super("this editor is not paired with the guard yet");
  }
}

/** What every feature is built from. */
export interface Editor {
  readonly extension: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly guard: Guard;
  /** Of the agents on this machine. */
  readonly lights: Lights;
}

/** One feature: registers what it needs and hands back what undoes it. */
export type Feature = (editor: Editor) => Disposable;

export function pendingQuestion(guard: Guard, id: string): Question | undefined {
  return guard.state?.pending.find(q => q.id === id);
}
