/** Answers editors' requests about policies: trust, proposed rules, profile, marks. */
import type { Action } from "../../core/action/action.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { AnswerResult, Proposal } from "../../wire/guard.ts";
import type { AddRuleParams } from "../../wire/messages/add-rule.ts";
import type { MarkParams } from "../../wire/messages/mark-place.ts";
import type { ObservingParams, ObservingResult } from "../../wire/messages/observing.ts";
import type { PolicyTrustParams, PolicyTrustResult } from "../../wire/messages/policy-trust.ts";
import type { SetProfileParams } from "../../wire/messages/set-profile.ts";
import type { TrustPolicyParams } from "../../wire/messages/trust-policy.ts";
import type { WhatIfParams, WhatIfResult } from "../../wire/messages/what-if.ts";
import type { Weighed } from "../hook/flow.ts";
import type { PolicyTrust } from "../policy-trust.ts";
import type { UserPolicy } from "../user-policy.ts";
import type { Clock } from "./clock.ts";
import type { PolicyForEditors } from "./editor-session.ts";
import { Yeses } from "./rule-suggestions.ts";

export interface PolicyRequestParts {
  readonly clock: Clock;
  readonly trust: Pick<PolicyTrust, "of" | "trust" | "distrust">;
  readonly userPolicy: Pick<UserPolicy, "addRule" | "mark" | "setProfile">;
  /** Returns the policy in force in a folder. */
  readonly policyOf: (folder: string) => Policy;
  readonly whatIf: (params: WhatIfParams) => Promise<WhatIfResult>;
  /** Called when places or policies may have changed. */
  readonly changed: () => void;
  readonly proposed: (proposal: Proposal) => void;
}

export class PolicyRequests implements PolicyForEditors {
  /** Proposals that are not added yet. */
  readonly #proposals = new Map<string, Proposal>();
  readonly #yeses: Yeses;

  constructor(readonly parts: PolicyRequestParts) {
    this.#yeses = new Yeses(parts.clock);
  }

  /** Called when a person allows an act: after some like it, proposes the rule that would have spared the question. */
  noteYes(action: Action, judged: Weighed): void {
    const proposal = this.#yeses.note(action, judged);
    if (!proposal) return;
    this.#proposals.set(proposal.rule.id, proposal);
    this.parts.proposed(proposal);
  }

  async addRule({ id }: AddRuleParams, by: string): Promise<AnswerResult> {
    const proposal = this.#proposals.get(id);
    if (!proposal) return { accepted: false, because: "This rule is not proposed any more." };
    const result = await this.parts.userPolicy.addRule(proposal.rule, by);
    if (result.accepted) {
      this.#proposals.delete(id);
      this.parts.changed();
    }
    return result;
  }

  /** Throws when the file cannot be read. */
  trustOf(params: PolicyTrustParams): PolicyTrustResult {
    return this.parts.trust.of(params);
  }

  async trust(params: TrustPolicyParams, by: string): Promise<AnswerResult> {
    const result = await this.parts.trust.trust(params, this.parts.clock.now(), by);
    this.parts.changed();
    return result;
  }

  async distrust({ file }: PolicyTrustParams, by: string): Promise<AnswerResult> {
    await this.parts.trust.distrust(file, by);
    this.parts.changed();
    return { accepted: true };
  }

  whatIf(params: WhatIfParams): Promise<WhatIfResult> {
    return this.parts.whatIf(params);
  }

  observing({ folders }: ObservingParams): ObservingResult {
    return { observing: folders.filter(folder => this.parts.policyOf(folder).mode === "observe") };
  }

  async setProfile({ profile }: SetProfileParams, by: string): Promise<AnswerResult> {
    const result = await this.parts.userPolicy.setProfile(profile, by);
    if (result.accepted) this.parts.changed();
    return result;
  }

  async mark(params: MarkParams, by: string): Promise<AnswerResult> {
    const result = await this.parts.userPolicy.mark(params, by);
    if (result.accepted) this.parts.changed();
    return result;
  }
}
