/** Reads Windows tools that act on the machine: diskpart's script, killed processes, and the table of all others. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfFile, textOfStdin } from "../../core/files/input-text.ts";
import { isBroadName } from "../../core/kit/process-names.ts";
import type { EffectTemplate } from "../../core/kit/table.ts";
import { windowsPath } from "../../core/languages/windows/paths.ts";
import { textOf } from "../../core/text/words.ts";
import { TOOL_EXAMPLES } from "./examples.ts";
import { TOOLS } from "./tool-table.ts";

const HELP = /(?:^|\s)(?:\/\?|--?help|-\?)(?:\s|$)/;
const KILLERS = ["taskkill", "tskill"];

export const windowsTools: ProgramPack = {
  kind: "program",
  id: "windows-tools",
  programs: [...new Set(TOOLS.flatMap(({ programs }) => programs)), "diskpart", ...KILLERS],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const words = command.argv.slice(1).map(textOf).join(" ").toLowerCase();
    if (HELP.test(` ${words} `)) return { effects: [] };
    if (command.program === "diskpart") return { effects: effectsOfDiskpart(command, facts) };
    if (KILLERS.includes(command.program)) return { effects: effectsOfKilling(command) };
    const line = TOOLS.find(row => row.programs.includes(command.program) && row.words.test(words));
    return { effects: line ? [effectOfTool(line.does, words, command)] : [], inner: scheduled(command) };
  },
  examples: TOOL_EXAMPLES,
};

/** `words`: the words of the call as a line's pattern sees them. */
function effectOfTool(does: EffectTemplate, words: string, { program, span }: Invocation): Effect {
  const plain = words.split(" ").filter(word => !word.startsWith("/"));
  const name = plain.slice(0, 3).join(" ");
  return {
    verb: does.verb,
    resource: does.resource,
    target: name === "" ? program : name,
    reach: does.reach ?? "one",
    recovery: does.recovery ?? "none",
    certainty: "certain",
    source: "windows-tools",
    says: name === "" ? does.says : `${does.says} (${program} ${name})`,
    ...(span && { span }),
  };
}

/** Reads diskpart's script, in which only some commands lose anything. */
function effectsOfDiskpart(command: Invocation, facts: Facts): Effect[] {
  const at = command.argv.findIndex(({ value }) => /^\/s$/i.test(value ?? ""));
  const file = at > 0 ? command.argv[at + 1] : undefined;
  const text = file
    ? textOfFile(windowsPath(file, command.scope, facts, false), command.scope, facts)
    : textOfStdin(command, facts);
  const volume = { verb: "delete", resource: "volume" } as const;
  if (text === undefined) return [];
  if (text === null) {
    const says = "changes disks by a script that could not be read";
    return [effectOfTool({ ...volume, says, reach: "unknown" }, "", command)];
  }
  const loses = /^[^\S\r\n\u2028\u2029]*(?:clean|format|delete|convert|create|shrink|offline)\b/im.test(text);
  return loses ? [effectOfTool({ ...volume, says: "wipes or changes a disk", reach: "all" }, "", command)] : [];
}

/** Reads what kills processes: one by its number, or all of a name that many programs share. */
function effectsOfKilling({ program, argv, span }: Invocation): Effect[] {
  // `//IM` is for a shell that would take `/IM` for a path.
  const words = argv.slice(1).map(word => textOf(word).replace(/^\/\/(?=[a-z]+$)/i, "/"));
  const crowds = words.filter((word, i) => {
    if (program === "tskill") return i === 0 && !/^\d+$/.test(word) && isBroadName(word);
    const option = words[i - 1]?.toLowerCase();
    // A filter may match any number of processes. Beside a name it only narrows that down.
    if (option === "/fi") return !words.some(other => /^\/(?:im|pid)$/i.test(other));
    return option === "/im" && isBroadName(word);
  });
  return crowds.map(name => ({
    verb: "stop",
    resource: "process",
    target: name,
    reach: "all",
    recovery: "effort",
    certainty: "certain",
    source: "windows-tools",
    says: `stops every process named ${name}`,
    instead: "Stop the process by its number.",
    ...(span && { span }),
  }));
}

/** Reads what a scheduled task will run. */
function scheduled({ program, argv, scope, span }: Invocation): Inner[] {
  const values = argv.map(textOf);
  const at = program === "schtasks" ? values.findIndex(value => /^\/tr$/i.test(value)) + 1 : 0;
  const text = at > 0 ? values[at] : undefined;
  if (text === undefined) return [];
  const inside = { ...scope, via: [...scope.via, program] };
  return [{ kind: "shell", text, scope: inside, dialect: "cmd", ...(span && { span }) }];
}
