/** Records how an act was read, as a tree, for `agentguard explain`. */

import type { Piece, Word } from "../text/words.ts";
import type { Effect } from "./effect.ts";

export interface Step {
  /** `act`: the whole; `command`: one simple command; else an embedded text in that language. */
  readonly kind: "act" | "command" | "shell" | "sql" | "http" | "code" | "patch" | "mcp";
  /** The text that was read; `HOLE` marks what is not known in a text that a reader made. */
  readonly text: string;
  /** Of a command: its words, the program first. */
  readonly words: readonly Word[];
  /** Of a command: the folder of this disk in which it runs; null where that is not known, or elsewhere. */
  readonly cwd: string | null;
  readonly effects: Effect[];
  readonly inside: Step[];
}

/** Builds the tree during a reading. */
export class Trace {
  readonly root: Step = { kind: "act", text: "", words: [], cwd: null, effects: [], inside: [] };
  private readonly open: Step[] = [this.root];
  /** The list that each effect stands in. */
  private readonly found = new Map<Effect, Effect[]>();

  /** Runs `read` and records what it finds under a new step. */
  step(kind: Step["kind"], text: string, { words, cwd }: Pick<Step, "words" | "cwd">, read: () => void): void {
    const step: Step = { kind, text, words, cwd, effects: [], inside: [] };
    this.open.at(-1)?.inside.push(step);
    this.open.push(step);
    read();
    this.open.pop();
  }

  effect(effect: Effect): void {
    const effects = this.open.at(-1)?.effects;
    effects?.push(effect);
    if (effects) this.found.set(effect, effects);
  }

  /** Replaces an effect by what it became at the end of the text. */
  replace(before: Effect, after: Effect): void {
    const effects = this.found.get(before);
    if (effects) effects[effects.indexOf(before)] = after;
  }
}

/** Where a word's value comes from, in a few words. */
export function provenanceOf(word: Word): string {
  const holes = word.pieces.filter(piece => piece.kind === "hole");
  const pattern = word.glob ? ["a pattern"] : [];
  if (holes.length === 0) {
    const expanded = word.value !== null && word.text !== word.value && !isQuoting(word);
    return [...pattern, expanded ? "expanded" : "static"].join(", ");
  }
  return [...pattern, ...new Set(holes.map(originOf))].join(", ");
}

/** Whether value and text differ by quotes and backslashes alone. */
function isQuoting({ text, value }: Word): boolean {
  const bare = (written: string) => written.replace(/["'\\]/g, "");
  return bare(text) === bare(value ?? "");
}

function originOf(piece: Extract<Piece, { kind: "hole" }>): string {
  switch (piece.from) {
    case "variable":
      return `${piece.of} is not known`;
    case "substitution":
      return `output of ${piece.of}`;
    case "arithmetic":
      return `a number, ${piece.of}`;
    case "other":
      return "only known at run time";
  }
}
