/** What only the whole text of an act can tell of an effect: what comes behind it, and what else goes or is written. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { mayBeRemade, seenAsOutput } from "../files/regenerated-outputs.ts";
import { seenToTheEnd } from "./restarting.ts";

/** Of more, each is judged by itself. */
const MAX_STOPS = 16;
const MAX_DELETIONS = 16;

/** Takes notes while a text is read, and looks at its effects again when all of it is known. */
export class WholeText {
  /** Every simple command, its words joined by blanks. */
  readonly commands: string[] = [];
  /** The folder of each of them. */
  private readonly folders: (string | null)[] = [];
  /** Effects that stop something, by index, with how many commands had been read by then. */
  private readonly stops: (readonly [number, number])[] = [];
  /** Effects that delete something, by index. */
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

  /** The effects that are to be looked at again, by index, as they look now. `cwd`: where the act starts. */
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
