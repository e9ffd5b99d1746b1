/** Runs one command of a PowerShell pipeline: evaluates its words, runs its script blocks, and hands the call on. */

import type { Invocation, Redirect, Stdin } from "../../effects/pack.ts";
import { HOLE, literalWord, textOf, type Word, wordOfPieces } from "../../text/words.ts";
import { noteWritten, startedFile } from "../windows/files.ts";
import { portableArgument } from "../windows/paths.ts";
import { commandNamed, programOf } from "./aliases.ts";
import { callFunction } from "./functions.ts";
import { givenBy, keepsValue, programNamed } from "./given.ts";
import { cmdletOfMethod } from "./listed-objects.ts";
import { allOf, passedOn, readsListed } from "./pipe.ts";
import { changePlace } from "./place.ts";
import { copyOf, mayBecome, type State, scopeOf, type Value, type Walk, withoutAliases } from "./state.ts";
import type { Block, Command, PsWord } from "./syntax.ts";
import { hole, valueOfWord } from "./values.ts";

const NOTHING: Stdin = { kind: "none" };
/** So many lines of a text are followed one by one. */
const MAX_ROUNDS = 24;
const CMDLET = /^[a-z]+-[a-z]\w*$/i;
/** Cmdlets that run their block once for each input object. */
const FOR_EACH = /^(?:foreach-object|where-object|invoke-command|measure-command|start-job|start-threadjob)$/;

interface Read {
  readonly argv: readonly Word[];
  readonly scripts: readonly { readonly block: Block; readonly text: string }[];
  /** Script blocks that words stand for, for a function of the text. */
  readonly blocks: ReadonlyMap<Word, Value>;
  /** `& { … } a` and `& $block a`: the block that is called with the following words. */
  readonly invoked: Block | undefined;
  /** Output of an argument in brackets, when only that contains the names. */
  readonly from: Stdin | undefined;
}

export function runCommand(command: Command, state: State, walk: Walk, input: Stdin): Stdin {
  const slot = walk.found.reserve();
  const scope = scopeOf(state, walk);
  const { argv, scripts, from, blocks, invoked } = readWords(command.words, state, walk);
  walk.found.spend(argv.length);
  const redirects = readRedirects(command, state, walk);
  const [name, ...args] = argv;
  if (invoked && command.call !== "." && argv.length > 0)
    return callFunction(invoked, argv, blocks, state, walk, from ?? input);
  if (!name || invoked) {
    let printed = NOTHING;
    for (const { block } of scripts) printed = runScript(block, command.call === ".", input, state, walk);
    return printed;
  }
  const plain = programOf(name);
  const aliased = withoutAliases(plain, state);
  const program = name.value === null || /[\\/]|\.exe$/i.test(name.value) ? aliased : commandNamed(aliased, args);
  const own = state.functions.get(plain);
  if (own) return callFunction(own, args, blocks, state, walk, input);
  const cmdlet = CMDLET.test(program);
  const complete = cmdlet ? [...args, ...defaultsFor(program, state)] : args.map(portableArgument);
  const head = cmdlet ? { ...name, value: spelledOut(program, name) } : startedFile(portableArgument(name), scope);
  const stdin = from ?? input;
  const invocation: Invocation = {
    program,
    argv: [head, ...complete, ...readsListed(program, complete, stdin)],
    redirects,
    stdin,
    scope: scopeOf(state, walk),
    span: command.span,
  };
  slot.push({ ...invocation, scope });
  // `| ForEach-Object Delete` calls the method on each input object.
  const [method] = args;
  if (
    program === "foreach-object" &&
    scripts.length === 0 &&
    /^[A-Za-z]+$/.test(method?.value ?? "") &&
    stdin.kind !== "none"
  )
    slot.push({
      ...invocation,
      ...(cmdletOfMethod(stdin, (method?.value ?? "").toLowerCase()) ?? {
        program: `.${method?.value?.toLowerCase()}`,
        argv: [literalWord(`.${method?.value}`), hole("$_")],
      }),
      scope,
    });
  changePlace(invocation, command.call, state, walk);
  let printed: Stdin | undefined;
  for (const { block } of scripts) {
    const rounds = itemsOf(stdin, program).map(item => {
      const branch = copyOf(state);
      for (const variable of ["_", "psitem"]) branch.variables.set(variable, item);
      const output = walk.block(block, branch, walk, stdin);
      mayBecome(state, branch);
      return output;
    });
    printed = allOf(rounds);
  }
  const texts = scripts.map(({ text }) => text);
  const output = passedOn({ ...invocation, stdin }, texts);
  state.earlier = noteWritten(redirects, output, scopeOf(state, walk)) ?? state.earlier;
  if (redirects.some(({ operator, beside }) => !beside && operator !== ">&" && operator !== "<")) return NOTHING;
  return output ?? (FOR_EACH.test(program) && printed ? printed : { kind: "pipe", producer: invocation.argv });
}

