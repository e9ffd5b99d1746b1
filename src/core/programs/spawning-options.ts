/** Builds commands that a program runs with its own names appended: `git grep -O`, `prove -e`, `mapfile -C`. */

import type { Inner } from "../effects/pack.ts";
import { boundsOfWord } from "../files/possible.ts";
import { literalCommand } from "../languages/shell/literal-command.ts";
import { withGiven } from "../languages/shell/scripts.ts";
import type { Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import { HOLE, literalWord, quotedForShell, textOf, type Word } from "../text/words.ts";

/** Appends `names` to `text`: as words if it is one simple command, else as a shell gets them. */
export function withNames(text: string, names: readonly Word[], scope: Scope, span: Span | undefined): Inner {
  const at = span && { span };
  const plain = literalCommand(text);
  if (plain)
    return { kind: "argv", argv: [...plain.map(word => literalWord(textOf(word), span)), ...names], scope, ...at };
  const shown = names.map(name => (name.value === null ? HOLE : quotedForShell(name.value)));
  return {
    kind: "shell",
    text: [text, ...shown].join(" "),
    scope: withGiven(scope, HOLE, names.flatMap(boundsOfWord)),
    ...at,
  };
}
