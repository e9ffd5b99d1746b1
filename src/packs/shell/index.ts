/** Reads shells and what a shell runs from text: -c, a script, standard input, eval, source, trap. */
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { POSIX_LIKE } from "../../core/languages/shell/shell-names.ts";
import { expanding } from "../../core/languages/shell/subscripts.ts";
import { HOLE, textOf } from "../../core/text/words.ts";
import { examples } from "./examples.ts";
import { isUnknown, spanOf, unseenUnlessCommitted } from "./handing-on.ts";
import { callIn, setsUpShell } from "./setting-up.ts";
import { fromFile, fromInput, started } from "./starting.ts";

const SHELLS = [...POSIX_LIKE, "fish", "csh", "tcsh"];

export const shell: ProgramPack = {
  kind: "program",
  id: "shell",
  programs: [...SHELLS, "eval", "source", ".", "trap", "newgrp", "bind", "complete", "compgen"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    switch (command.program) {
      case "eval":
        return evaluated(command);
      case "source":
      case ".":
        return command.argv.length > 1
          ? fromFile(command, command.argv.slice(1), facts)
          : fromInput(command, [], facts);
      case "trap":
        return trapped(command);
      case "newgrp":
        return fromInput(command, [], facts);
      case "bind":
      case "complete":
      case "compgen":
        return bound(command);
      default:
        return started(command, facts);
    }
  },
  examples,
};

function evaluated(command: Invocation): Reading {
  const words = command.argv.slice(1);
  const text = words.map(textOf).join(" ");
  const shown = words.map(word => word.text).join(" ");
  if (words.length === 0 || words.every(word => setsUpShell(callIn(word)))) return { effects: [] };
  const inner: Inner[] = isUnknown(text)
    ? []
    : [{ kind: "shell", text, scope: { ...command.scope, via: [...command.scope.via, "eval"] }, ...spanOf(command) }];
  // `eval set -- "$parsed"` sets the arguments to getopt's output.
  const ordersArguments = words[0]?.value === "set" && words[1]?.value === "--";
  const unseen = text.includes(HOLE) && !ordersArguments;
  return { effects: unseen ? unseenUnlessCommitted(command, shown, "likely") : [], inner };
}

/** Reads `bind -x '"keys": text'` and `complete -C text`, run by the next key or tab. Words of `-W` are expanded. */
function bound(command: Invocation): Reading {
  const behind = (option: string) =>
    command.argv.flatMap((word, i, all) => (all[i - 1]?.value === option ? [textOf(word)] : []));
  const texts =
    command.program === "bind"
      ? behind("-x").map(text => text.replace(/^\s*"[^"]*"\s*:?/, ""))
      : [...behind("-C"), ...behind("-W").map(expanding)];
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  return { effects: [], inner: texts.map(text => ({ kind: "shell", text, scope, ...spanOf(command) })) };
}

/** Reads `trap 'text' SIGNAL…`: the text runs when the signal comes, `EXIT` for certain. */
function trapped(command: Invocation): Reading {
  const [text, ...signals] = command.argv.slice(1).filter(word => word.value !== "--");
  if (!text || signals.length === 0 || text.value === "-" || text.value === "" || text.value?.startsWith("-"))
    return { effects: [] };
  const scope = { ...command.scope, via: [...command.scope.via, "trap"] };
  return { effects: [], inner: [{ kind: "shell", text: textOf(text), scope, ...spanOf(command) }] };
}
