/** Evaluates words and expressions, as far as the text tells, and runs the commands inside them. */

import type { Stdin } from "../../effects/pack.ts";
import { words } from "../../text/expressions.ts";
import { resolvePath } from "../../text/paths.ts";
import { HOLE, literalWord, type Piece, type Word, wordOfPieces } from "../../text/words.ts";
import { environmentValue, homeOf, windowsPath } from "../windows/paths.ts";
import { copyOf, type State, scopeOf, type Value, type Walk } from "./state.ts";
import type { Block, Expression, Part, PsWord } from "./syntax.ts";

const NOTHING: Stdin = { kind: "none" };
/** The cost of one more word of a list, besides its characters. */
const WORD = 16;
const NO_WORDS: readonly Word[] = [];

/** Evaluates an argument. */
export function valueOfWord(word: PsWord, state: State, walk: Walk): Value {
  return valueOfParts(word.parts, word.text, state, walk, word.span);
}

/** The value of an expression: texts joined by `+`, arrays, a variable, what a command prints; else one hole. */
export function valueOfExpression({ parts, span }: Expression, state: State, walk: Walk): Value {
  const typed = isCall(parts);
  const single = parts.filter(part => part.kind !== "type" || typed);
  const text = textOfParts(single);
  if (!single.some(part => part.kind === "operator")) return valueOfParts(single, text, state, walk, span);
  const words: { pieces: Piece[]; text: string }[] = [];
  let pending: Part[] = [];
  let joins = false;
  let known = true;
  const flush = () => {
    const used = pending.filter(part => part.kind !== "type");
    const isChar = pending.some(part => part.kind === "type" && part.name === "char");
    pending = [];
    if (used.length === 0) return;
    const written = textOfParts(used);
    const value =
      isChar && /^\d{1,5}$/.test(written) ? letter(written) : valueOfParts(used, written, state, walk, span);
    const found = value.kind === "words" ? value.words : [hole(written)];
    const last = words.at(-1);
    const [only] = found;
    if (joins && last && found.length === 1 && only) {
      last.pieces.push(...only.pieces);
      last.text += written;
    } else for (const word of found) words.push({ pieces: [...word.pieces], text: word.text });
    joins = false;
  };
  for (const part of parts) {
    if (part.kind !== "operator") {
      pending.push(part);
      continue;
    }
    flush();
    if (part.of === "+") joins = words.length > 0;
    else if (part.of !== ",") known = false;
  }
  flush();
  if (!known || words.length === 0) return { kind: "words", words: [hole(text)] };
  return { kind: "words", words: words.map(word => wordOfPieces(word.text, word.pieces, span)) };
}

/** `[char]114` */
function letter(code: string): Value {
  return oneWord(literalWord(String.fromCharCode(Number(code))));
}

function textOfParts(parts: readonly Part[]): string {
  return parts.map(part => (part.kind === "text" ? part.value : part.of)).join("");
}

function isCall(parts: readonly Part[]): boolean {
  return parts.some(part => part.kind === "member");
}

function valueOfParts(parts: readonly Part[], text: string, state: State, walk: Walk, span: PsWord["span"]): Value {
  const [first, second] = parts.filter(part => part.kind !== "text" || part.value !== "");
  if (parts.some(part => part.kind === "member")) return walk.member(parts, text, state, walk, span);
  for (const part of parts) if (part.kind === "index") walk.block(part.block, state, walk, NOTHING);
  if (first && second === undefined) {
    const alone = valueOfPart(first, state, walk);
    if (alone) return withText(alone, text, span);
  }
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.kind === "text") pieces.push({ kind: "text", value: part.value, quoted: part.quoted });
    if (part.kind === "text" || part.kind === "index") continue;
    const value = valueOfPart(part, state, walk);
    if (value?.kind !== "words")
      pieces.push({
        kind: "hole",
        of: part.of,
        from: part.kind === "variable" ? "variable" : "substitution",
        quoted: true,
      });
    else
      for (const [i, word] of value.words.entries()) {
        if (i > 0) pieces.push(blank);
        for (const piece of word.pieces)
          pieces.push(piece.kind === "text" && !piece.quoted ? { ...piece, quoted: true } : piece);
      }
  }
  return { kind: "words", words: [wordOfPieces(text, pieces, span)] };
}

