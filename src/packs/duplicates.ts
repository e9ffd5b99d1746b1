/** Reads fdupes, jdupes, rdfind, tmpwatch, tmpreaper, which delete files as duplicates, or because they are old. */

import { type Argument, hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { effectOfLoss } from "../core/files/loss-effects.ts";
import { targetOf } from "../core/files/targets.ts";
import type { Word } from "../core/text/words.ts";

/** Returns the folders from which a call deletes files; none where it only lists, or asks for each. */
const FOLDERS: Readonly<Record<string, (args: readonly Argument[]) => readonly Word[]>> = {
  fdupes: unasked,
  jdupes: unasked,
  rdfind: args => (/^(?:true|yes)$/.test(optionValue(args, "deleteduplicates")?.value ?? "") ? operands(args) : []),
  tmpwatch: old,
  tmpreaper: old,
};

export const duplicates: ProgramPack = {
  kind: "program",
  id: "duplicates",
  programs: Object.keys(FOLDERS),
  read(command: Invocation, facts: Facts): Reading {
    const { program, argv, scope, span } = command;
    const single = program === "rdfind";
    const values = single
      ? ["deleteduplicates", "dryrun", "n", "makesymlinks", "makehardlinks", "outputname", "minsize", "checksum"]
      : ["G", "L", "X", "o", "O", "x", "exclude", "exclude-user", "f", "fuser", "protect", "T", "runtime"];
    const args = readArguments(argv.slice(1), { values, singleDash: single });
    const tries = [optionValue(args, "dryrun")?.value, optionValue(args, "n")?.value].some(value => value === "true");
    const old = program.startsWith("tmp");
    if (tries || hasOption(args, "help", "version") || (old && hasOption(args, "t", "test"))) return { effects: [] };
    const folders = FOLDERS[program]?.(args) ?? [];
    return {
      effects: folders.flatMap(word => {
        const target = targetOf(word, scope, facts, { recursive: true });
        const says = `deletes files under ${word.text} ${old ? "that are old" : "that there are others like"}, asking about none`;
        return target ? [effectOfLoss(target, { verb: "delete", source: "duplicates", span, says })] : [];
      }),
    };
  },
  examples: [
    { run: "fdupes -rdN data", expect: "ask", files: { "data/a.csv": "x" } },
    { run: "jdupes --recurse --delete --no-prompt .", expect: "deny", files: { "a.ts": "x" } },
    { run: "rdfind -deleteduplicates true data", expect: "ask", files: { "data/a.csv": "x" } },
    { run: "tmpwatch 1h ~/notes", expect: "ask", files: { "/home/dev/notes/a": "x" } },
    { run: "fdupes -r .", expect: "allow" },
    { run: "fdupes -rd .", expect: "allow", why: "it asks for each" },
    { run: "rdfind -dryrun true -deleteduplicates true data", expect: "allow", files: { "data/a.csv": "x" } },
    { run: "tmpreaper --test 7d /srv/data", expect: "allow" },
    { run: "tmpwatch 24 /tmp/agent", expect: "allow", files: { "/tmp/agent/a": "x" } },
  ],
};

function unasked(args: readonly Argument[]): readonly Word[] {
  return hasOption(args, "d", "delete") && hasOption(args, "N", "noprompt", "no-prompt") ? operands(args) : [];
}

/** Returns the folders of tmpwatch and tmpreaper, whose first word is the age. */
function old(args: readonly Argument[]): readonly Word[] {
  return operands(args).slice(1);
}
