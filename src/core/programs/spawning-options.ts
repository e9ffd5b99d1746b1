/** Commands that a program runs with names of its own behind them: `git grep -O`, `prove -e`, `mapfile -C`. */

import type { Inner } from "../effects/pack.ts";
import { boundsOfWord } from "../files/possible.ts";
import { literalCommand } from "../languages/shell/literal-command.ts";
import { withGiven } from "../languages/shell/scripts.ts";
import type { Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import { HOLE, literalWord, quotedForShell, textOf, type Word } from "../text/words.ts";

/** `text` with `names` behind it: as words where it is one plain command, else as a shell gets it. */
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
