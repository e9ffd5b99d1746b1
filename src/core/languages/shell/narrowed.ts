/**
 * Recognizes pipelines that show only harmless settings in the end: `tr '\0' '\n' < /proc/12/environ | grep DISPLAY`.
 * Other output of their commands reaches nobody.
 */
import type { Pipeline } from "unbash";
import { inOrder, words } from "../../text/expressions.ts";

type Stage = Pipeline["commands"][number];

/** Returns for each stage whether a later one passes nothing of its output on but settings by name. */
export function narrowedStages(stages: readonly Stage[]): readonly boolean[] {
  const search = stages.findIndex(asksForSettings);
  return stages.map((_, i) => i < search && stages.slice(i + 1, search).every(passesOn) && splits(stages, i, search));
}

/** Programs that only sort or cut their input. */
const PASSES_ON = /^(?:tr|sort|uniq|strings|head|tail|cat|sed)$/;
function passesOn(stage: Stage): boolean {
  return stage.type === "Command" && stage.redirects.length === 0 && PASSES_ON.test(stage.name?.text ?? "");
}

/** An environment is one long line until it is split, unless the search itself splits at its separators. */
function splits(stages: readonly Stage[], from: number, search: number): boolean {
  const apart = stages.slice(from, search).some(stage => /^(?:tr|strings)$/.test(nameOf(stage)));
  return apart || wordsOf(stages[search]).some(word => /^-[a-zA-Z]*[zocq]/.test(word));
}

const SEARCHES = /^[ef]?grep$/;
/** Options that neither turn the search round nor show the lines around. */
const HARMLESS = /^-(?:[EFGPwixaomcnhqsz]+|m\d+|-colou?r(?:=\w+)?)$/;
/** Names of variables that tell where or how something runs, and hold no credentials. */
const SETTING = inOrder([
  /^\^?/,
  [
    /(?:WAYLAND_)?DISPLAY|XAUTHORITY/,
    /(?:\w+_)?(?:PATH|HOME|DIR|PORT|HOST|LEVEL|ENV|MODE|THREADS|DEVICES|VERSION|LANG)/,
    ...words`PYTHONPATH HOSTNAME USER SHELL PWD TERM TZ DEBUG`,
    /(?:LC|XDG|OMP|CUDA|NVIDIA|CONDA)_\w+/,
  ],
  /(?:=(?:\.\*)?)?\$?$/,
]);

/** `grep DISPLAY`: one name, or several with bars between them. */
function asksForSettings(stage: Stage): boolean {
  if (!SEARCHES.test(nameOf(stage))) return false;
  const words = wordsOf(stage);
  const plain = words.filter(word => !word.startsWith("-"));
  if (plain.length !== 1 || words.some(word => word.startsWith("-") && !HARMLESS.test(word))) return false;
  return (plain[0] ?? "").split(/\\?\|/).every(name => SETTING.test(name));
}

function nameOf(stage: Stage | undefined): string {
  return stage?.type === "Command" ? (stage.name?.text ?? "") : "";
}

function wordsOf(stage: Stage | undefined): readonly string[] {
  return stage?.type === "Command" ? stage.args.map(({ text }) => text.replace(/^(["'])(.*)\1$/s, "$2")) : [];
}
