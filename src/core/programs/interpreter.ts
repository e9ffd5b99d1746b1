/**
 * Builds packs for interpreters of scripting languages. A pack is a few lines of data that say where the program comes
 * from: an option, a module, a file, or standard input.
 */

import { fileSent, secretSent } from "../detectors/exfiltration/secret-sent.ts";
import { effectsOfGuardScript } from "../detectors/guard/command.ts";
import { effectsOnGuard } from "../detectors/guard/reach.ts";
import type { Effect } from "../effects/effect.ts";
import { type Argument, type Grammar, hasOption, operands, optionValues, readArguments } from "../effects/options.ts";
import type { CodeLanguage, Example, Inner, Invocation, ProgramPack, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfStdin } from "../files/input-text.ts";
import { asTheyAreNow } from "../files/possible.ts";
import { pathOf } from "../files/targets.ts";
import { destructionInProduction } from "../kit/unknown-words.ts";
import { readForeign } from "../languages/code/unparsed-languages.ts";
import { asksServices } from "../languages/code/unparsed-services.ts";
import { isBroughtAlong } from "../languages/shell/brought-along.ts";
import { scriptAt, unseenCode, withArguments } from "../languages/shell/scripts.ts";
import type { Scope } from "../places/scope.ts";
import { baseName, isWithin } from "../text/paths.ts";
import { literalWord, pathForShell, textOf, type Word } from "../text/words.ts";
import { onlyPrintsHelp } from "./asked-for-help.ts";
import { withEnvFiles } from "./env-files.ts";
import { effectsOfTaskName } from "./task-names.ts";
import { isCommandName } from "./wrapped.ts";

export interface Interpreter {
  readonly id: string;
  readonly programs: readonly string[];
  /** Absent: its programs are not parsed, only searched for patterns. */
  readonly language?: CodeLanguage;
  readonly grammar: Grammar;
  /** Options whose value is the source text. */
  readonly inline: readonly string[];
  /** Options whose value is a file or `data:` URL that runs before the program. */
  readonly preloads?: readonly string[];
  /** Options that name an env file. A later file overrides an earlier one, and the process overrides all of them. */
  readonly envFiles?: readonly string[];
  /** Options that only check or print something. */
  readonly shows?: readonly string[];
  /** Options with which it reads no program unless a file is given. */
  readonly busyWith?: readonly string[];
  /** Reads calls of other forms first: sub-commands, modules. */
  special?(command: Invocation, args: readonly Argument[], facts: Facts): Reading | undefined;
  /** Returns the program name of a file that is a tool of its own: `manage.py`, `artisan`. */
  readonly tools?: (path: string) => string | undefined;
  readonly examples: readonly Example[];
}

/** Builds a pack for an interpreter. */
export function interpreterPack(interpreter: Interpreter): ProgramPack {
  return {
    kind: "program",
    id: interpreter.id,
    programs: interpreter.programs,
    ownPaths: true,
    read: (command, facts) => readCall(command, facts, interpreter),
    examples: interpreter.examples,
  };
}

function readCall(asWritten: Invocation, facts: Facts, interpreter: Interpreter): Reading {
  const command = withVariables(asWritten, facts, interpreter);
  const guard = effectsOfGuardScript(command, facts);
  if (guard) return { effects: guard };
  const onGuard = effectsOnGuard(command, facts, true);
  if (onGuard.length > 0) return { effects: onGuard };
  const args = readArguments(command.argv.slice(1), { ...interpreter.grammar, stopAtOperand: true });
  if (hasOption(args, "version", "help", ...(interpreter.shows ?? []))) return { effects: [] };
  const before = optionValues(args, ...(interpreter.preloads ?? [])).map(file =>
    preloaded(command, file, facts, interpreter),
  );
  const program = programOf(command, args, facts, interpreter);
  if (before.length === 0) return program;
  return {
    effects: [...before, program].flatMap(({ effects }) => effects),
    inner: [...before, program].flatMap(({ inner }) => inner ?? []),
  };
}

function withVariables(command: Invocation, facts: Facts, { envFiles, grammar }: Interpreter): Invocation {
  const { scope } = command;
  if (!envFiles || scope.cwd === null || !command.argv.some(({ text }) => text.startsWith("--env-file")))
    return command;
  const args = readArguments(command.argv.slice(1), { ...grammar, stopAtOperand: true });
  const files = optionValues(args, ...envFiles).map(({ value }) => value);
  if (files.length === 0) return command;
  const loading = { files: files.toReversed(), named: !hasOption(args, "env-file-if-exists"), folder: scope.cwd };
  return { ...command, scope: withEnvFiles(scope, loading, facts) };
}

/** `--require ./x.js` names a file, `--import data:text/javascript,…` has the text. Packages are installed software. */
function preloaded(command: Invocation, file: Word, facts: Facts, interpreter: Interpreter): Reading {
  const [, coded, text] = /^data:[^,]*?(;base64)?,([\s\S]*)$/.exec(file.value ?? "") ?? [];
  if (text !== undefined && coded === undefined) return runText(command, text, [], facts, interpreter);
  if (coded !== undefined) return { effects: [unseenCode(file.text, "likely", command.span)] };
  return /^[./~]/.test(file.value ?? "") ? runFile(command, file, [], facts, interpreter) : { effects: [] };
}

function programOf(command: Invocation, args: readonly Argument[], facts: Facts, interpreter: Interpreter): Reading {
  const special = interpreter.special?.(command, args, facts);
  if (special) return special;
  const inline = optionValues(args, ...interpreter.inline);
  const words = operands(args);
  if (inline.length > 0) return runText(command, inline.map(textOf).join("\n"), words, facts, interpreter);
  const [file, ...rest] = words;
  if (!file && hasOption(args, ...(interpreter.busyWith ?? []))) return { effects: [] };
  if (!file || file.value === "-" || file.value === "/dev/stdin") return fromStdin(command, rest, facts, interpreter);
  return runFile(command, file, rest, facts, interpreter);
}

