/** Reads zip, unzip, 7z, rar, cpio, split: archivers that delete what they pack, or unpack over existing files. */

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
} from "../core/files/archiving.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { dropPrefix, knownPrefix, textOf, type Word } from "../core/text/words.ts";

export const archives: ProgramPack = {
  kind: "program",
  id: "archives",
  programs: [
    "zip",
    "unzip",
    "7z",
    "7za",
    "7zz",
    "7zr",
    "p7zip",
    "rar",
    "unrar",
    "cpio",
    "unar",
    "ditto",
    "unsquashfs",
    "dpkg-deb",
  ],
  read(command: Invocation, facts: Facts): Reading {
    switch (command.program) {
      case "zip":
        return zip(command, facts);
      case "unzip":
        return { effects: unzip(command, facts) };
      case "cpio":
        return cpio(command, facts);
      case "unsquashfs":
        return { effects: unsquash(command, facts) };
      case "dpkg-deb":
        return { effects: unpackage(command, facts) };
      case "unar":
      case "ditto":
        return { effects: [] };
      default:
        return { effects: letters(command, facts) };
    }
  },
  examples: [
    { run: "zip -m backup.zip ~", expect: "deny" },
    { run: "zip -rm /tmp/a.zip src", expect: "ask", files: { "src/a": "x" } },
    { run: "zip -d archive.zip 'secret/*'", expect: "ask", files: { "archive.zip": "x" } },
    { run: "zip a.zip a.txt -T -TT 'sh -c \"rm -rf ~\"'", expect: "deny", files: { "a.txt": "x" } },
    { run: "unzip -o root.zip -d /", expect: "ask" },
    { run: "unzip settings.zip -d /etc", expect: "ask" },
    { run: "7z x root.7z -o/", expect: "ask" },
    { run: "7z d archive.7z old.txt", expect: "ask", files: { "archive.7z": "x" } },
    { run: "7z a -sdel /tmp/a.7z notes", expect: "ask", files: { "notes/a": "x" } },
    { run: "cpio -idu --rsh-command='rm -rf ~' < a.cpio", expect: "deny" },
    { run: "unsquashfs -f -d / root.squashfs", expect: "ask" },
    { run: "unsquashfs -d /tmp/root app.squashfs", expect: "allow" },
    { run: "dpkg-deb -x tool.deb /", expect: "ask" },
    { run: "dpkg-deb -x tool.deb /tmp/tool", expect: "allow" },
    { run: "unzip release.zip -d vendor", expect: "allow" },
    { run: "unzip -o release.zip", expect: "allow" },
    { run: "unzip -l release.zip", expect: "allow" },
    { run: "zip -r src.zip src", expect: "allow", files: { "src/a": "x" } },
    { run: "7z x release.7z -ovendor", expect: "allow" },
    { run: "7z l release.7z", expect: "allow" },
    { run: "find . -name '*.ts' | cpio -o > src.cpio", expect: "allow" },
  ],
};

function zip(command: Invocation, facts: Facts): Reading {
  // `-TT command` is found before `-T`, as these two letters are one option.
  const words = command.argv.slice(1);
  const at = words.findIndex(({ value }) => value === "-TT" || value === "--unzip-command");
  const tester = at < 0 ? undefined : words[at + 1];
  const rest = at < 0 ? words : words.filter((_, i) => i !== at && i !== at + 1);
  const args = readArguments(rest, {
    values: ["b", "t", "n", "P", "s", "O", "out", "password", "temp-path", "suffixes"],
  });
  const [archive, ...names] = operands(args).slice(0, listEnd(args));
  const inner: Inner[] = tester
    ? [
        {
          kind: "shell",
          text: textOf(tester),
          scope: { ...command.scope, via: [...command.scope.via, "zip"] },
          ...(command.span && { span: command.span }),
        },
      ]
    : [];
  if (hasOption(args, "d", "delete") && archive) return { effects: rewritten(archive, command, facts), inner };
  return { effects: hasOption(args, "m", "move") ? packed(archive, names, command, facts) : [], inner };
}