/** The inputs of a block: each line of a short text separately, anything else as a whole. */
function itemsOf(stdin: Stdin, program: string): (Value | null)[] {
  if (stdin.kind === "none") return [null];
  const whole: Value = { kind: "items", from: stdin };
  if (stdin.kind !== "text" || program !== "foreach-object" || stdin.text.includes(HOLE)) return [whole];
  const lines = stdin.text.replace(/\n$/, "").split("\n");
  // `1..254` is a range of numbers.
  const counts = lines.some(line => /^-?\d+\.\.-?\d+$/.test(line));
  return counts || lines.length > MAX_ROUNDS
    ? [whole]
    : lines.map(line => ({ kind: "words", words: [literalWord(line)] }));
}

/** Restores the usual case of `Remove-AzResourceGroup`, by which its words can be split. */
function spelledOut(program: string, { value }: Word): string {
  const written = value?.slice(value.lastIndexOf("\\") + 1) ?? "";
  const cased = /^[A-Z][a-z]+-[A-Z]/.test(written) && written.toLowerCase() === program;
  return cased ? written : program.replace(/(^|-)[a-z]/g, first => first.toUpperCase());
}

/** What an expression prints into a pipeline. */
export function outputOfExpression(value: Value): Stdin {
  if (value.kind === "items") return value.from;
  if (value.kind !== "words" || value.words.length === 0) return { kind: "pipe" };
  return { kind: "text", text: `${value.words.map(textOf).join("\n")}\n` };
}

function readWords(words: readonly PsWord[], state: State, walk: Walk): Read {
  const argv: Word[] = [];
  const scripts: { block: Block; text: string }[] = [];
  const blocks = new Map<Word, Value>();
  let from: Stdin | undefined;
  let invoked: Block | undefined;
  // The parameter right before, which counts for every element of an array: `-Path a, b`.
  let parameter: Word | undefined;
  let first = true;
  for (const word of words) {
    const value = valueOfWord(word, state, walk);
    const named = /^-[A-Za-z]+(?=:|$)/.exec(word.text)?.[0];
    const isParameter = named !== undefined && /^-[A-Za-z]+:?$/.test(word.text);
    const again = parameter && !first ? [parameter] : [];
    if (value.kind === "script") {
      if (word === words[0]) invoked = value.block;
      scripts.push({ block: value.block, text: value.text });
      const called = invoked ? word !== words[0] : argv[0] && state.functions.has(programOf(argv[0]));
      if (called) {
        const given = hole(word.text);
        blocks.set(given, value);
        argv.push(given);
      }
    } else if (value.kind === "hash") {
      const splat = word.parts.some(part => part.kind === "variable" && part.splat);
      argv.push(...(splat ? splatted(value.block, state, walk) : [hole(word.text)]));
    } else if (value.kind === "items") {
      // `& (Get-Command x)` runs x; other sources of a program's name are only known at run time.
      if (argv.length === 0) argv.push(programNamed(value.from) ?? hole(word.text));
      // A program gets the object's name as a word; a cmdlet gets the object itself.
      else if (isProgram(argv, state) || (parameter && first && keepsValue(parameter)))
        argv.push(givenBy(value.from, word.text));
      else from = value.from;
      if (from === value.from && argv.length > 1 && parameter && first) argv.pop();
    } else {
      // `-InputObject $null` has a value, though it is nothing.
      if (value.words.length === 0 && parameter && first) argv.push({ ...literalWord(""), text: word.text });
      value.words.forEach((item, i) => {
        const spanned = value.words.length === 1 ? { ...item, span: word.span } : item;
        argv.push(...(i > 0 && parameter ? [parameter] : again), spanned);
      });
    }
    if (named !== undefined && (isParameter || word.comma)) {
      parameter = literalWord(named);
      first = isParameter;
    } else if (word.comma) first = false;
    else {
      parameter = undefined;
      first = true;
    }
  }
  return { argv, scripts, from, blocks, invoked };
}

