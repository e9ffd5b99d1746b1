/** Text that a command takes in from elsewhere: a file it names, or its standard input. */
import type { Facts } from "../facts.ts";
import { resolvePath } from "../paths.ts";
import type { Invocation, Scope } from "./pack.ts";
import type { Word } from "./words.ts";

/** Absolute path that `word` names; undefined when the word, or the folder it is relative to, is not known. */
export function pathOf(word: Word, scope: Scope): string | undefined {
  if (word.value === null || word.value === "") return undefined;
  if (word.value.startsWith("/")) return resolvePath(word.value, "/");
  return scope.cwd === null ? undefined : resolvePath(word.value, scope.cwd);
}

/** The file's text; null when it is not there, too large, or only known at run time. */
export function textOfFile(word: Word, scope: Scope, facts: Facts): string | null {
  const path = pathOf(word, scope);
  return path === undefined ? null : facts.ask({ kind: "text", path });
}

/** What arrives on standard input; undefined when nothing does, null when it is not known. */
export function textOfStdin({ stdin, scope }: Invocation, facts: Facts): string | null | undefined {
  switch (stdin.kind) {
    case "none":
      return undefined;
    case "text":
      return stdin.text;
    case "file":
      return textOfFile(stdin.path, scope, facts);
    case "pipe":
      return null;
  }
}
