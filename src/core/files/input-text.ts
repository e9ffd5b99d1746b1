/** Reads text that a command takes as input: from a file it names, or from standard input. */

import type { Invocation, Stdin } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import type { Word } from "../text/words.ts";
import { patternOf } from "./globs.ts";
import { contentAt } from "./moved.ts";
import { filesThatFit } from "./patterns.ts";
import { pathOf } from "./targets.ts";

/** Returns where the content of the named file is on the disk; earlier commands may have copied or moved it. */
export function originOf(word: Word, scope: Scope): string | undefined {
  const named = pathOf(word, scope);
  return named === undefined ? undefined : contentAt(named, scope);
}

/**
 * Returns the file's text after earlier commands of the act, with `HOLE` for unknown parts. Null if the file is
 * missing, too large, or known only at run time.
 */
export function textOfFile(word: Word, scope: Scope, facts: Facts): string | null {
  const pattern = word.glob ? patternOf(word) : null;
  if (pattern !== null) return textOfAll(filesThatFit(pattern, scope, facts), facts);
  const named = pathOf(word, scope);
  const written = named === undefined ? undefined : scope.earlier?.written.get(named);
  if (written !== undefined) return written;
  const path = originOf(word, scope);
  return path === undefined ? null : facts.ask({ kind: "text", path });
}

/**
 * Returns the text of a file that the act or the session has written. Its use may be shown, because the agent knows it;
 * the text of a person's file may not.
 */
export function textOfDedicatedFile(word: Word, scope: Scope, facts: Facts): string | null {
  const path = word.glob || scope.elsewhere ? undefined : pathOf(word, scope);
  if (path === undefined) return null;
  const isOwn = facts.around.created?.includes(path) && !scope.earlier?.moves;
  return isOwn || scope.earlier?.written.has(path) ? textOfFile(word, scope, facts) : null;
}

/** Returns the concatenated texts of several files if all are known: `psql -f "$f"` in a loop. */
function textOfAll(paths: readonly string[] | null, facts: Facts): string | null {
  const texts = (paths ?? []).map(path => facts.ask({ kind: "text", path }));
  return texts.length === 0 || texts.includes(null) ? null : texts.join("\n");
}

/** Returns the text of a script that an option names; `-` is standard input. Null if it is unknown. */
export function textOfScript(word: Word, command: Invocation, facts: Facts): string | null {
  if (word.value === "-" || word.value === "/dev/stdin") return textOfStdin(command, facts) ?? null;
  return textOfFile(word, command.scope, facts);
}

/** Returns the text on standard input; undefined if there is none, null if it is unknown. */
export function textOfStdin({ stdin, scope }: Invocation, facts: Facts): string | null | undefined {
  switch (stdin.kind) {
    case "none":
      return undefined;
    case "text":
      return stdin.text;
    case "file":
      return stdin.path.value === "/dev/null" ? "" : textOfFile(stdin.path, scope, facts);
    case "pipe":
      return stdin.filter ? null : concatenated(stdin.producer ?? [], scope, facts);
  }
}

/** Returns the output of `cat a.sql b.sql` or `cat *.sql`, if all of it is known. */
function concatenated([program, ...files]: readonly Word[], scope: Scope, facts: Facts): string | null {
  if (program?.value !== "cat" || files.length === 0 || files.length > MAX_FILES) return null;
  if (files.some(({ value }) => value === null || value.startsWith("-"))) return null;
  const texts = files.map(word => textOfFile(word, scope, facts));
  return texts.includes(null) ? null : texts.join("\n");
}

const MAX_FILES = 16;

/** Returns the standard input of a command that runs elsewhere. The local shell opens a redirected file. */
export function inputFromHere(command: Invocation, facts: Facts): Stdin {
  const text = command.stdin.kind === "file" ? textOfStdin(command, facts) : null;
  return typeof text === "string" ? { kind: "text", text } : command.stdin;
}
