/** Reads a program in a folder known only at run time, by its name: `$JAVA_HOME/bin/java`, `$(npm bin)/eslint`. */

import type { Invocation, Reading } from "../effects/pack.ts";
import { inOrder } from "../text/expressions.ts";
import { baseName } from "../text/paths.ts";
import { literalWord, type Word } from "../text/words.ts";
import { effectsOfTaskName } from "./task-names.ts";
import { guessedCommand } from "./wrapped.ts";

/** A folder followed by at least one literal name. */
const IN_FOLDER = /^"?(\$\w+|\$\{\w+\}|\$\((?:[^()]|\([^()]*\))*\))"?((?:\/[\w.@+-]+)+)"?$/;
/** Variables that conventionally hold a folder of installed tools or of the project. */
const FOLDER =
  /^\$\{?\w*(?:DIR|ROOT|HOME|PATH|BASE|HERE|REPO|WORKSPACE|PREFIX|BIN|VENV|VIRTUAL_ENV|SDK|TOP|LEVEL)\}?$/i;
/** Temporary folders are excluded, because something was probably just put there. */
const TEMPORARY = /te?mp|down|cache/i;
/** Commands that print the folder of tools or of the project. */
const PRINTS_FOLDER = inOrder([
  /^\$\(\s*/,
  [
    /(?:npm|yarn|pnpm|bun) (?:bin|root|prefix)\b/,
    /brew --prefix|go env \w+|git rev-parse|dirname |cd |pwd|rustc --print|python3? -m site|xcrun/,
    /xcode-select|ruby -e|gem env|composer (?:global )?config|npm config get prefix/,
  ],
]);
const SCRIPT = /\.(?:sh|bash|zsh|py|js|mjs|rb|pl|php|ps1)$/;

/** Reads the program by its name; undefined if the folder may be any. */
export function programInUnknownFolder(command: Invocation, name: Word, rest: readonly Word[]): Reading | undefined {
  const [, folder = "", path = ""] = IN_FOLDER.exec(name.text) ?? [];
  if (path === "" || TEMPORARY.test(folder) || !(FOLDER.test(folder) || PRINTS_FOLDER.test(folder))) return undefined;
  const own = baseName(path);
  // A file of that name that this text has just written is no installed tool.
  if ([...(command.scope.earlier?.written.keys() ?? [])].some(file => baseName(file) === own)) return undefined;
  return {
    effects: SCRIPT.test(own) ? effectsOfTaskName(command, [own], name.text) : [],
    inner: [guessedCommand(command, [literalWord(own, name.span), ...rest])],
  };
}
