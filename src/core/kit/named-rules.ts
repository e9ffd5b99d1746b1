/** Gives public ids to effects that a pack finds by code: a rule names a call, and which of its effects it covers. */
import type { Effect, ResourceKind, Verb } from "../effects/effect.ts";
import { type Grammar, hasOption, readArguments } from "../effects/options.ts";
import type { PackRule, ProgramPack } from "../effects/pack.ts";
import type { Line } from "./table.ts";
import { behindSteps, stepsOf } from "./table-line.ts";

export interface NamedRule extends Pick<Line, "call" | "with"> {
  /** Only effects of this verb, or of this verb and resource. Absent: all that have no rule yet. */
  readonly effect?: Verb | `${Verb} ${ResourceKind}`;
  /** What it does, in one clause. */
  readonly says: string;
}

/**
 * Wraps the pack so that its effects carry ids: `push-force` of the pack `git` becomes `git/push-force`. The first rule
 * that matches counts; an effect that none matches is named by its kind. `source` documents the program's calls.
 */
export function withRules(
  pack: ProgramPack,
  { grammar, source, rules }: { grammar: Grammar; source: string; rules: Readonly<Record<string, NamedRule>> },
): ProgramPack {
  const named = Object.entries(rules).map(([name, rule]) => {
    return { id: `${pack.id}/${name}`, steps: stepsOf(rule.call), ...rule };
  });
  return {
    kind: "program",
    id: pack.id,
    programs: pack.programs,
    ...(pack.ownPaths && { ownPaths: pack.ownPaths }),
    examples: pack.examples,
    get rules(): readonly PackRule[] {
      const own = named.map(({ id, call, with: options, says }) => {
        return { id, programs: pack.programs, call, ...(options && { with: options }), says: [says], source };
      });
      return [...own, ...(pack.rules ?? [])];
    },
    read(command, facts) {
      const reading = pack.read(command, facts);
      if (reading.effects.every(({ rule }) => rule !== undefined)) return reading;
      const args = readArguments(command.argv.slice(1), grammar);
      const fitting = named.filter(
        ({ steps, with: options }) => behindSteps(steps, args) && (!options || hasOption(args, ...options)),
      );
      const withId = (effect: Effect): Effect => {
        const found = effect.rule === undefined && fitting.find(rule => isMeant(rule, effect));
        return found ? { ...effect, rule: found.id, byCode: true } : effect;
      };
      return { ...reading, effects: reading.effects.map(withId) };
    },
  };
}

function isMeant({ effect }: Pick<NamedRule, "effect">, { verb, resource }: Effect): boolean {
  return effect === undefined || effect === verb || effect === `${verb} ${resource}`;
}
