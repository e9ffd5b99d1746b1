/**
 * Reads a fish text into every simple command that it would run, by translating it to POSIX shell. Variables, loops,
 * functions and files are then tracked by the same code.
 */

import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Scope } from "../../places/scope.ts";
import { tooLarge } from "../shell/guards.ts";
import { readShell, type ShellReading } from "../shell/reader.ts";
import { Statements } from "./statements.ts";
import { FishError } from "./tokens.ts";
import { Translation } from "./translation.ts";

export function readFish(text: string, scope: Scope, facts: Facts, stdin?: Stdin): ShellReading {
  const refused = tooLarge(text);
  if (refused) return { invocations: [], writes: [], unreadable: [{ because: refused }] };
  const translated = inPosix(text);
  if (typeof translated !== "string")
    return readShell(translated.text, scope, facts, stdin, span => translated.spanOf(span));
  // The text is no fish, or uses unknown syntax: it is read as any shell would, and a question is asked.
  const asWritten = readShell(text, scope, facts, stdin);
  return { ...asWritten, unreadable: [...asWritten.unreadable, { because: `fish could not read it: ${translated}` }] };
}

/** Returns the text in POSIX shell, or the reason why fish itself would reject it. */
export function inPosix(text: string): Translation | string {
  const out = new Translation(text);
  try {
    new Statements(text, out, listsIn(text)).all();
    return out;
  } catch (error) {
    if (error instanceof FishError) return error.message;
    throw error;
  }
}

/** Variables that the text sets: any of them may hold several values. */
function listsIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\bset[ \t]+(?:-[\w-]+[ \t]+){0,6}(\w+)/g)].map(([, name = ""]) => name));
}
