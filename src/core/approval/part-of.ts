/**
 * Whether the start of a program is part of an act that was let through: one of the very commands that were seen in it,
 * in the same folder, and nothing that it would do is more than what the act would do. Whatever cannot be told is a no.
 */

import type { Judgement } from "../decision/judgement.ts";
import type { Effect, Reach, Recovery } from "../effects/effect.ts";
import type { Step } from "../effects/trace.ts";
import { matchesGlob, patternOf } from "../files/globs.ts";
import type { Locator } from "../places/locator.ts";
import { canonicalJson } from "../text/canonical-json.ts";
import type { Word } from "../text/words.ts";

/** An act as it was judged and as it was read. */
export interface ReadAct {
  readonly judgement: Pick<Judgement, "effects" | "score">;
  readonly steps: Step;
}

/** `part` is one command whose words are all known, as a system hands them over. */
export function isPartOf(whole: ReadAct, part: ReadAct): boolean {
  const [start] = part.steps.inside;
  const argv = start?.words.map(({ value }) => value) ?? [];
  if (start?.kind !== "command" || part.steps.inside.length > 1 || !argv.every(word => word !== null)) return false;
  const seen = commandsIn(whole.steps, start.cwd).filter(({ words }) => stands(argv, words));
  if (seen.length === 0 || part.judgement.score > whole.judgement.score) return false;
  // What a pattern came to is what its words say: the places are the same by those.
  const exact = seen.some(({ words }) => words.every(({ glob }) => !glob));
  return part.judgement.effects
    .filter(({ recovery }) => recovery !== "free")
    .every(effect => whole.judgement.effects.some(known => takesIn(known, effect, exact)));
}

function commandsIn(step: Step, cwd: string | null): Step[] {
  const here = step.kind === "command" && step.cwd !== null && step.cwd === cwd ? [step] : [];
  return [...here, ...step.inside.flatMap(inside => commandsIn(inside, cwd))];
}

/** Whether the words came to these: each to itself, a pattern to one or more names that fit it. The program by its name. */
function stands(argv: readonly string[], words: readonly Word[]): boolean {
  const [program, ...rest] = words;
  if (nameOf(program?.value) !== nameOf(argv[0])) return false;
  let at = 1;
  for (const [i, word] of rest.entries()) {
    if (!word.glob) {
      if (word.value === null || argv[at++] !== word.value) return false;
      continue;
    }
    const pattern = patternOf(word);
    const before = at;
    // Greedy: what follows a pattern is told apart by not fitting it, or it is a no.
    while (pattern !== null && at < argv.length - (rest.length - 1 - i) && fits(pattern, argv[at] ?? "")) at++;
    if (at === before) return false;
  }
  return at === argv.length;
}

function nameOf(program: string | null | undefined): string {
  return (program ?? "").replace(/^.*\//s, "");
}

/** Part by part: a pattern reaches into no folder that it does not name. */
function fits(pattern: string, path: string): boolean {
  const [patterns, parts] = [pattern.split("/"), path.split("/")];
  return (
    patterns.length === parts.length &&
    patterns.every((one, i) => {
      const part = parts[i] ?? "";
      return matchesGlob(one, part) === true && (!part.startsWith(".") || one.startsWith("."));
    })
  );
}

const RECOVERY: readonly Recovery[] = ["free", "snapshot", "effort", "none"];
const REACH: readonly Reach[] = ["one", "several", "all", "unknown"];

/** Whether whoever let `known` pass has let `effect` pass. `exact`: they must be said of the same thing. */
function takesIn(known: Effect, effect: Effect, exact: boolean): boolean {
  return (
    known.verb === effect.verb &&
    RECOVERY.indexOf(known.recovery) >= RECOVERY.indexOf(effect.recovery) &&
    REACH.indexOf(known.reach) >= (exact ? REACH.indexOf(effect.reach) : 0) &&
    (!exact || (known.resource === effect.resource && known.target === effect.target && known.path === effect.path)) &&
    landing(known) === landing(effect)
  );
}

/** Where it lands beyond this disk, however it was found out. */
function landing({ at = [] }: Effect): string {
  const places = at.filter(({ kind }) => kind !== "path");
  return canonicalJson(places.map(({ evidence: _, known: __, ...place }: Locator & Found) => place));
}

interface Found {
  readonly evidence?: unknown;
  readonly known?: unknown;
}
