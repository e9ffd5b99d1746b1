/** Text that a command takes in from elsewhere: a file it names, or its standard input. */

import type { Invocation, Stdin } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import type { Word } from "../text/words.ts";
import { patternOf } from "./globs.ts";
import { contentAt } from "./moved.ts";
import { filesThatFit } from "./patterns.ts";
import { pathOf } from "./targets.ts";

/** Where the content of the file that `word` names is on the disk: earlier commands may have copied or moved it. */
export function originOf(word: Word, scope: Scope): string | undefined {
  const named = pathOf(word, scope);
  return named === undefined ? undefined : contentAt(named, scope);
}

/**
 * The file's text, as earlier commands of the same text leave it, with `HOLE` for unknown parts. Null when it is not
 * there, too large, or only known at run time.
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
 * The same of a file that this text or the session has written. Its agent knows what is in it, so that what it is used
 * for may be shown; what is in a file of the person's stays there.
 */
export function textOfDedicatedFile(word: Word, scope: Scope, facts: Facts): string | null {
  const path = word.glob || scope.elsewhere ? undefined : pathOf(word, scope);
  if (path === undefined) return null;
  const isOwn = facts.around.created?.includes(path) && !scope.earlier?.moves;
  return isOwn || scope.earlier?.written.has(path) ? textOfFile(word, scope, facts) : null;
}

/** Those of several files, one after the other, where all are known: `psql -f "$f"` in a loop. */
function textOfAll(paths: readonly string[] | null, facts: Facts): string | null {
  const texts = (paths ?? []).map(path => facts.ask({ kind: "text", path }));
  return texts.length === 0 || texts.includes(null) ? null : texts.join("\n");
}

/** The text of a script that an option names, where `-` is what arrives on standard input. Null when it is not known. */
export function textOfScript(word: Word, command: Invocation, facts: Facts): string | null {
  if (word.value === "-" || word.value === "/dev/stdin") return textOfStdin(command, facts) ?? null;
  return textOfFile(word, command.scope, facts);
}

/** What arrives on standard input; undefined when nothing does, null when it is not known. */
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

/** What `cat a.sql b.sql` or `cat *.sql` prints, where all of it is known. */
function concatenated([program, ...files]: readonly Word[], scope: Scope, facts: Facts): string | null {
  if (program?.value !== "cat" || files.length === 0 || files.length > MAX_FILES) return null;
  if (files.some(({ value }) => value === null || value.startsWith("-"))) return null;
  const texts = files.map(word => textOfFile(word, scope, facts));
  return texts.includes(null) ? null : texts.join("\n");
}

const MAX_FILES = 16;

/** Standard input for a command that runs elsewhere: a file is still opened by the shell here. */
export function inputFromHere(command: Invocation, facts: Facts): Stdin {
  const text = command.stdin.kind === "file" ? textOfStdin(command, facts) : null;
  return typeof text === "string" ? { kind: "text", text } : command.stdin;
}
