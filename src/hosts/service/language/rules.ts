/** What a rule has done and would do: for the lenses, and for whoever wants to know which rule decided. */
import { homedir } from "node:os";
import { dirname } from "node:path";
import type { CommandAction } from "../../../core/action/action.ts";
import { placeOfReason } from "../../../core/policy/language/definition.ts";
import type { PolicyDocument } from "../../../core/policy/language/document.ts";
import type { PolicyLayer } from "../../../core/policy/policy.ts";
import { sayRule } from "../../../core/policy/say-rule.ts";
import type { FiringsResult } from "../../../wire/messages/firings.ts";
import type { RuleLocationResult } from "../../../wire/messages/rule-location.ts";
import type { TriedAct, TryRuleResult } from "../../../wire/messages/try-rule.ts";
import { judgeAgain } from "../../engine.ts";
import type { WorkspaceFacts } from "./workspace-facts.ts";

/** Each is judged anew, with a look at the disk. */
const MAX_TRIED = 40;
const MAX_SHOWN = 200;

export function locateRule(facts: WorkspaceFacts, reason: string, folder: string): RuleLocationResult {
  return placeOfReason(reason, facts.policyAt(folder)) ?? null;
}

export function firingsOf(facts: WorkspaceFacts, file: string, rule: string): FiringsResult {
  const acts = facts.firings(file).filter(({ rules }) => rules.includes(`policy/${rule}`));
  const shown = acts.slice(-MAX_SHOWN).reverse();
  return { acts: shown.map(({ text, at, agent, folder, decision }) => ({ text, at, agent, folder, decision })) };
}

/** `command`: judged alone, in the folder of the file; without it, the commands that were audited last. */
export async function tryRule(
  facts: WorkspaceFacts,
  { file, text, loaded }: PolicyDocument,
  id: string,
  command?: string,
): Promise<TryRuleResult> {
  const layer = loaded.policy;
  const rule = layer?.rules.find(one => one.id === id);
  if (!layer || !rule)
    return { says: layer ? `There is no rule "${id}".` : "The file has errors: correct them first." };
  // A file that holds everywhere is tried where a person begins.
  const holdsHere = facts.parts.policies.standingOf(file, text).tier === "workspace";
  const folder = holdsHere ? dirname(file) : homedir();
  const trial = (action: CommandAction, more: Partial<TriedAct>) => tryOn(facts, layer, text, id, action, more);
  if (command !== undefined) {
    const acts = [await trial(commandIn(folder, command, "agent"), {})];
    return { says: sayRule(rule), acts };
  }
  const last = facts
    .firings(file)
    .filter(({ act }) => act === "command")
    .slice(-MAX_TRIED)
    .reverse();
  const acts: TriedAct[] = [];
  for (const { cwd, text: run, agent, at } of last) acts.push(await trial(commandIn(cwd, run, agent), { at, agent }));
  return { says: sayRule(rule), acts };
}

function commandIn(cwd: string, text: string, agent: string): CommandAction {
  return { kind: "command", text, shell: "bash", cwd, origin: { agent } };
}

async function tryOn(
  facts: WorkspaceFacts,
  layer: PolicyLayer,
  text: string,
  id: string,
  action: CommandAction,
  more: Partial<TriedAct>,
): Promise<TriedAct> {
  const policy = facts.policyWith(layer, text, action.cwd);
  const rest = { ...layer, rules: layer.rules.filter(one => one.id !== id) };
  const { judgement, facts: gathered } = await facts.judge(action, policy);
  const without = judgeAgain(action, facts.policyWith(rest, text, action.cwd), gathered);
  const [most] = judgement.reasons.filter(({ points, then }) => points > 0 || then);
  return {
    text: action.text,
    ...more,
    applies: judgement.reasons.some(reason => reason.rule === `policy/${id}`),
    decision: judgement.decision,
    without: without.decision,
    because: most?.because ?? "nothing speaks against it",
  };
}
