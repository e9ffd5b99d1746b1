/** Presents what a rule has decided and would decide, as rows of a list. */
import type { FiringsResult } from "../../../wire/messages/firings.ts";
import type { TriedAct } from "../../../wire/messages/try-rule.ts";
import { revealLine } from "../../cards/reveal.ts";

export interface RuleRow {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
}

/** Codicon ids by which one sees what would be held. */
const ICON: Readonly<Record<TriedAct["decision"], string>> = {
  allow: "check",
  ask: "question",
  deny: "circle-slash",
};

export interface TriedRow extends RuleRow {
  /** Codicon id. */
  readonly icon: string;
}

export function triedRow(act: TriedAct): TriedRow {
  const changes = act.decision !== act.without;
  return {
    icon: ICON[act.decision],
    label: revealLine(act.text, 120),
    description: [
      act.applies
        ? changes
          ? `${act.decision} instead of ${act.without}`
          : `${act.decision}, as without it`
        : "the rule does not apply",
      ...(act.agent === undefined ? [] : [revealLine(act.agent, 40)]),
      ...(act.at === undefined ? [] : [new Date(act.at).toLocaleString()]),
    ].join(" · "),
    detail: revealLine(act.because, 200),
  };
}

/** Returns the rows: first those where the rule applies, and of these first the ones that it changes. */
export function triedRows(acts: readonly TriedAct[]): TriedRow[] {
  const weight = (act: TriedAct) => (act.applies ? (act.decision === act.without ? 1 : 0) : 2);
  return [...acts].sort((a, b) => weight(a) - weight(b)).map(triedRow);
}

/** Returns `It applies to 2 of the last 30 commands and changes 1 of them.` */
export function triedSummary(acts: readonly TriedAct[]): string {
  if (acts.length === 0) return "No commands were audited here yet. Type one to try the rule on it.";
  const applies = acts.filter(act => act.applies);
  const changes = applies.filter(({ decision, without }) => decision !== without).length;
  return `It applies to ${applies.length} of the last ${acts.length} commands and changes ${changes} of them. Type a command to try the rule on it.`;
}

export function firingRow({ text, at, agent, folder, decision }: FiringsResult["acts"][number]): RuleRow {
  return {
    label: revealLine(text, 120),
    description: `${revealLine(decision)} · ${revealLine(agent, 40)} · ${new Date(at).toLocaleString()}`,
    detail: revealLine(folder, 200),
  };
}
