/** Reads Remove-Item and Clear-RecycleBin: files, folders, and paths of other providers. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Invocation, ProgramPack, Reading, Stdin } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { isCatastrophe } from "../../core/files/landmarks.ts";
import { effectOfLoss } from "../../core/files/loss-effects.ts";
import { shown, type Target, targetOf } from "../../core/files/targets.ts";
import { effectOnProvider, providerOf } from "../../core/languages/windows/providers.ts";
import { isWithin, resolvePath } from "../../core/text/paths.ts";
import type { Word } from "../../core/text/words.ts";
import { wordOfPieces } from "../../core/text/words.ts";
import { REMOVE_ITEM_EXAMPLES } from "./examples.ts";
import { listedOn, pathWord } from "./listing.ts";
import { type Parameters, readParameters } from "./parameters.ts";

const REMOVE = {
  switches: "recurse force",
  values: "path literalpath include exclude filter stream",
};

export const removeItem: ProgramPack = {
  kind: "program",
  id: "remove-item",
  programs: ["remove-item"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readParameters(command.argv.slice(1), REMOVE);
    if (args.has("whatif")) return { effects: [] };
    // Accepts `rm -rf x` as in other shells.
    const posix = command.argv.some(
      ({ value }) => /^-(?=[a-zA-Z]*[rR])[a-zA-Z]+$/.test(value ?? "") && /^-[rRfivd]+$/.test(value ?? ""),
    );
    const recursive = args.has("recurse") || posix;
    const named = [
      ...args.values("literalpath").map(word => ({ word, literal: true })),
      ...[...args.values("path"), ...args.plain].map(word => ({ word, literal: false })),
    ];
    if (named.length > 0)
      return { effects: named.flatMap(({ word, literal }) => removed(word, literal, recursive, args, command, facts)) };
    if (command.stdin.kind === "none") return { effects: [] };
    const listed = listedOn(command.stdin, command.scope, facts);
    if (!listed) return { effects: [unknownList(recursive, command)] };
    return {
      effects: listed.words.flatMap(word => {
        const provider = providerOf(word);
        return provider
          ? effectOnProvider(provider, word, "delete", recursive, command)
          : loss(word, recursive || listed.recursive, command, facts);
      }),
    };
  },
  examples: REMOVE_ITEM_EXAMPLES,
};

function removed(
  word: Word,
  literal: boolean,
  recursive: boolean,
  args: Parameters,
  command: Invocation,
  facts: Facts,
): Effect[] {
  const provider = providerOf(word);
  if (provider) return effectOnProvider(provider, word, "delete", recursive, command);
  // `New-PSDrive` may give any folder a drive name.
  if (/^[A-Za-z]\w+:[\\/]/.test(word.value ?? "")) return [unknownDrive(word, recursive, command)];
  const path = pathWord(word, command.scope, facts, !literal);
  const only = [...args.values("include"), ...args.values("filter")];
  if (only.length === 0) return loss(path, recursive, command, facts);
  // `-Include` restricts what the pattern matches, or with `-Recurse` what is below.
  const base = (path.value ?? "").replace(/\/?\*?$/, "/");
  return only.flatMap(name => {
    const pattern = { kind: "text", value: `${recursive ? "**/" : ""}${name.value ?? "*"}`, quoted: false } as const;
    const pieces =
      path.value === null ? [...path.pieces, pattern] : [{ kind: "text", value: base, quoted: true } as const, pattern];
    return loss(wordOfPieces(path.text, pieces, path.span), recursive, command, facts);
  });
}

function loss(word: Word, recursive: boolean, command: Invocation, facts: Facts): Effect[] {
  const found = targetOf(word, command.scope, facts, { recursive }) ?? wholePlace(word, command, facts);
  if (!found) return [];
  const target = recursive ? throughJunctions(found, facts) : found;
  return [effectOfLoss(target, { verb: "delete", source: "remove-item", span: word.span ?? command.span })];
}

/** Without -Recurse PowerShell asks before it deletes a full folder, which must not decide on a drive or a home. */
function wholePlace(word: Word, { scope }: Invocation, facts: Facts): Target | undefined {
  const target = targetOf(word, scope, facts, { recursive: true });
  return target && isCatastrophe(target.loss.marks)
    ? { ...target, loss: { ...target.loss, certainty: "likely" } }
    : undefined;
}

/** Windows PowerShell follows junctions and deletes their targets. */
function throughJunctions(target: Target, facts: Facts): Target {
  const { path, loss } = target;
  if (path === undefined || loss.recovery === "free" || loss.resource !== "directory") return target;
  const way = junctionIn(path, facts, 2);
  if (way === undefined) return target;
  const marks = [...new Set([...loss.marks, "unresolved-target" as const])];
  return {
    ...target,
    name: `${target.name}, with what the junction ${way} leads to`,
    loss: { ...loss, reach: "unknown", marks },
  };
}

const MAX_LOOKED_AT = 24;

function junctionIn(folder: string, facts: Facts, depth: number): string | undefined {
  const entries = facts.ask({ kind: "stat", path: folder })?.entries ?? [];
  for (const name of entries.slice(0, MAX_LOOKED_AT)) {
    if (name === ".git" || name === ".bin") continue;
    const path = resolvePath(name, folder);
    const stat = facts.ask({ kind: "stat", path });
    if (stat?.type === "link" && !isWithin(stat.realpath, folder, facts.around.platform)) return name;
    if (stat?.type === "link" && stat.realpath === path) return name;
    const deeper = depth > 1 && stat?.type === "directory" ? junctionIn(path, facts, depth - 1) : undefined;
    if (deeper !== undefined) return `${name}/${deeper}`;
  }
  return undefined;
}

function unknownDrive(word: Word, recursive: boolean, { span }: Invocation): Effect {
  return {
    verb: "delete",
    resource: recursive ? "directory" : "file",
    target: shown(word),
    reach: "unknown",
    recovery: "none",
    certainty: "likely",
    source: "remove-item",
    says: `deletes ${shown(word)}, on a drive that could be any folder`,
    marks: ["unresolved-target"],
    ...(span && { span }),
  };
}

function unknownList(recursive: boolean, { stdin, span }: Invocation): Effect {
  const from = listerOf(stdin);
  return {
    verb: "delete",
    resource: recursive ? "directory" : "file",
    target: `what ${from} lists`,
    reach: "unknown",
    recovery: "none",
    certainty: "certain",
    source: "remove-item",
    says: `deletes whatever ${from} lists`,
    instead: "List the files first, then name those that should go.",
    marks: ["unresolved-target"],
    ...(span && { span }),
  };
}

function listerOf(stdin: Stdin): string {
  if (stdin.kind === "file") return shown(stdin.path);
  return stdin.kind === "pipe" && stdin.producer ? stdin.producer.map(shown).join(" ") : "the pipeline";
}
