/** Reads cmdlets that write, empty, move or rename files. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectsOfExtracting } from "../../core/files/archiving.ts";
import { isEditOf } from "../../core/files/moved.ts";
import { pathOf } from "../../core/files/targets.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { effectOfWriting } from "../../core/files/writing.ts";
import { effectsOfMoving } from "../../core/languages/windows/moving.ts";
import { effectOnProvider, providerOf } from "../../core/languages/windows/providers.ts";
import { HOLE, type Word } from "../../core/text/words.ts";
import { FILE_EXAMPLES } from "./examples.ts";
import { listedOn, pathWord } from "./listing.ts";
import { type Parameters, readParameters } from "./parameters.ts";

const GRAMMAR = {
  switches: `force append noclobber recurse passthru nonewline container asbytestream notypeinformation asjob`,
  values: `path literalpath filepath destinationpath destination value newname itemtype type name target
    encoding filter include exclude width delimiter stream inputobject depth variable propertytype
    fromsession tosession compressionlevel`,
  aliases: { nti: "notypeinformation", noo: "noclobber", no: "noclobber" },
} as const;

const WRITES = [
  "set-content",
  "add-content",
  "clear-content",
  "out-file",
  "tee-object",
  "export-csv",
  "export-clixml",
  "set-item",
  "clear-item",
  "compress-archive",
  "expand-archive",
  "start-transcript",
];
const MOVES = ["move-item", "copy-item", "rename-item"];

export const psFiles: ProgramPack = {
  kind: "program",
  id: "powershell-files",
  programs: [...WRITES, ...MOVES, "new-item"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readParameters(command.argv.slice(1), GRAMMAR);
    if (args.has("whatif")) return { effects: [] };
    if (MOVES.includes(command.program)) return { effects: moved(command, args, facts) };
    if (command.program === "new-item") return { effects: made(command, args, facts) };
    return { effects: written(command, args, facts) };
  },
  examples: FILE_EXAMPLES,
};

/** Reads a write: the file comes first, the content second or through the pipeline. */
function written(command: Invocation, args: Parameters, facts: Facts): Effect[] {
  const { program, scope, span } = command;
  if (program === "expand-archive") {
    const into = [...args.values("destinationpath"), ...args.plain.slice(1, 2)][0];
    return effectsOfExtracting(into && pathWord(into, scope, facts, false), command, facts, "powershell");
  }
  const literal = args.values("literalpath");
  const named = args.values("path", "literalpath", "filepath", "destinationpath");
  const zip = program === "compress-archive";
  if (program === "start-transcript" && named.length + args.plain.length === 0) return [];
  // `… | ForEach-Object { Set-Content $_ '' }` empties the listed files.
  const blank = program === "set-content" && named.length === 0 && isBlank(command, args, false);
  const all = blank
    ? []
    : zip
      ? args.values("destinationpath").length > 0
        ? args.values("destinationpath")
        : args.plain.slice(1, 2)
      : named.length > 0
        ? named
        : args.plain.slice(0, program === "clear-content" ? undefined : 1);
  const empties =
    !args.has("append") && !args.has("noclobber") && program !== "add-content" && !(zip && !args.has("force"));
  const unlisted = blank || all.length === 0 ? listedOn(command.stdin, scope, facts)?.words : undefined;
  return [...all, ...(unlisted ?? [])].flatMap(word => {
    const provider = providerOf(word);
    if (provider)
      return effectOnProvider(provider, word, program === "clear-item" ? "delete" : "overwrite", false, command);
    const path = pathWord(word, scope, facts, !zip && !literal.includes(word));
    const at = pathOf(path, scope);
    if (at !== undefined && isEditOf(at, at, scope) && !isFixed(command, args))
      return [effectOfWriting({ name: word.value ?? word.text, path: at, source: "powershell", span })];
    const writing = {
      source: "powershell",
      span: word.span ?? span,
      empties,
      blank: isBlank(command, args, named.length === 0),
    };
    // The cmdlet fails if the file does not exist.
    return effectsOfWrite(path, scope, facts, program === "clear-content" ? { ...writing, edits: true } : writing);
  });
}

/** Tells whether nothing is written; `file`: the first word names the file. */
function isBlank({ stdin }: Invocation, args: Parameters, file: boolean): true | undefined {
  const values = [...args.values("value", "inputobject"), ...args.plain.slice(file ? 1 : 0)];
  // `$null` is not passed as a word.
  const nothing = values.length > 0 || (file && stdin.kind === "none");
  return (nothing && values.every(({ value }) => value === "")) || undefined;
}

/** A literal text contains nothing of the old content. */
function isFixed({ program, stdin }: Invocation, args: Parameters): boolean {
  const values = [...args.values("value", "inputobject"), ...args.plain.slice(1)];
  if (program === "clear-content") return true;
  return values.length > 0
    ? values.every(word => word.value !== null)
    : stdin.kind === "text" && !stdin.text.includes(HOLE);
}

function moved(command: Invocation, args: Parameters, facts: Facts): Effect[] {
  const { program, scope, span } = command;
  const named = [...args.values("path"), ...args.values("literalpath")];
  const destination = args.values("destination", "newname");
  const rest = [...args.plain];
  const last = destination.at(-1) ?? (named.length > 0 || rest.length > 1 ? rest.pop() : undefined);
  const piped = named.length + rest.length === 0 ? (listedOn(command.stdin, scope, facts)?.words ?? []) : [];
  const sources = [...[...named, ...rest].map(word => pathWord(word, scope, facts, true)), ...piped];
  if (!last || providerOf(last) || args.values("fromsession", "tosession").length > 0) return [];
  const to = program === "rename-item" ? beside(sources[0], last) : pathWord(last, scope, facts, true);
  const copies = program === "copy-item";
  const moving = { scope, facts, source: "powershell", span, copies, tree: !copies || args.has("recurse") };
  // Without -Force, Move-Item and Rename-Item fail if the destination exists.
  return effectsOfMoving(sources, to, {
    ...moving,
    replaces: program === "copy-item" || (args.has("force") && program === "move-item"),
  });
}

function beside(source: Word | undefined, name: Word): Word {
  const folder = /^.*\//.exec(source?.value ?? "")?.[0] ?? "";
  const value = name.value === null ? null : `${folder}${name.value}`;
  return value === null ? name : { ...name, value, pieces: [{ kind: "text", value, quoted: true }] };
}

/** Reads `New-Item -Force`, which empties an existing file. */
function made(command: Invocation, args: Parameters, facts: Facts): Effect[] {
  const kind = args.values("itemtype", "type")[0]?.value?.toLowerCase() ?? "file";
  const names = [...args.values("path"), ...args.plain];
  const { scope, span } = command;
  return names.flatMap(word => {
    const provider = providerOf(word);
    if (provider) return effectOnProvider(provider, word, "overwrite", false, command);
    if (!"file".startsWith(kind)) return [];
    const name = args.values("name")[0]?.value;
    const path = pathWord(word, scope, facts, false);
    const value = path.value === null || name === undefined || name === null ? undefined : `${path.value}/${name}`;
    const file =
      value === undefined ? path : { ...path, value, pieces: [{ kind: "text" as const, value, quoted: true }] };
    return effectsOfWrite(file, scope, facts, { source: "powershell", span, empties: args.has("force") });
  });
}
