/** What comes of a line of the corpus when it is judged, in the words that the line keeps. */
import type { Judgement } from "../../src/core/decision/judgement.ts";
import type { Effect } from "../../src/core/effects/effect.ts";
import type { EffectVerdict } from "../../src/core/pipeline.ts";
import { type Act, judgeInParts, type World } from "../support/little-world.ts";
import type { Case, Outcome } from "./read-corpus.ts";

/** One key of a line that no longer says what comes of it. */
export interface Change {
  readonly key: keyof Outcome;
  readonly before: string;
  readonly after: string;
}

/** Judges the act of a line. `judgement` is what the engine said, `outcome` what the line should say of it. */
export function judgeCase({ act, world }: Case): Promise<{ judgement: Judgement; outcome: Outcome }> {
  return outcomeOfAct(act, world);
}

/** The same of any act; `held` are the effects for which it is held. */
export async function outcomeOfAct(
  act: Act,
  world: World,
): Promise<{ judgement: Judgement; outcome: Outcome; held: readonly Effect[] }> {
  const { judgement, parts } = await judgeInParts(world, act);
  const { decision, level, environment } = judgement;
  const where = environment.name === "local" || environment.name === "unknown" ? undefined : environment.name;
  const held = decision === "allow" ? [] : heldEffects(parts(), judgement);
  const does = [...new Set(held.map(({ verb, resource }) => `${verb} ${resource}`))].sort();
  return { judgement, outcome: { does, ...(where && { where }), then: decision, level }, held };
}

/** The effects that are held by themselves; where only several together are, or a rule on the act, the worst one. */
function heldEffects(parts: readonly EffectVerdict[], { effects }: Judgement): readonly Effect[] {
  const held = parts.filter(({ verdict }) => verdict.decision !== "allow").map(({ effect }) => effect);
  return held.length > 0 ? held : effects.slice(0, 1);
}

const KEYS = ["does", "where", "then", "level"] as const;

/** Gives each key whose value differs; none where the line is right. */
export function changesOf(expected: Outcome, outcome: Outcome): Change[] {
  return KEYS.flatMap(key => {
    const [before, after] = [textOf(expected[key]), textOf(outcome[key])];
    return before === after ? [] : [{ key, before, after }];
  });
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === "string" ? value : (value ?? []).join(", ") || "nothing";
}

/** Whether a person is asked, or the act refused. */
export function isHeld({ then }: Pick<Outcome, "then">): boolean {
  return then !== "allow";
}

/** Whether the act should be held: a line with a known gap keeps today's wrong verdict, so the opposite is right. */
export function shouldBeHeld({ expected, gap }: Pick<Case, "expected" | "gap">): boolean {
  return isHeld(expected) !== (gap !== undefined);
}

/** The changes of one line, in a form that a person reads at a glance. */
export function describeChanges({ place, text, gap }: Case, changes: readonly Change[]): string {
  const closed = gap !== undefined && changes.some(({ key, before, after }) => crosses(key, before, after));
  return [
    `${place} ${text}`,
    ...changes.map(({ key, before, after }) => `  ${key.padEnd(5)} ${before} → ${after}`),
    ...(closed ? ["  this gap is closed: take `gap` from the line"] : []),
  ].join("\n");
}

function crosses(key: Change["key"], before: string, after: string): boolean {
  return key === "then" && (before === "allow") !== (after === "allow");
}