/** Reads `text` in the interpreter's language, with `args` as its arguments. */
export function runText(
  command: Invocation,
  text: string,
  args: readonly Word[],
  facts: Facts,
  { language, id }: Pick<Interpreter, "language" | "id">,
  file?: { readonly path: string; readonly committed: boolean },
): Reading {
  const { span } = command;
  if (language === undefined) return lookedOver(command, text);
  const words = asTheyAreNow(args, command.scope, facts);
  const { committed: _, ...scope } = withArguments(command.scope, words, command.program);
  const variables = new Map(scope.variables);
  if (file) variables.set("0", file.path);
  else variables.delete("0");
  const inside: Scope = { ...scope, variables, ...((file?.committed ?? false) && { committed: true as const }) };
  return { effects: [], inner: [{ kind: "code", language, text, scope: inside, source: id, ...(span && { span }) }] };
}

/** Searches a program in an unparsed language for what it gives a shell, deletes, and requests from services. */
export function lookedOver(command: Invocation, text: string): Reading {
  const { span } = command;
  const scope: Scope = { ...command.scope, guessed: true, via: [...command.scope.via, command.program] };
  const services = askedOfServices(command, text, scope);
  const { commands, removed, written, sent, unclear } = readForeign(text, isCommandName);
  const inShell = (text: string): Inner => ({ kind: "shell", text, scope, ...(span && { span }) });
  const deletions = removed.map(({ path, recursive }) =>
    inShell(`rm ${recursive ? "-rf" : "-f"} -- ${pathForShell(path)}`),
  );
  const emptied = written.map(path => inShell(`printf x > ${pathForShell(path)}`));
  const leaks = sent.flatMap(({ what, isSecret, host }) => {
    const told = { to: host, at: [{ kind: "host", host }], source: "reader", span, certainty: "likely" } as const;
    if (isSecret) return [secretSent({ what, ...told })];
    return scope.cwd !== null && isWithin(what, scope.cwd, "linux") ? [] : [fileSent(what, told)];
  });
  return {
    effects: [...leaks, ...services.effects, ...(unclear ? [unseenCode(command.program, "likely", span)] : [])],
    inner: [...commands.map(inShell), ...deletions, ...emptied, ...(services.inner ?? [])],
  };
}

function askedOfServices({ program, span }: Invocation, text: string, scope: Scope): Reading {
  const { statements, databases, requests, calls } = asksServices(text);
  const at = span && { span };
  const queries = statements.map((sql): Inner => ({ kind: "sql", text: sql, at: databases, source: program, ...at }));
  const sent = requests.map(({ method, url, body }): Inner => {
    const call = { method, url: literalWord(url, span), headers: [], ...(body !== undefined && { body }), ...at };
    return { kind: "http", call, scope, source: program };
  });
  const effects = calls.map(
    ({ name, resource, several }): Effect => ({
      verb: "delete",
      resource,
      target: name,
      reach: several ? "several" : "one",
      recovery: "none",
      certainty: "likely",
      source: "reader",
      says: `asks a service to ${name}`,
      at: [{ kind: "control-plane", host: "its service", provider: program }],
      ...at,
    }),
  );
  return { effects, inner: [...queries, ...sent] };
}

/** Reads the file that `file` names. */
export function runFile(
  command: Invocation,
  file: Word,
  args: readonly Word[],
  facts: Facts,
  interpreter: Pick<Interpreter, "language" | "id" | "tools">,
): Reading {
  const { scope, span } = command;
  const path = pathOf(file, scope);
  const isOwn = path !== undefined && (facts.around.created?.includes(path) || scope.earlier?.written.has(path));
  const tool = file.value === null || isOwn ? undefined : interpreter.tools?.(file.value);
  if (tool !== undefined)
    return { effects: [], inner: [asArgv(command, [{ ...literalWord(tool), text: file.text }, ...args])] };
  const script = scriptAt(file, scope, facts);
  // The same command creates or downloads the file, so nobody has seen it.
  if (/^["']?<\(/.test(file.text)) return { effects: [unseenCode(file.text, "likely", span)] };
  if (script.kind === "unseen") return { effects: [unseenCode(file.text, "likely", span)] };
  if (script.kind === "none") {
    const named = path === undefined ? [] : effectsOfTaskName(command, [baseName(path)], file.text);
    return { effects: named.length > 0 ? named : destructionInProduction(command, args) };
  }
  if (path === undefined || isBroughtAlong(path, scope, facts)) return { effects: [] };
  if (onlyPrintsHelp(interpreter.language, script.text, args)) return { effects: [] };
  return runText(command, script.text, args, facts, interpreter, { path, committed: script.committed });
}

/** Reads the program on standard input: `deno run -`. */
export function fromStdin(
  command: Invocation,
  args: readonly Word[],
  facts: Facts,
  interpreter: Pick<Interpreter, "language" | "id">,
): Reading {
  const { stdin, span } = command;
  const text = textOfStdin(command, facts);
  if (text === undefined) return { effects: [] };
  if (text !== null) return runText(command, text, args, facts, interpreter);
  if (stdin.kind !== "pipe") return { effects: [] };
  const from = stdin.producer ? stdin.producer.map(word => word.text).join(" ") : "another command";
  return { effects: [unseenCode(from, "likely", span)] };
}

export function asArgv({ scope, stdin, span, program }: Invocation, argv: readonly Word[]): Inner {
  return { kind: "argv", argv, scope: { ...scope, via: [...scope.via, program] }, stdin, ...(span && { span }) };
}
