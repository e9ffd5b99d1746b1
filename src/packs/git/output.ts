/** Files that git writes what it prints into: `diff --output=x`, `archive -o x`, `bundle create x`. */
import type { Effect } from "../../core/effects/effect.ts";
import { operands, optionValues, readArguments } from "../../core/effects/options.ts";
import { CONVERTERS } from "../../core/files/output-operands.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import type { Word } from "../../core/text/words.ts";
import type { GitCall } from "./call.ts";

const PRINTS = new Set("archive diff diff-files diff-index diff-tree format-patch log show whatchanged".split(" "));

export function outputOf(call: GitCall): Effect[] {
  const { command, cwd, facts } = call;
  return filesOf(call).flatMap(word =>
    effectsOfWrite(word, { ...command.scope, cwd }, facts, { source: "git", span: command.span, empties: true }),
  );
}

function filesOf({ name, words }: GitCall): readonly Word[] {
  if (name === "bundle") return operands(readArguments(words, {})).slice(1, words[0]?.value === "create" ? 2 : 1);
  const converter = CONVERTERS.get(`git-${name}`);
  if (converter) return converter.files(operands(readArguments(words, { values: converter.values ?? [] })), words);
  if (name === null || !PRINTS.has(name)) return [];
  const args = readArguments(words, { values: name === "archive" ? ["o", "output", "format", "prefix"] : ["output"] });
  return optionValues(args, "output", ...(name === "archive" ? ["o"] : []));
}