const blank: Piece = { kind: "text", value: " ", quoted: true };

/** Undefined when the value is not known. */
function valueOfPart(part: Part, state: State, walk: Walk): Value | undefined {
  switch (part.kind) {
    case "text":
      return { kind: "words", words: [wordOfPieces(part.value, [part])] };
    case "variable":
      return valueOfVariable(part.name, part.of, state, walk);
    case "group":
      return valueOfBlock(part.block, part.of, state, walk);
    case "script":
      return { kind: "script", block: part.block, text: part.of };
    case "hash":
      // The entries of a hash are no variables, but the commands in them run.
      walk.block(part.block, copyOf(state), walk, NOTHING);
      return { kind: "hash", block: part.block };
    default:
      return undefined;
  }
}

function valueOfVariable(name: string, of: string, state: State, walk: Walk): Value | undefined {
  const scope = scopeOf(state, walk);
  if (name === "true" || name === "false") return oneWord(literalWord(`$${name}`));
  if (name === "null") return { kind: "words", words: [] };
  if (state.variables.has(name)) {
    const value = state.variables.get(name) ?? undefined;
    if (value?.kind === "words") for (const word of value.words) walk.found.expanded(WORD + (word.value?.length ?? 0));
    return value;
  }
  if (name === "home" || name === "env:userprofile" || name === "env:home") {
    const home = name === "home" ? homeOf(scope, walk.facts) : environmentValue(name.slice(4), scope, walk.facts);
    if (home) return oneWord(literalWord(home));
    return oneWord(wordOfPieces(of, [{ kind: "hole", of: "$HOME", from: "variable", quoted: true }]));
  }
  if (name === "profile") {
    const home = homeOf(scope, walk.facts);
    return home === undefined
      ? undefined
      : oneWord(literalWord(`${home}/Documents/PowerShell/Microsoft.PowerShell_profile.ps1`));
  }
  if (name === "pwd") return scope.cwd === null ? undefined : oneWord(literalWord(scope.cwd));
  if (name === "pid") return oneWord(wordOfPieces(of, [{ kind: "hole", of, from: "arithmetic", quoted: true }]));
  if (name.startsWith("env:")) {
    const value = environmentValue(name.slice(4), scope, walk.facts);
    return typeof value === "string" ? oneWord(literalWord(value)) : undefined;
  }
  return undefined;
}

/** The output of a command in brackets, where it is a known path or text. */
function valueOfBlock(block: Block, of: string, state: State, walk: Walk): Value | undefined {
  const [only, ...more] = block.statements;
  const [stage, ...stages] = only?.kind === "pipeline" && !only.assign ? only.stages : [];
  if (more.length === 0 && stage?.kind === "expression" && stages.length === 0 && stage.redirects.length === 0)
    return valueOfExpression(stage, state, walk);
  if (more.length === 0 && stage?.kind === "command" && stages.length === 0) {
    const path = printedPath(stage.words, state, walk);
    if (path) return oneWord(path);
  }
  const printed = walk.block(block, state, walk, NOTHING);
  if (printed.kind === "text") {
    const lines = printed.text.replace(/\n$/, "").split("\n");
    if (!printed.text.includes(HOLE)) return { kind: "words", words: lines.map(line => literalWord(line)) };
  }
  if (printed.kind === "file" || (printed.kind === "pipe" && printed.producer)) return { kind: "items", from: printed };
  return oneWord(hole(of));
}

