/** One command of a PowerShell pipeline: its words read, its script blocks run, and the call handed on. */
import type { Invocation, Redirect, Stdin } from "../pack.ts";
import { noteWritten, startedFile } from "../windows/files.ts";
import { portableArgument } from "../windows/paths.ts";
import { literalWord, textOf, unknownWord, type Word, wordOfPieces } from "../words.ts";
import { commandNamed, programOf } from "./aliases.ts";
import { cmdletOfMethod } from "./listed-objects.ts";
import { passedOn } from "./pipe.ts";
import { changePlace } from "./place.ts";
import { copyOf, mayBecome, type State, scopeOf, setVariable, type Value, type Walk } from "./state.ts";
import type { Block, Command, PsWord } from "./syntax.ts";
import { hole, valueOfWord } from "./values.ts";

const NOTHING: Stdin = { kind: "none" };
const MAX_CALLS = 8;
const CMDLET = /^[a-z]+-[a-z]\w*$/i;
/** Runs its block once for everything that comes in. */
const FOR_EACH = /^(?:foreach-object|where-object|invoke-command|measure-command|start-job|start-threadjob)$/;

interface Read {
  readonly argv: readonly Word[];
  readonly scripts: readonly { readonly block: Block; readonly text: string }[];
  /** What an argument in brackets prints, where the names are only in there. */
  readonly from: Stdin | undefined;
}

export function runCommand(command: Command, state: State, walk: Walk, input: Stdin): Stdin {
  const slot = walk.found.reserve();
  const scope = scopeOf(state, walk);
  const { argv, scripts, from } = readWords(command.words, state, walk);
  walk.found.spend(argv.length);
  const redirects = readRedirects(command, state, walk);
  const [name, ...args] = argv;
  if (!name) {
    let printed = NOTHING;
    for (const { block } of scripts) printed = runScript(block, command.call === ".", input, state, walk);
    return printed;
  }
  const plain = programOf(name);
  const aliased = state.aliases.get(plain) ?? plain;
  const program = name.value === null || /[\\/]|\.exe$/i.test(name.value) ? aliased : commandNamed(aliased, args);
  const own = state.functions.get(plain);
  if (own) return callFunction(own, args, state, walk, input);
  const cmdlet = CMDLET.test(program);
  const complete = cmdlet ? [...args, ...defaultsFor(program, state)] : args.map(portableArgument);
  const head = cmdlet ? { ...name, value: spelledOut(program, name) } : startedFile(portableArgument(name), scope);
  const stdin = from ?? input;
  const invocation: Invocation = {
    program,
    argv: [head, ...complete],
    redirects,
    stdin,
    scope: scopeOf(state, walk),
    span: command.span,
  };
  slot.push({ ...invocation, scope });
  // `| ForEach-Object Delete` calls the method of everything that comes in.
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
    const branch = copyOf(state);
    const item: Value | null = stdin.kind === "none" ? null : { kind: "items", from: stdin };
    for (const variable of ["_", "psitem"]) branch.variables.set(variable, item);
    printed = walk.block(block, branch, walk, stdin);
    mayBecome(state, branch);
  }
  const texts = scripts.map(({ text }) => text);
  const output = passedOn({ ...invocation, stdin }, texts);
  state.earlier = noteWritten(redirects, output, scopeOf(state, walk)) ?? state.earlier;
  if (redirects.some(({ operator, beside }) => !beside && operator !== ">&" && operator !== "<")) return NOTHING;
  return output ?? (FOR_EACH.test(program) && printed ? printed : { kind: "pipe", producer: invocation.argv });
}

