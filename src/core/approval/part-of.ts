/**
 * Decides whether the start of a program is part of an act that was allowed: the act contains this command in the same
 * folder, and the program does nothing beyond the act's effects. Any doubt means no.
 */

import type { Judgement } from "../decision/judgement.ts";
import type { Effect, Reach, Recovery } from "../effects/effect.ts";
import type { Step } from "../effects/trace.ts";
import { matchesGlob, patternOf } from "../files/globs.ts";
import type { Locator } from "../places/locator.ts";
import { canonicalJson } from "../text/canonical-json.ts";
import type { Word } from "../text/words.ts";

/** An act with its verdict and its trace. */
export interface ReadAct {
  readonly judgement: Pick<Judgement, "effects" | "score">;
  readonly steps: Step;
}

/** Returns whether `part` belongs to `whole`. `part` is one command with known words, as the system reports an argv. */
export function isPartOf(whole: ReadAct, part: ReadAct): boolean {
  const [start] = part.steps.inside;
  const argv = start?.words.map(({ value }) => value) ?? [];
  if (start?.kind !== "command" || part.steps.inside.length > 1 || !argv.every(word => word !== null)) return false;
  const seen = commandsIn(whole.steps, start.cwd).filter(({ words }) => stands(argv, words));
  if (seen.length === 0 || part.judgement.score > whole.judgement.score) return false;
  // Targets of an expanded pattern are spelt differently; the match of the words vouches for them.
  const exact = seen.some(({ words }) => words.every(({ glob }) => !glob));
  return part.judgement.effects
    .filter(({ recovery }) => recovery !== "free")
    .every(effect => whole.judgement.effects.some(known => takesIn(known, effect, exact)));
}

function commandsIn(step: Step, cwd: string | null): Step[] {
  const here = step.kind === "command" && step.cwd !== null && step.cwd === cwd ? [step] : [];
  return [...here, ...step.inside.flatMap(inside => commandsIn(inside, cwd))];
}

/** Returns whether an argv is an expansion of these words by a shell. Of the program, only the base name counts. */
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
    // This match is greedy. If the next word also fits the pattern, the answer is no, which is safe.
    while (pattern !== null && at < argv.length - (rest.length - 1 - i) && fits(pattern, argv[at] ?? "")) at++;
    if (at === before) return false;
  }
  return at === argv.length;
}

function nameOf(program: string | null | undefined): string {
  return (program ?? "").replace(/^.*\//s, "");
}

/** Compares part by part: like a shell's, a pattern does not match across `/`. */
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

/** Returns whether allowing `known` also allowed `effect`. `exact`: both must have the same target. */
function takesIn(known: Effect, effect: Effect, exact: boolean): boolean {
  return (
    known.verb === effect.verb &&
    RECOVERY.indexOf(known.recovery) >= RECOVERY.indexOf(effect.recovery) &&
    REACH.indexOf(known.reach) >= (exact ? REACH.indexOf(effect.reach) : 0) &&
    (!exact || (known.resource === effect.resource && known.target === effect.target && known.path === effect.path)) &&
    landing(known) === landing(effect)
  );
}

/** Returns the places beyond this disk, without how they were found out. */
function landing({ at = [] }: Effect): string {
  const places = at.filter(({ kind }) => kind !== "path");
  return canonicalJson(places.map(({ evidence: _, known: __, ...place }: Locator & Found) => place));
}

interface Found {
  readonly evidence?: unknown;
  readonly known?: unknown;
}
