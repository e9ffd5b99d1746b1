/**
 * Finds programs that act as the person's hands: they press keys, click, type into another terminal or editor, or
 * answer a notification, and so could answer the guard's questions.
 */

import type { Inner, Invocation, Reading } from "../../effects/pack.ts";
import { textOf } from "../../text/words.ts";
import { effectsByRule, hasRules } from "./rules.ts";

/** Returns whether a rule says that a program may type for the person. */
export function types(program: string): boolean {
  return hasRules(program, "typing");
}

/** Returns that a command types for the person, and the effects of the typed text. */
export function typedForPerson(command: Invocation): Reading {
  const effects = effectsByRule(command, "typing");
  return effects.length === 0
    ? NOTHING
    : { effects, inner: command.argv.slice(1).flatMap(word => typedText(textOf(word), command)) };
}

const NOTHING: Reading = { effects: [] };

/** A shell may read what is typed: `agentguard approve 3c9e\r`. A single word is a key, a number or a title. */
function typedText(word: string, { scope, span, program }: Invocation): Inner[] {
  const text = word.replace(/^t:/, "").replace(/\\[nr]/g, "\n");
  if (!/\S\s+\S/.test(text) || text.length > MAX_TYPED) return [];
  return [
    { kind: "shell", text, scope: { ...scope, guessed: true, via: [...scope.via, program] }, ...(span && { span }) },
  ];
}

/** Longer than anybody types. */
const MAX_TYPED = 4096;
