/** Writes what a person clicks into their own policy, with an entry in the audit log. */

import type { ProfileName } from "../core/policy/policy.ts";
import { appendRule } from "../core/policy/proving/propose.ts";
import { setJson } from "../core/text/json-edits.ts";
import type { Announce } from "../platform/announce.ts";
import { changePolicy } from "../platform/change-policy.ts";
import type { AnswerResult } from "../wire/guard.ts";
import type { MarkParams } from "../wire/messages/mark-place.ts";
import type { Ledger } from "./hook/ledger.ts";
import { markPlace } from "./mark.ts";

/** Each method resolves to whether it wrote. A file that cannot be changed stays as it is, and the reason is told. */
export class UserPolicy {
  /** `file`: absolute; need not exist. */
  constructor(
    readonly file: string,
    readonly ledger: Pick<Ledger, "notice">,
    /** Called before the file is written. */
    readonly announce?: Announce,
  ) {}

  mark(mark: MarkParams, by: string): Promise<AnswerResult> {
    return this.#write(
      () => markPlace(this.file, mark, this.announce),
      "place-marked",
      by,
      `${mark.kind} ${mark.value} is ${mark.as}`,
    );
  }

  addRule(rule: { readonly id: string }, by: string): Promise<AnswerResult> {
    return this.#write(
      () => changePolicy(this.file, text => appendRule(text, rule), this.announce),
      "rule-added",
      by,
      rule.id,
    );
  }

  setProfile(profile: ProfileName, by: string): Promise<AnswerResult> {
    const write = () => changePolicy(this.file, text => setJson(text, ["profile"], profile), this.announce);
    return this.#write(write, "profile-chosen", by, profile);
  }

  async #write(write: () => Promise<void>, what: string, by: string, because: string): Promise<AnswerResult> {
    try {
      await write();
    } catch (error) {
      return { accepted: false, because: error instanceof Error ? error.message : String(error) };
    }
    await this.ledger.notice(what, by, because);
    return { accepted: true };
  }
}