/** Whether the words so far start a program rather than a cmdlet or a function of the text. */
function isProgram([name, ...args]: readonly Word[], state: State): boolean {
  if (!name || name.value === null) return false;
  const plain = programOf(name);
  const program = withoutAliases(plain, state);
  if (state.functions.has(plain) || /^\.(?:ps1|bat)$/.test(program)) return false;
  return !CMDLET.test(/[\\/]|\.exe$/i.test(name.value) ? program : commandNamed(program, args));
}

function splatted(block: Block, state: State, walk: Walk): Word[] {
  return block.statements.flatMap(statement => {
    if (statement.kind !== "pipeline" || !statement.assign) return [];
    const key = statement.assign.name.replace(/^["']|["']$/g, "");
    const [stage] = statement.stages;
    if (!stage) return [];
    const value =
      stage.kind === "expression"
        ? valueOfWord({ text: "", parts: stage.parts, span: stage.span, comma: false }, state, walk)
        : valueOfWord(stage.words[0] ?? { text: "", parts: [], span: stage.span, comma: false }, state, walk);
    const words = value.kind === "words" ? value.words : [hole(key)];
    const prefix = { kind: "text", value: `-${key}:`, quoted: false } as const;
    return words.map(word => wordOfPieces(`-${key}:${word.text}`, [prefix, ...word.pieces]));
  });
}

function readRedirects(command: Command, state: State, walk: Walk): Redirect[] {
  return command.redirects.flatMap(({ operator, target, beside }) => {
    const value = valueOfWord(target, state, walk);
    const [word] = value.kind === "words" ? value.words : [];
    if (!word) return [];
    if (operator !== ">&" && operator !== "<" && !isNothing(word))
      walk.found.write({ target: portableArgument(word), operator, scope: scopeOf(state, walk), span: target.span });
    return [{ operator, target: word, ...(beside && { beside }) }];
  });
}

function isNothing(word: Word): boolean {
  return word.value === "" || /^(?:nul|con|\\\\\.\\nul)$/i.test(word.value ?? "");
}

/** `$PSDefaultParameterValues['Remove-Item:Force'] = $true` adds its parameter to every later call. */
function defaultsFor(program: string, state: State): Word[] {
  return state.defaults.flatMap(({ command, parameter, value }) => {
    if (!fits(command, program)) return [];
    const prefix = { kind: "text", value: `-${parameter}:`, quoted: false } as const;
    return [wordOfPieces(`-${parameter}:${value.text}`, [prefix, ...value.pieces])];
  });
}

/** Matches a command pattern: a whole name, or one with a star at its start or end. */
function fits(pattern: string, program: string): boolean {
  if (pattern === "*" || pattern === program) return true;
  if (pattern.endsWith("*")) return program.startsWith(pattern.slice(0, -1));
  return pattern.startsWith("*") && program.endsWith(pattern.slice(1));
}

function runScript(block: Block, shares: boolean, input: Stdin, state: State, walk: Walk): Stdin {
  if (shares) return walk.block(block, state, walk, input);
  const inside = copyOf(state);
  const printed = walk.block(block, inside, walk, input);
  // The current folder belongs to the session, not to the block.
  state.cwd = inside.cwd;
  return printed;
}
