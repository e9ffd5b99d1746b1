/** Reads trash-cli, gio trash, macOS trash, rip. The trash can be restored; what is emptied out of it cannot. */
import type { Effect } from "../core/effects/effect.ts";
import { hasOption, operands, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { isCatastrophe } from "../core/files/landmarks.ts";
import { effectOfLoss } from "../core/files/loss-effects.ts";
import { shown, targetOf } from "../core/files/targets.ts";
import type { Word } from "../core/text/words.ts";

export const trash: ProgramPack = {
  kind: "program",
  id: "trash",
  programs: [
    "trash",
    "trash-put",
    "trash-empty",
    "trash-rm",
    "trash-restore",
    "trash-list",
    "gio",
    "kioclient",
    "kioclient5",
    "gtrash",
    "rip",
  ],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), { values: ["graveyard", "trash-dir"] });
    if (hasOption(args, "help", "version", "list")) return { effects: [] };
    const [first, ...rest] = operands(args);
    const all = first ? [first, ...rest] : [];
    switch (command.program) {
      case "trash-restore":
      case "trash-list":
        return { effects: [] };
      case "trash-empty":
        return { effects: [emptied(command)] };
      case "trash-rm":
        return { effects: all.map(word => emptied(command, word)) };
      case "gio":
        return { effects: gio(first, rest, hasOption(args, "empty"), command, facts) };
      case "kioclient":
      case "kioclient5":
        return {
          effects: /^(remove|rm)$/.test(first?.value ?? "") ? rest.flatMap(word => deleted(word, command, facts)) : [],
        };
      case "gtrash":
        return {
          effects: /^(prune|remove|rm|metafix)$/.test(first?.value ?? "")
            ? [emptied(command)]
            : rest.flatMap(word => moved(word, command, facts)),
        };
      case "rip":
        if (hasOption(args, "d", "decompose")) return { effects: [emptied(command)] };
        return {
          effects: hasOption(args, "u", "unbury", "s", "seance")
            ? []
            : all.flatMap(word => moved(word, command, facts)),
        };
      default:
        if (hasOption(args, "e", "empty", "empty-trash")) return { effects: [emptied(command)] };
        return { effects: all.flatMap(word => moved(word, command, facts)) };
    }
  },
  examples: [
    { run: "trash-empty", expect: "ask" },
    { run: "gio trash --empty", expect: "ask" },
    { run: "trash-rm '*.psd'", expect: "ask" },
    { run: "gio remove notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "rip --decompose", expect: "ask" },
    { run: "trash ~", expect: "deny" },
    { run: "trash-put .", expect: "ask", files: { "a.ts": "x" } },
    { run: "trash notes.txt", expect: "allow", files: { "notes.txt": "x" } },
    { run: "gio trash src", expect: "allow", files: { "src/a.ts": "x" } },
    { run: "trash-put old.csv drafts/", expect: "allow", files: { "old.csv": "x", "drafts/a": "x" } },
    { run: "trash-restore", expect: "allow" },
    { run: "gio list", expect: "allow" },
  ],
};

function gio(
  verb: Word | undefined,
  words: readonly Word[],
  empty: boolean,
  command: Invocation,
  facts: Facts,
): Effect[] {
  switch (verb?.value) {
    case "trash":
      return empty ? [emptied(command)] : words.flatMap(word => moved(word, command, facts));
    case "remove":
    case "rm":
      return words.flatMap(word => deleted(word, command, facts));
    default:
      return [];
  }
}

function deleted(word: Word, command: Invocation, facts: Facts): Effect[] {
  const target = targetOf(word, command.scope, facts, { recursive: true });
  return target ? [effectOfLoss(target, { verb: "delete", source: "trash", span: word.span ?? command.span })] : [];
}

/** Files can be restored, so only moving a home, a system or a workspace to the trash matters. */
function moved(word: Word, command: Invocation, facts: Facts): Effect[] {
  const target = targetOf(word, command.scope, facts, { recursive: true });
  if (!target) return [];
  const grave = isCatastrophe(target.loss.marks);
  const loss = grave
    ? { ...target.loss, recovery: "effort" as const }
    : { ...target.loss, recovery: "free" as const, marks: [] };
  const says = `moves ${target.name} to the trash`;
  return [
    effectOfLoss(
      { ...target, loss },
      { verb: grave ? "delete" : "move", source: "trash", span: word.span ?? command.span, says },
    ),
  ];
}

function emptied({ span }: Invocation, word?: Word): Effect {
  return {
    verb: "delete",
    resource: "directory",
    target: word ? shown(word) : "the trash",
    reach: word ? "several" : "all",
    recovery: "none",
    certainty: "certain",
    source: "trash",
    says: word ? `deletes ${shown(word)} from the trash for good` : "deletes everything in the trash for good",
    ...(span && { span }),
  };
}
