/** Reads tar: it unpacks over existing files, deletes what it has packed, and runs commands at its checkpoints. */

import type { Effect } from "../core/effects/effect.ts";
import {
  type Argument,
  hasOption,
  operands,
  optionValue,
  optionValues,
  readArguments,
} from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import {
  effectsOfExtracting,
  effectsOfPackingAway,
  effectsOfUnpackingOver,
  isKeptArchive,
  type Unpacking,
} from "../core/files/archiving.ts";
import { effectOfLoss } from "../core/files/loss-effects.ts";
import { filesBelow } from "../core/files/overwritten.ts";
import { pathOf, targetOf } from "../core/files/targets.ts";
import { gitOf } from "../core/files/work-tree.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import type { Scope } from "../core/places/scope.ts";
import { resolvePath } from "../core/text/paths.ts";
import { literalWord, programName, textOf, type Word } from "../core/text/words.ts";

const GRAMMAR = {
  values: `f b C F g H I K L N T V X file directory use-compress-program to-command checkpoint-action info-script
    new-volume-script rmt-command rsh-command exclude exclude-from files-from listed-incremental transform strip-components
    mtime owner group mode record-size blocking-factor starting-file after-date newer format label tape-length
    volno-file suffix one-top-level warning sort quoting-style`.split(/\s+/),
  flags:
    "extract get create list append update delete catenate concatenate diff compare remove-files overwrite recursive-unlink unlink-first absolute-names keep-old-files skip-old-files verbose gzip bzip2 xz zstd preserve-permissions same-owner".split(
      " ",
    ),
  optional: ["checkpoint", "backup", "occurrence", "one-top-level"],
  abbreviations: true,
};
/** Options whose value is a program that tar starts. */
const RUNS = [
  "I",
  "use-compress-program",
  "to-command",
  "F",
  "info-script",
  "new-volume-script",
  "rmt-command",
  "rsh-command",
];

export const tar: ProgramPack = {
  kind: "program",
  id: "tar",
  programs: ["tar", "gtar", "bsdtar"],
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(dashed(command.argv.slice(1)), GRAMMAR);
    if (hasOption(args, "help", "version")) return { effects: [] };
    return { effects: effects(args, command, facts), inner: commandsIn(args, command) };
  },
  examples: [
    {
      run: "tar -cf a.tar --checkpoint=1 --checkpoint-action=exec='rm -rf ~' src",
      expect: "deny",
      files: { "src/a": "x" },
    },
    { run: "tar xf a.tar --to-command='rm -rf ~'", expect: "deny" },
    { run: "tar -I 'sh -c \"rm -rf ~\"' -cf a.tar src", expect: "deny" },
    { run: "tar --use-compress='rm -rf ~' -xf a.tar", expect: "deny", why: "an abbreviation" },
    { run: "tar -xzf root.tgz -C /", expect: "ask" },
    { run: "sudo tar -C /etc -xf settings.tar", expect: "ask" },
    { run: "tar xPf backup.tar", expect: "ask", why: "its names may be absolute" },
    { run: "tar xf a.tar --recursive-unlink -C src", expect: "ask", files: { "src/a": "x" } },
    { run: "tar -cf /dev/null --remove-files src", expect: "ask", files: { "src/a": "x" } },
    { run: "tar czf /tmp/a.tgz --remove-files notes data", expect: "ask", files: { "notes/a": "x", "data/b": "x" } },
    { run: "tar cf notes.txt src", expect: "ask", files: { "notes.txt": "x", "src/a": "x" } },
    { run: "tar --delete -f archive.tar old.txt", expect: "ask", files: { "archive.tar": "x" } },
    { run: "tar cf /dev/sda src", expect: "deny", files: { "src/a": "x" } },
    { run: "tar -xzf release.tar.gz", expect: "allow" },
    { run: "tar xf node.tar.xz -C /usr/local --strip-components=1", expect: "allow" },
    { run: "tar tvf backup.tar", expect: "allow" },
    { run: "tar czf src.tgz src", expect: "allow", files: { "src/a": "x" } },
    { run: "tar -cf - src | ssh localhost true", expect: "allow", files: { "src/a": "x" } },
    { run: "tar -cf a.tar --exclude=.git -C /srv/app .", expect: "allow" },
    { run: "tar -I zstd -xf a.tar.zst", expect: "allow" },
    { run: "tar czf dist.tgz --remove-files dist", expect: "allow", files: { "dist/a": "x", "package.json": "{}" } },
  ],
};

