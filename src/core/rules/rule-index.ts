/** Of many rules, the few whose `command` could mean an act: told by the program alone, before anything is compared. */
import type { PolicyRule } from "../policy/policy.ts";
import { programOfPattern, programsOf } from "./command-pattern.ts";

interface Index {
  /** Rules that name no command, or one whose program is itself a pattern. */
  readonly any: readonly PolicyRule[];
  readonly byProgram: ReadonlyMap<string, readonly PolicyRule[]>;
}

interface Indexes {
  readonly all: Index;
  /** Those that ask for nothing but who acts, by what and when. */
  readonly onAct: Index;
}

/** Policies stay the same from act to act. */
const indexes = new WeakMap<readonly PolicyRule[], Indexes>();

/** In the order of the policy only where they are found alike; the strictest wins in any order. */
export function candidates(
  rules: readonly PolicyRule[],
  which: keyof Indexes,
  commands: readonly string[],
): readonly PolicyRule[] {
  const { any, byProgram } = indexOf(rules)[which];
  if (byProgram.size === 0 || commands.length === 0) return any;
  const found = new Set(commands.flatMap(command => programsOf(command).flatMap(name => byProgram.get(name) ?? [])));
  return found.size === 0 ? any : [...any, ...found];
}

function indexOf(rules: readonly PolicyRule[]): Indexes {
  const known = indexes.get(rules);
  if (known) return known;
  const made = { all: index(rules), onAct: index(rules.filter(isOnAct)) };
  indexes.set(rules, made);
  return made;
}

function isOnAct({ when: { effect, resource, environment, path, host } }: PolicyRule): boolean {
  return [effect, resource, environment, path, host].every(condition => condition === undefined);
}

function index(rules: readonly PolicyRule[]): Index {
  const any: PolicyRule[] = [];
  const byProgram = new Map<string, PolicyRule[]>();
  for (const rule of rules) {
    const programs = rule.when.command?.map(programOfPattern);
    if (!programs || programs.some(program => /[*?]/.test(program))) any.push(rule);
    else for (const program of new Set(programs)) byProgram.set(program, [...(byProgram.get(program) ?? []), rule]);
  }
  return { any, byProgram };
}