/** Cmdlets that give a path or a number, and do nothing else. */
const GIVES_A_PATH = new Set(words`
  join-path get-location pwd gl resolve-path rvpa convert-path get-item gi split-path new-temporaryfile new-guid
  get-random
`);

/** `Join-Path a b`, `Get-Location`, `Resolve-Path x`, `Split-Path x`. */
export function printedPath(all: readonly PsWord[], state: State, walk: Walk): Word | undefined {
  const [name, ...rest] = all;
  const program = name?.text.toLowerCase() ?? "";
  if (!GIVES_A_PATH.has(program)) return undefined;
  walk.found.spend(all.length);
  const scope = scopeOf(state, walk);
  if (/^(?:get-location|pwd|gl)$/.test(program)) return scope.cwd === null ? undefined : literalWord(scope.cwd);
  if (program === "new-temporaryfile") return literalWord("/tmp/tmp.XXXXXXXXXX");
  if (program === "new-guid" || program === "get-random") return anew(program);
  const plain = rest.filter(word => !/^-[A-Za-z]+$/.test(word.text));
  const paths = plain.flatMap(word => {
    const value = valueOfWord(word, state, walk);
    return value.kind === "words" ? value.words : [hole(word.text)];
  });
  const [first] = paths;
  if (!first) return undefined;
  if (program === "split-path") {
    if (rest.some(word => /^-(?:leaf|le|extension|qualifier|noq)/i.test(word.text))) return undefined;
    const path = windowsPath(first, scope, walk.facts, false).value;
    return path === null ? undefined : literalWord(resolvePath(`${path}/..`, scope.cwd ?? "/"));
  }
  if (program !== "join-path") return first;
  const slash: Piece = { kind: "text", value: "/", quoted: true };
  return wordOfPieces(
    all.map(word => word.text).join(" "),
    paths.flatMap((path, i) => [...(i > 0 ? [slash] : []), ...path.pieces]),
  );
}

/** `New-Item -ItemType Directory x`: the path of the new item, which is also its output. */
export function madePath(all: readonly PsWord[], state: State, walk: Walk): Word | undefined {
  const [name, ...rest] = all;
  if (!/^(?:new-item|ni|mkdir|md)$/i.test(name?.text ?? "")) return undefined;
  const before = (i: number) => rest[i - 1]?.text ?? "";
  const named = rest.find((_, i) => /^-n(?:ame)?$/i.test(before(i)));
  const path =
    rest.find((_, i) => /^-pa(?:th)?$/i.test(before(i))) ??
    rest.find((word, i) => !word.text.startsWith("-") && !/^-(?:it\w*|type|n|name|va\w*|ta\w*)$/i.test(before(i)));
  const pieces = [path, named].flatMap((word, i): Piece[] => {
    const value = word && valueOfWord(word, copyOf(state), walk);
    const [only, ...more] = value?.kind === "words" ? value.words : [];
    if (!word || !only || more.length > 0) return [];
    return [...(i > 0 && path ? [{ kind: "text", value: "/", quoted: true } as const] : []), ...only.pieces];
  });
  return pieces.length === 0 ? undefined : wordOfPieces(all.map(word => word.text).join(" "), pieces);
}

function withText(value: Value, text: string, span: PsWord["span"]): Value {
  const [only] = value.kind === "words" ? value.words : NO_WORDS;
  if (!only || value.kind !== "words" || value.words.length > 1) return value;
  return { kind: "words", words: [{ text, value: only.value, pieces: only.pieces, glob: only.glob, span }] };
}

function oneWord(word: Word): Value {
  return { kind: "words", words: [word] };
}

/** A number or name that is new at each run. */
export function anew(of: string): Word {
  return wordOfPieces(of, [{ kind: "hole", of, from: "arithmetic", quoted: true }]);
}

export function hole(of: string): Word {
  return wordOfPieces(of, [{ kind: "hole", of, from: "substitution", quoted: true }]);
}