/** Returns the end of the list of `-x a b` or `-i a b`, which names what is left out or kept. */
function listEnd(args: readonly Argument[]): number {
  const at = args.findIndex(arg => arg.kind === "option" && /^(x|i|exclude|include)$/.test(arg.name));
  return at < 0 ? args.length : args.slice(0, at).filter(arg => arg.kind === "operand").length;
}

function unzip(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), { values: ["d", "P", "x"] });
  if (hasOption(args, "l", "v", "t", "z", "Z", "p", "c", "h")) return [];
  const into = optionValue(args, "d");
  // Without -o it asks, and no input means no.
  const unpacking = { archive: operands(args)[0], keeps: !hasOption(args, "o") };
  return [
    ...effectsOfExtracting(into, command, facts, "archives"),
    ...effectsOfUnpackingOver(into, unpacking, command, facts, "archives"),
  ];
}

function unsquash(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), {
    values: ["d", "dest", "e", "ef", "p", "processors", "da", "fr", "o", "offset", "max", "max-depth"],
    singleDash: true,
  });
  if (hasOption(args, "l", "ls", "ll", "lls", "s", "stat", "cat")) return [];
  return effectsOfExtracting(optionValue(args, "d", "dest"), command, facts, "archives");
}

/** `dpkg-deb -x package.deb folder`. */
function unpackage(command: Invocation, facts: Facts): Effect[] {
  const args = readArguments(command.argv.slice(1), {});
  const folder = hasOption(args, "x", "extract", "X", "vextract", "R", "raw-extract") ? operands(args)[1] : undefined;
  return folder ? effectsOfExtracting(folder, command, facts, "archives") : [];
}

/** Reads 7z and rar: a letter for the action, then the archive; options have their values attached. */
function letters(command: Invocation, facts: Facts): Effect[] {
  const words = command.argv.slice(1);
  const [action, archive, ...names] = words.filter(word => !knownPrefix(word).startsWith("-"));
  const deletesAfter = words.some(({ value }) => value === "-sdel" || value === "-df" || value === "-dr");
  switch (action?.value) {
    case "d":
    case "rn":
      return archive ? rewritten(archive, command, facts) : [];
    case "x":
    case "e": {
      const out = words.find(word => /^-o./.test(knownPrefix(word)) && !/^-o[+-]$/.test(word.value ?? ""));
      const folder = out ? dropPrefix(out, 2) : command.program.includes("rar") ? names.at(-1) : undefined;
      return effectsOfExtracting(folder, command, facts, "archives");
    }
    case "m":
    case "mf":
      return packed(archive, names, command, facts);
    case "a":
    case "u":
      return deletesAfter ? packed(archive, names, command, facts) : [];
    default:
      return [];
  }
}

function cpio(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), {
    values: ["C", "D", "E", "F", "H", "I", "M", "O", "R", "rsh-command", "directory", "file", "format", "owner"],
  });
  const inner = optionValues(args, "rsh-command").map(
    (word): Inner => ({
      kind: "shell",
      text: textOf(word),
      scope: { ...command.scope, via: [...command.scope.via, "cpio"] },
    }),
  );
  if (!hasOption(args, "i", "extract", "p", "pass-through") || hasOption(args, "t", "list"))
    return { effects: [], inner };
  const folder =
    optionValue(args, "D", "directory") ?? (hasOption(args, "p", "pass-through") ? operands(args)[0] : undefined);
  return { effects: effectsOfExtracting(folder, command, facts, "archives"), inner };
}

function rewritten(archive: Word, { scope, span }: Invocation, facts: Facts): Effect[] {
  return effectsOfWrite(archive, scope, facts, { source: "archives", span: archive.span ?? span, empties: true });
}

function packed(archive: Word | undefined, names: readonly Word[], command: Invocation, facts: Facts): Effect[] {
  const once = "once it is in the archive";
  const packing = { scope: command.scope, kept: isKeptArchive(archive), archive, source: "archives", once };
  return effectsOfPackingAway(names, packing, command, facts);
}
