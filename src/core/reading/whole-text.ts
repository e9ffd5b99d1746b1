/** Revises effects by the whole text of an act: by the commands that follow, and by what else is deleted or written. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { mayBeRemade, seenAsOutput } from "../files/regenerated-outputs.ts";
import { seenToTheEnd } from "./restarting.ts";

/** Beyond these numbers, each effect is judged alone. */
const MAX_STOPS = 16;
const MAX_DELETIONS = 16;

/** Collects commands and effects during a reading, and revises effects at its end. */
export class WholeText {
  /** Every simple command, its words joined by blanks. */
  readonly commands: string[] = [];
  /** The folder of each of them. */
  private readonly folders: (string | null)[] = [];
  /** Indexes of effects that stop something, with the number of commands read until then. */
  private readonly stops: (readonly [number, number])[] = [];
  /** Indexes of effects that delete something. */
  private readonly deletions: number[] = [];

  command(text: string, cwd: string | null): void {
    this.commands.push(text);
    this.folders.push(cwd);
  }

  effect({ verb }: Effect, index: number): void {
    if ((verb === "stop" || verb === "revoke") && this.stops.length < MAX_STOPS)
      this.stops.push([index, this.commands.length]);
    if (verb === "delete" && this.deletions.length < MAX_DELETIONS) this.deletions.push(index);
  }

  /** Returns the effects that change, by index, in their new form. `cwd`: the folder in which the act starts. */
  seenAgain(effects: readonly Effect[], facts: Facts, cwd: string | null): ReadonlyMap<number, Effect> {
    const seen = new Map<number, Effect>();
    for (const [index, read] of this.stops) {
      const effect = effects[index];
      if (effect) seen.set(index, seenToTheEnd(effect, this.commands.slice(0, read), this.commands.slice(read)));
    }
    const remade = this.deletions.filter(index => mayBeRemade(effects[index]));
    if (remade.length === 0) return seen;
    const text = {
      commands: this.commands.map((command, i) => ({ text: command, cwd: this.folders[i] ?? null })),
      gone: this.deletions.flatMap(index => effects[index] ?? []),
      written: writtenBy(effects),
    };
    for (const index of remade) {
      const effect = effects[index];
      if (effect) seen.set(index, seenAsOutput(effect, text, facts, cwd));
    }
    return seen;
  }
}

function writtenBy(effects: readonly Effect[]): ReadonlyMap<string, number> {
  const written = new Map<string, number>();
  for (const { verb, path, span } of effects)
    if (path !== undefined && span && (verb === "write" || verb === "overwrite")) written.set(path, span.start);
  return written;
}
