/** Judges the acts of the audit log under a changed policy, before it is saved. */
import type { CommandAction } from "../core/action/action.ts";
import type { Decision } from "../core/policy/decision.ts";
import type { AuditedAct } from "../platform/audit-tail.ts";
import type { Weigh } from "./hook/weigh.ts";

export interface Difference {
  readonly act: AuditedAct;
  readonly before: Decision;
  readonly after: Decision;
}

export interface WhatIf {
  /** The number of commands that were judged again, each once. */
  readonly judged: number;
  /** The number of acts whose content the log does not hold: edits, calls of tools. */
  readonly leftOut: number;
  /** How many of the judged commands would be held. */
  readonly held: { readonly before: number; readonly after: number };
  readonly differences: readonly Difference[];
}

/**
 * Judges the commands among `acts` under both policies, with this machine's present facts, so that only the policies
 * make a difference. `signal` ends it early with what was found so far.
 */
export async function whatIf(
  acts: readonly AuditedAct[],
  before: Weigh,
  after: Weigh,
  signal?: AbortSignal,
): Promise<WhatIf> {
  const commands = new Map(acts.filter(({ act }) => act === "command").map(act => [keyOf(act), act]));
  const differences: Difference[] = [];
  const held = { before: 0, after: 0 };
  let judged = 0;
  for (const act of commands.values()) {
    if (signal?.aborted) break;
    const action = actionOf(act);
    const [was, is] = [(await before(action)).judgement.decision, (await after(action)).judgement.decision];
    judged++;
    if (was !== "allow") held.before++;
    if (is !== "allow") held.after++;
    if (was !== is) differences.push({ act, before: was, after: is });
  }
  return { judged, leftOut: acts.length - acts.filter(({ act }) => act === "command").length, held, differences };
}

function keyOf({ agent, subagent, cwd, text }: AuditedAct): string {
  return JSON.stringify([agent, subagent, cwd, text]);
}

/** The log does not name the shell; nearly all shells read a command alike. */
function actionOf({ agent, subagent, cwd, text }: AuditedAct): CommandAction {
  return { kind: "command", text, shell: "bash", cwd, origin: { agent, ...(subagent !== undefined && { subagent }) } };
}
