/** Manages the trust in a workspace's policy: what it would loosen, and whether a person trusts that. */
import { readFileSync } from "node:fs";
import { sayLoosenings } from "../core/policy/language/say-loosening.ts";
import { loadPolicy } from "../core/policy/load.ts";
import { hashOf, type TrustedFiles } from "../platform/trusted-files.ts";
import type { AnswerResult } from "../wire/guard.ts";
import type { PolicyTrustParams, PolicyTrustResult } from "../wire/messages/policy-trust.ts";
import type { TrustPolicyParams } from "../wire/messages/trust-policy.ts";
import type { Ledger } from "./hook/ledger.ts";

export class PolicyTrust {
  constructor(
    readonly trusted: TrustedFiles,
    readonly ledger: Pick<Ledger, "notice">,
  ) {}

  /** Tells what a file would loosen: nothing if it has errors, as it is not in force. Throws if it cannot be read. */
  of({ file }: PolicyTrustParams): PolicyTrustResult {
    const text = readFileSync(file, "utf8");
    const sha256 = hashOf(text);
    const { policy } = loadPolicy(text, file);
    const loosens = policy ? sayLoosenings(policy) : [];
    return { sha256, trusted: this.trusted.has(file, sha256), loosens };
  }

  /** Trusts the text. Refuses when it is no longer the one that was shown. */
  async trust({ file, sha256 }: TrustPolicyParams, at: number, by: string): Promise<AnswerResult> {
    if (hashOf(readFileSync(file, "utf8")) !== sha256)
      return { accepted: false, because: "The file has changed since it was shown: look at it again." };
    this.trusted.trust(file, sha256, at);
    await this.ledger.notice("policy-trusted", by, file);
    return { accepted: true };
  }

  async distrust(file: string, by: string): Promise<void> {
    this.trusted.distrust(file);
    await this.ledger.notice("policy-distrusted", by, file);
  }
}
