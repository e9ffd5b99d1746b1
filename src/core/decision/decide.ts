/** Turns weighed effects into a verdict: the worst effect scores, the strictest rule wins, every reason is kept. */
import type { Effect } from "../effects/effect.ts";
import type { Environment } from "../places/environment.ts";
import { type Decision, strictest } from "../policy/decision.ts";
import type { Policy } from "../policy/policy.ts";
import type { Contribution, Level, Override } from "../rules/contribution.ts";
import type { Weighed } from "../rules/rules.ts";
import { COMPOUND, levelOf } from "../rules/score.ts";

export interface Verdict {
  readonly decision: Decision;
  readonly override: Override;
  /** 0 to 100. */
  readonly score: number;
  readonly level: Level;
  /** Worst first. */
  readonly effects: readonly Effect[];
  /** The environment of the worst effect. */
  readonly environment: Environment;
  /** Every contribution, those with most points first. */
  readonly reasons: readonly Contribution[];
}

type Ranked = Weighed & { readonly total: number };

/** Decides on an act. `general`: contributions on the whole act; `nowhere`: the environment if it has no effects. */
export function decide(
  weighed: readonly Weighed[],
  general: readonly Contribution[],
  nowhere: Environment,
  policy: Policy,
): Verdict {
  const ranked = compounded(weighed.map(ranking).sort((a, b) => b.total - a.total));
  const worst = ranked[0];
  const score = Math.max(0, Math.min(100, worst?.total ?? 0));
  const said = new Set<Decision>();
  const required = new Set<Override>();
  const hear = ({ then, require }: Contribution): void => {
    if (then) said.add(then);
    if (require) required.add(require);
  };
  for (const { contributions } of ranked) for (const line of contributions) hear(line);
  for (const line of general) hear(line);
  const scored: Decision = score >= policy.thresholds.deny ? "deny" : score >= policy.thresholds.ask ? "ask" : "allow";
  const decision = strictest(scored, ...said);
  const refused =
    said.has("deny") ||
    ranked.some(({ effect, total }) => effect.verb === "disable-protection" && total >= policy.thresholds.deny);
  return {
    decision,
    override: overrideOf(decision, refused, required),
    score,
    level: levelOf(Math.max(score, decision === "allow" ? 0 : leastOf(decision, policy))),
    effects: ranked.map(({ effect }) => effect),
    environment: worst?.environment ?? nowhere,
    reasons: reasonsOf(ranked, general),
  };
}

/** Returns the strictest override that the decision and the rules require. */
function overrideOf(decision: Decision, refused: boolean, required: ReadonlySet<Override>): Override {
  if (decision === "allow" || (decision === "deny" && refused)) return "none";
  if (required.has("code")) return "code";
  return decision === "deny" || required.has("type-name") ? "type-name" : "confirm";
}

/** The lowest score of a decision: a rule that asks or denies gives no points, but its level should match. */
function leastOf(decision: Decision, { thresholds }: Policy): number {
  return decision === "deny" ? thresholds.deny : thresholds.ask;
}

/** Two losses of different kinds in one act score more than the worse one alone. */
function compounded(ranked: readonly Ranked[]): readonly Ranked[] {
  const [worst, ...rest] = ranked;
  const other = rest.find(({ effect, total }) => total >= COMPOUND.from && effect.verb !== worst?.effect.verb);
  if (!worst || !other) return ranked;
  const line: Contribution = {
    rule: "act/compound",
    points: COMPOUND.points,
    because: `in the same act it ${other.effect.says}`,
  };
  return [{ ...worst, contributions: [...worst.contributions, line], total: worst.total + line.points }, ...rest];
}

function reasonsOf([worst, ...rest]: readonly Weighed[], general: readonly Contribution[]): Contribution[] {
  const first = worst ? byWeight(worst.contributions) : [];
  return [...first, ...others([...rest, { contributions: general }], first)];
}

function ranking({ effect, environment, contributions }: Weighed): Ranked {
  return { effect, environment, contributions, total: total(contributions) };
}

function total(contributions: readonly Contribution[]): number {
  let sum = 0;
  for (const { points } of contributions) sum += points;
  return sum;
}

function byWeight(contributions: readonly Contribution[]): Contribution[] {
  return [...contributions].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

/** Returns the reasons of the lesser effects without points, because only the worst effect's points make the score. */
function others(rest: readonly Pick<Weighed, "contributions">[], shown: readonly Contribution[]): Contribution[] {
  // Grouped by rule, because thousands of effects give the same few reasons.
  const seen = new Map<string, Set<string>>();
  const isNew = ({ rule, because }: Contribution): boolean => {
    const before = seen.get(rule);
    if (before?.has(because)) return false;
    if (before) before.add(because);
    else seen.set(rule, new Set([because]));
    return true;
  };
  for (const line of shown) isNew(line);
  // Two effects may give the same clause, such as a volume and the backups in it. It is listed once.
  const said = new Set(shown.map(({ because }) => because));
  const lines: Contribution[] = [];
  for (const { contributions } of rest) {
    for (const line of contributions) {
      if (line.points <= 0 && !line.then) continue;
      if ((!line.then && said.has(line.because)) || !isNew(line)) continue;
      if (line.ofEffect || line.then) lines.push({ ...line, points: 0 });
    }
  }
  return lines;
}
