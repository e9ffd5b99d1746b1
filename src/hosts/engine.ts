/** Judges acts on the real machine. The service, the hook and the command line share it. */

import type { Action } from "../core/action/action.ts";
import type { Judgement } from "../core/decision/judgement.ts";
import type { Step } from "../core/effects/trace.ts";
import { labelOf, workspaceEnvironment } from "../core/environment/workspace.ts";
import {
  type Fact,
  Facts,
  type FactTable,
  type SessionFiles,
  type Surroundings,
  type Want,
} from "../core/facts/facts.ts";
import { type At, type EffectVerdict, judge, judgeEach, judgeUnread, settle, trace } from "../core/pipeline.ts";
import type { Policy } from "../core/policy/policy.ts";
import { packsFor } from "../packs/index.ts";
import { type FactSource, sourcesOf } from "../platform/fact-sources.ts";
import { gatherFacts, smallFacts } from "../platform/gather.ts";
import { surroundingsOf, workspaceRootOf } from "../platform/surroundings.ts";
import type { EnvironmentResult } from "../wire/messages/environment.ts";
import { hookFiles } from "./agents/hook-files.ts";
import { AGENT_SWITCHES } from "./agents/switches.ts";
import { fingerprintOf } from "./fingerprint.ts";

export interface Judged {
  readonly judgement: Judgement;
  /** Equal fingerprints mean that nothing has changed in between. */
  readonly fingerprint: string;
  /** The facts that it depends on. */
  readonly facts: FactTable;
}

/**
 * Judges one action on this machine. `roots` default to the workspace that holds its working directory; `session` is
 * what the agent's session has done to files; `at` runs work that would block the thread.
 */
export async function judgeAct(
  action: Action,
  policy: Policy,
  roots: readonly string[] = [workspaceRootOf(action.cwd)],
  session: SessionFiles = {},
  at: At = work => work(),
): Promise<Judged> {
  const engine = {
    packs: packsFor(policy),
    policy,
    around: { ...aroundOf(action, roots), ...session },
    tell: smallFacts(),
  };
  const { judgement, facts } = await settle(action, engine, wants => at(() => gatherFacts(wants)), at);
  return { judgement, fingerprint: at(() => fingerprintOf(action, judgement.effects, facts, session)), facts };
}

/** Judges an act that could not be read: it is asked about. `because`: one clause. */
export function unreadAct(action: Action, policy: Policy, roots: readonly string[], because: string): Judged {
  const judgement = judgeUnread(action, because, { packs: packsFor(policy), policy, around: aroundOf(action, roots) });
  return { judgement, fingerprint: fingerprintOf(action, judgement.effects, new Map(), {}), facts: new Map() };
}

/** Judges an action under another policy, from the facts of a judgement under a similar policy. */
export function judgeAgain(action: Action, policy: Policy, facts: FactTable): Judgement {
  return judge(action, facts, {
    packs: packsFor(policy),
    policy,
    around: aroundOf(action),
  });
}

/** Judges every effect of an action separately, which tells the acts of a long text apart. */
export async function judgeParts(action: Action, policy: Policy): Promise<readonly EffectVerdict[]> {
  const engine = { packs: packsFor(policy), policy, around: aroundOf(action), tell: smallFacts() };
  const { facts } = await settle(action, engine, gatherFacts);
  return judgeEach(action, facts, engine);
}

/** Explains how the action was read, from the facts of its judgement. */
export function traceAct(action: Action, policy: Policy, facts: FactTable): Step {
  return trace(action, facts, { packs: packsFor(policy), policy, around: aroundOf(action) });
}

function aroundOf(action: Action, roots: readonly string[] = [workspaceRootOf(action.cwd)]): Surroundings {
  return { ...surroundingsOf(action, roots), hookFiles: hookFiles(action.env), switches: AGENT_SWITCHES };
}

export interface FolderEnvironment {
  readonly result: EnvironmentResult;
  /** Everything that it depends on. */
  readonly sources: readonly FactSource[];
}

/** The most rounds. What is still wanted then counts as unknown. */
const MAX_ROUNDS = 6;

/** Returns what the badge of a workspace folder shows. `variables` are those of the editor that has it open. */
export async function environmentOfFolder(
  folder: string,
  policy: Policy,
  variables: Readonly<Record<string, string>> = {},
): Promise<FolderEnvironment> {
  const around = surroundingsOf({ kind: "read", path: folder, cwd: folder, origin: { agent: "editor" } }, [folder]);
  const set = new Map(Object.entries(variables));
  const table = new Map<string, Fact>();
  const asked: Want[] = [];
  for (let round = 0; ; round++) {
    const facts = new Facts(table, around);
    const environment = workspaceEnvironment(folder, facts, policy, set);
    const wants = [...facts.wants.values()];
    if (wants.length === 0 || round === MAX_ROUNDS)
      return { result: { ...environment, ...labelOf(environment.name, policy) }, sources: asked.flatMap(sourcesOf) };
    // Whether the workspace itself exists need not be watched.
    asked.push(...wants.filter(want => want.kind !== "stat" || want.path !== folder));
    for (const [key, fact] of await gatherFacts(wants)) table.set(key, fact);
  }
}