/** Reads `tar cfC a.tar dir x`: letters without a dash take their values from the words after them, in order. */
function dashed(words: readonly Word[]): readonly Word[] {
  const [first, ...rest] = words;
  if (!first?.value || !/^[A-Za-z]+$/.test(first.value)) return words;
  const out: Word[] = [];
  let at = 0;
  for (const letter of first.value) {
    out.push(literalWord(`-${letter}`, first.span));
    const value = rest[at];
    if (GRAMMAR.values.includes(letter) && value) {
      out.push(value);
      at++;
    }
  }
  return [...out, ...rest.slice(at)];
}

function effects(args: readonly Argument[], command: Invocation, facts: Facts): Effect[] {
  const { scope, span } = command;
  const archive = optionValue(args, "f", "file");
  const toFile = archive && archive.value !== "-" && !/^[^/]+:/.test(archive.value ?? "") ? archive : undefined;
  const folder = optionValue(args, "C", "directory");
  const writing = { source: "tar", span };
  if (hasOption(args, "x", "extract", "get")) {
    const into = hasOption(args, "P", "absolute-names") ? literalWord("/") : folder;
    // `-O` prints.
    if (hasOption(args, "O", "to-stdout")) return [];
    const clears = hasOption(args, "recursive-unlink")
      ? targetOf(folder ?? literalWord("."), scope, facts, { recursive: true })
      : undefined;
    const says = clears && `deletes the folders in ${clears.name} that the archive has, before it unpacks`;
    return [
      ...(clears && says
        ? [effectOfLoss(clears, { verb: "delete", source: "tar", span, says, certainty: "likely" })]
        : []),
      ...effectsOfExtracting(into, command, facts, "tar"),
      ...effectsOfUnpackingOver(folder, unpackingOf(args, toFile, command, facts), command, facts, "tar"),
    ];
  }
  const created = hasOption(args, "c", "create");
  const changed = hasOption(args, "delete");
  return [
    ...(toFile && (created || changed) ? effectsOfWrite(toFile, scope, facts, { ...writing, empties: true }) : []),
    ...(hasOption(args, "remove-files") ? packed(args, archive, folder, command, facts) : []),
  ];
}

/** Returns the files that tar extracts, from the archive or from standard input. */
function unpackingOf(
  args: readonly Argument[],
  archive: Word | undefined,
  command: Invocation,
  facts: Facts,
): Unpacking {
  const { stdin, scope } = command;
  const strip = Number(optionValue(args, "strip-components")?.value ?? 0) || 0;
  const keeps = hasOption(args, "k", "keep-old-files", "skip-old-files", "t", "list");
  if (archive) return { archive, strip, keeps };
  if (stdin.kind === "file") return { archive: stdin.path, strip, keeps };
  const producer = stdin.kind === "pipe" ? stdin.producer : undefined;
  return { names: producer && namesHandedOn(producer, scope, facts), strip, keeps };
}

/** Returns the file names in the output of `tar c` or `git archive`. */
function namesHandedOn(producer: readonly Word[], scope: Scope, facts: Facts): readonly string[] | undefined {
  const [program, ...words] = producer;
  if (programName(program) === "git") {
    // These files have changed, and git holds the old content.
    const git =
      words.some(({ value }) => value === "archive") && scope.cwd !== null ? gitOf(scope.cwd, facts, scope.cwd) : null;
    return git?.modified.map(name => name);
  }
  if (!/^(?:g|bsd)?tar$/.test(programName(program))) return undefined;
  const args = readArguments(dashed(words), GRAMMAR);
  const from = optionValue(args, "C", "directory");
  const folder = from ? pathOf(from, scope) : (scope.cwd ?? undefined);
  if (!hasOption(args, "c", "create") || folder === undefined) return undefined;
  return operands(args).flatMap(({ value }) => (value === null ? [] : filesBelow(folder, value, facts)));
}

/** `--remove-files` deletes files relative to the folder of `-C`. */
function packed(
  args: readonly Argument[],
  archive: Word | undefined,
  folder: Word | undefined,
  command: Invocation,
  facts: Facts,
): Effect[] {
  const outer = command.scope;
  const cwd = folder ? (folder.value === null ? null : resolvePath(folder.value, outer.cwd ?? "/")) : outer.cwd;
  const once = "once it is in the archive";
  const packing = { scope: { ...outer, cwd }, kept: isKeptArchive(archive), source: "tar", once };
  return effectsOfPackingAway(operands(args), packing, command, facts);
}

function commandsIn(args: readonly Argument[], { scope, span }: Invocation): Inner[] {
  const programs = optionValues(args, ...RUNS).map(textOf);
  const actions = optionValues(args, "checkpoint-action").flatMap(word => /^exec=(.*)$/s.exec(textOf(word))?.[1] ?? []);
  return [...programs, ...actions].map(text => ({
    kind: "shell",
    text,
    scope: { ...scope, via: [...scope.via, "tar"] },
    ...(span && { span }),
  }));
}
