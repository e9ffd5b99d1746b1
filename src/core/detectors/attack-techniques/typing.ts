/**
 * Programs that do what a person's hands do: they press keys, click, type into another terminal or editor, or answer a
 * notification. Whoever can do that can answer the guard's questions in the person's place.
 */

import type { Inner, Invocation, Reading } from "../../effects/pack.ts";
import { textOf } from "../../text/words.ts";
import { effectsByRule, hasRules } from "./rules.ts";

/** Whether some rule says of a program that it may type for the person. */
export function types(program: string): boolean {
  return hasRules(program, "typing");
}

/** What a command types for the person: that it does, and what would come of the text. */
export function typedForPerson(command: Invocation): Reading {
  const effects = effectsByRule(command, "typing");
  return effects.length === 0
    ? NOTHING
    : { effects, inner: command.argv.slice(1).flatMap(word => typedText(textOf(word), command)) };
}

const NOTHING: Reading = { effects: [] };

/** A shell may read what is typed: `agentguard approve 3c9e\r`. A word alone is a key, a number or a title. */
function typedText(word: string, { scope, span, program }: Invocation): Inner[] {
  const text = word.replace(/^t:/, "").replace(/\\[nr]/g, "\n");
  if (!/\S\s+\S/.test(text) || text.length > MAX_TYPED) return [];
  return [
    { kind: "shell", text, scope: { ...scope, guessed: true, via: [...scope.via, program] }, ...(span && { span }) },
  ];
}

/** Longer than anybody types. */
const MAX_TYPED = 4096;
