/** Offers, after the third yes to the same, the rule that would have spared the question, with what it would cover. */
import { Disposable, window } from "vscode";
import type { Proposal } from "../../../wire/guard.ts";
import { AddRule } from "../../../wire/messages/add-rule.ts";
import type { Editor } from "../guard.ts";

const SHOW = "Show Rule…";
const ADD = "Add to My Policy";
/** Always comes first, as Enter presses the first button. */
const KEEP = "Keep Asking";

export function proposal({ guard, log }: Editor): Disposable {
  const offer = async (proposal: Proposal) => {
    const text = "AgentGuard: you have allowed the same kind of act three times. A rule could let it pass from now on.";
    if ((await window.showInformationMessage(text, SHOW, KEEP)) !== SHOW) return;
    const options = { modal: true, detail: detailOf(proposal) };
    if ((await window.showInformationMessage("Let this pass from now on?", options, KEEP, ADD)) !== ADD) return;
    const { accepted, because } = await guard.ask(AddRule, { id: proposal.rule.id });
    if (!accepted) void window.showErrorMessage(`AgentGuard: ${because}`);
  };
  return Disposable.from(
    guard.onProposed(proposal => {
      offer(proposal).catch(error => log.warn(`proposal: ${error}`));
    }),
  );
}

function detailOf({ rule, covers }: Proposal): string {
  const past = covers.map(({ at, text }) => `${new Date(at).toLocaleString()}  ${text}`);
  return [JSON.stringify(rule, null, 2), "", "It would have let pass:", ...past].join("\n");
}