/** `Remove-AzResourceGroup` as it is always written, so that its words can be told apart. */
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
  let from: Stdin | undefined;
  // The parameter right before, which counts for every element of an array: `-Path a, b`.
  let parameter: Word | undefined;
  let first = true;
  for (const word of words) {
    const value = valueOfWord(word, state, walk);
    const named = /^-[A-Za-z]+(?=:|$)/.exec(word.text)?.[0];
    const isParameter = named !== undefined && /^-[A-Za-z]+:?$/.test(word.text);
    const again = parameter && !first ? [parameter] : [];
    if (value.kind === "script") scripts.push({ block: value.block, text: value.text });
    else if (value.kind === "hash") {
      const splat = word.parts.some(part => part.kind === "variable" && part.splat);
      argv.push(...(splat ? splatted(value.block, state, walk) : [hole(word.text)]));
    } else if (value.kind === "items") {
      // `& (Get-Command x)` runs x; what else a program's name comes from is only known at run time.
      if (argv.length === 0) argv.push(commandFrom(value.from) ?? hole(word.text));
      // A program gets its name as a word; a cmdlet takes the thing itself.
      else if (isProgram(argv, state)) argv.push(eachOf(value.from, word));
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
  return { argv, scripts, from };
}

/** Whether the words so far start a program rather than a cmdlet or a function of the text. */
function isProgram([name, ...args]: readonly Word[], state: State): boolean {
  if (!name || name.value === null) return false;
  const plain = programOf(name);
  const program = state.aliases.get(plain) ?? plain;
  if (state.functions.has(plain) || /^\.(?:ps1|bat)$/.test(program)) return false;
  return !CMDLET.test(/[\\/]|\.exe$/i.test(name.value) ? program : commandNamed(program, args));
}

/** `docker volume rm $_`: all that the other command prints, one after the other. */
function eachOf(from: Stdin, { text }: PsWord): Word {
  const listed = from.kind === "pipe" && from.producer ? from.producer.map(word => word.text).join(" ") : "";
  return unknownWord(listed === "" ? text : `each item of ${listed}`);
}

function commandFrom(from: Stdin): Word | undefined {
  const [lister, name] = from.kind === "pipe" ? (from.producer ?? []) : [];
  return lister?.value?.toLowerCase() === "get-command" && name && !/[*?[]/.test(name.value ?? "*") ? name : undefined;
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

/** Patterns of commands are whole names, or end or begin with a star. */
function fits(pattern: string, program: string): boolean {
  if (pattern === "*" || pattern === program) return true;
  if (pattern.endsWith("*")) return program.startsWith(pattern.slice(0, -1));
  return pattern.startsWith("*") && program.endsWith(pattern.slice(1));
}

function runScript(block: Block, shares: boolean, input: Stdin, state: State, walk: Walk): Stdin {
  if (shares) return walk.block(block, state, walk, input);
  const inside = copyOf(state);
  const printed = walk.block(block, inside, walk, input);
  // The folder is the session's, not the block's.
  state.cwd = inside.cwd;
  return printed;
}

function callFunction(body: Block, args: readonly Word[], state: State, walk: Walk, input: Stdin): Stdin {
  walk.called.add(body);
  if (walk.depth >= MAX_CALLS) return { kind: "pipe" };
  const inside = copyOf(state);
  bind(parametersOf(body), args, inside);
  walk.depth++;
  const printed = walk.block(body, inside, walk, input);
  walk.depth--;
  state.cwd = inside.cwd;
  return printed;
}

function parametersOf(body: Block): string[] {
  return body.statements.flatMap(statement =>
    statement.kind === "control" && statement.keyword === "param"
      ? statement.groups.flatMap(group =>
          group.statements.flatMap(inner => {
            if (inner.kind !== "pipeline") return [];
            const listed = inner.stages.flatMap(stage =>
              stage.kind === "expression"
                ? stage.parts.flatMap(part => (part.kind === "variable" ? [part.name] : []))
                : [],
            );
            return inner.assign ? [inner.assign.name] : listed;
          }),
        )
      : [],
  );
}

function bind(names: readonly string[], args: readonly Word[], state: State): void {
  const left = [...names];
  for (const name of names) state.variables.set(name, null);
  const rest: Word[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (!word) break;
    const typed = /^-([A-Za-z]\w*)$/.exec(word.value ?? "")?.[1]?.toLowerCase();
    const name = typed === undefined ? undefined : names.find(known => known.startsWith(typed));
    const value = args[i + 1];
    if (name !== undefined && value) {
      setVariable(state, name, { kind: "words", words: [value] });
      left.splice(left.indexOf(name), 1);
      i++;
    } else rest.push(word);
  }
  left.forEach((name, i) => {
    const word = rest[i];
    if (word) setVariable(state, name, { kind: "words", words: [word] });
  });
  setVariable(state, "args", { kind: "words", words: rest });
}
