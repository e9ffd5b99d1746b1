/** The whole pipeline on one screen: action → effects → environment → rules → verdict. */
import type { Action } from "./action/action.ts";
import { decide, type Verdict } from "./decision/decide.ts";
import type { Judgement } from "./decision/judgement.ts";
import { notRead } from "./effects/budget.ts";
import type { Effect } from "./effects/effect.ts";
import type { Pack } from "./effects/pack.ts";
import type { Step } from "./effects/trace.ts";
import { readingsOf } from "./environment/readings.ts";
import { type Fact, Facts, type FactTable, type Surroundings, type Want, wantKey } from "./facts/facts.ts";
import { NOWHERE } from "./places/environment.ts";
import type { Policy } from "./policy/policy.ts";
import { readEffects, traceEffects } from "./reading/read.ts";
import { effectsOfWaiting } from "./reading/waiting.ts";
import { rulesOfAgents } from "./rules/agent-lists.ts";
import { retoldTool } from "./rules/changed-tools.ts";
import { refusedByRole } from "./rules/roles.ts";
import { applyRules, generalRules, type Weighed } from "./rules/rules.ts";
import { refusedByScope } from "./rules/server-scope.ts";

export interface Engine {
  readonly packs: readonly Pack[];
  readonly policy: Policy;
  readonly around: Surroundings;
  /** Answers small facts at once; returns undefined for facts that take longer, which then become wants. */
  readonly tell?: (want: Want) => Fact | undefined;
}

/** Judges one action by the facts in `table`; `Judgement.wants` lists the missing ones. Pure and synchronous. */
export function judge(action: Action, table: FactTable, engine: Engine): Judgement {
  const facts = new Facts(table, engine.around, engine.tell);
  const { effects, commands, weighed } = weigh(action, facts, engine);
  const text = action.kind === "command" ? action.text : "";
  const general = [
    ...generalRules(action, commands, engine.around, engine.policy),
    ...refusedByRole(action, commands, effects, engine.policy),
    ...rulesOfAgents(text, commands, facts),
    ...retoldTool(action),
    ...refusedByScope(action, facts, engine.policy),
  ];
  const verdict = decide(weighed, general, NOWHERE, engine.policy);
  return { ...verdict, wants: [...facts.wants.values()] };
}

/** Judges an act that could not be read, for another reason than missing facts. `because`: one clause. */
export function judgeUnread(action: Action, because: string, { policy, around }: Engine): Judgement {
  const facts = new Facts(new Map(), around);
  const effect = notRead(because, undefined);
  const weighed = applyRules(
    action,
    [{ effect, cause: undefined, readings: readingsOf(effect, facts, policy) }],
    facts,
    policy,
  );
  return { ...decide(weighed, generalRules(action, [], around, policy), NOWHERE, policy), wants: [] };
}

function weigh(action: Action, facts: Facts, { packs, policy }: Engine) {
  const { effects: own, causes, commands, twins } = readEffects(action, facts, packs);
  const effects = [...own, ...effectsOfWaiting(action, own, facts, packs)];
  const placed = effects.flatMap((effect, index) =>
    twins.has(effect) ? [] : [{ effect, cause: causes[index], readings: readingsOf(effect, facts, policy) }],
  );
  const weighed = applyRules(action, placed, facts, policy);
  return { effects, commands, weighed: twins.size === 0 ? weighed : withTwins(effects, twins, weighed) };
}

/** An effect's twin is the same effect at another place. It gets the weight of the effect that was weighed. */
function withTwins(
  effects: readonly Effect[],
  twins: ReadonlyMap<Effect, Effect>,
  weighed: readonly Weighed[],
): Weighed[] {
  const known = new Map(weighed.map(one => [one.effect, one]));
  return effects.flatMap(effect => {
    const one = known.get(twins.get(effect) ?? effect);
    return one ? [{ ...one, effect }] : [];
  });
}

/** An effect of an action, and the verdict if the action did nothing else. */
export interface EffectVerdict {
  readonly effect: Effect;
  readonly verdict: Verdict;
}

/** Judges each effect of an action separately, to show which part of a long text is held. */
export function judgeEach(action: Action, table: FactTable, engine: Engine): readonly EffectVerdict[] {
  const { weighed } = weigh(action, new Facts(table, engine.around), engine);
  return weighed.map(one => ({ effect: one.effect, verdict: decide([one], [], NOWHERE, engine.policy) }));
}

/** Returns how the action was read, with each effect where it was found, for `agentguard explain`. Judges nothing. */
export function trace(action: Action, table: FactTable, engine: Engine): Step {
  return traceEffects(action, new Facts(table, engine.around), engine.packs);
}

/** Runs synchronous work without a pause; the host wraps it to report what the thread is busy with. */
export type At = <T>(work: () => T) => T;

/** Rounds after which nothing is gathered any more and missing facts become `null`. Readings do not nest as deeply. */
const MAX_ROUNDS = 16;

/**
 * Judges until nothing more is wanted. `gather` looks up on the real machine, read-only, what `engine.tell` does not
 * answer; a fact that it leaves out counts as `null`. `at` runs each judgement. Returns the last judgement and the
 * facts it rests on: equal facts later mean that nothing changed.
 */
export async function settle(
  action: Action,
  engine: Engine,
  gather: (wants: readonly Want[]) => Promise<ReadonlyMap<string, Fact>>,
  at: At = work => work(),
): Promise<{ judgement: Judgement; facts: FactTable }> {
  const table = new Map<string, Fact>();
  const tell = (want: Want) => {
    const fact = engine.tell?.(want);
    if (fact !== undefined) table.set(wantKey(want), fact);
    return fact;
  };
  for (let round = 0; ; round++) {
    const judgement = at(() => judge(action, table, { ...engine, tell }));
    const { wants } = judgement;
    if (wants.length === 0 || round === 2 * MAX_ROUNDS) return { judgement, facts: table };
    const found = round > MAX_ROUNDS ? table : await gather(wants);
    for (const want of wants) table.set(wantKey(want), found.get(wantKey(want)) ?? null);
  }
}
