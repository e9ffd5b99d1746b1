/** Hands calls that run a command, or do the same as one, back as the words of that command. */

import { splitName } from "../../../effects/names.ts";
import type { Stdin } from "../../../effects/pack.ts";
import type { Scope } from "../../../places/scope.ts";
import { resolvePath } from "../../../text/paths.ts";
import { HOLE, literalWord, textOf, type Word } from "../../../text/words.ts";
import { scriptText } from "./contents.ts";
import { type CallSite, type Context, hand, handSql, ORIGINS, unknownCode, writtenName } from "./context.ts";
import {
  argument,
  type Given,
  isTrue,
  knownText,
  option,
  optionsOf,
  plainText,
  textOfValue,
  type Value,
  wordOfValue,
  wordsOfValue,
} from "./values.ts";

/** Reads a library call as a program: `rm -rf -- {0|path}`. Returns false when the call lacks an argument. */
export function asProgram(context: Context, line: string, call: CallSite): boolean {
  const [head = ""] = line.split(" ", 1);
  if (head.startsWith("?")) return asText(context, head.slice(1), line.slice(head.length + 1), call);
  const words: Word[] = [];
  let loses = false;
  for (const part of line.split(" ")) {
    const found = slot(part, call);
    if (found === undefined) {
      words.push(literalWord(part));
      continue;
    }
    if (found.length === 0) return false;
    // In code of the project, a name without any known part comes from its surroundings and is no finding.
    if (context.settled && found.every(word => knownPart(word) === "")) loses = true;
    words.push(...found);
  }
  const rest = words.filter(word => word.value !== "" && !(words[0]?.value === "rm" && context.own.has(textOf(word))));
  if (head === "rm" && rest.every(({ value }) => value === "rm" || value === "--" || /^-[rf]+$/.test(value ?? "")))
    return true;
  if (loses && !isTree(rest)) return true;
  // `shutil.move("data", to)`, `shutil.rmtree(to)`: what was moved there is deleted.
  const argv = head === "rm" ? rest.map(word => context.moved.get(textOf(word)) ?? word) : rest;
  const [from, to] = head === "mv" ? rest.slice(-2) : [];
  if (from && to && rest.length === 5) context.moved.set(textOf(to), from);
  hand(context, { kind: "argv", argv, scope: through(context.scope, call.repeated) });
  return true;
}

/** The words for `{0|path}` and the like; undefined for a plain word, empty where the call has none. */
function slot(part: string, { given }: CallSite): Word[] | undefined {
  const choice = /^\{(\w+)\?([^:}]*):([^}]*)\}$/.exec(part);
  if (choice) {
    const [, name = "", yes = "", no = ""] = choice;
    const options = given.args.find(arg => arg.kind === "record");
    const unsaid = options === undefined && given.args.slice(1).some(arg => arg.kind === "unknown");
    return [literalWord(unsaid || isTrue(option(given, name)) ? yes : no)];
  }
  const found = /^\{([\w*]+)(?:\|(\w+))?(?:=(\w+))?\}$/.exec(part);
  if (!found) return undefined;
  const [, position = "", name, otherwise] = found;
  // A slot that names an option alone: `{cwd}`.
  if (/^[a-z]\w+$/.test(position) && !/^(?:this|of)$/.test(position)) {
    const told = option(given, position);
    return told ? wordsOfValue(told) : [];
  }
  if (position === "*") return given.args.flatMap(wordsOfValue);
  if (position === "this") return wordsOfValue(given.on);
  if (position === "of") return given.on.kind === "made" ? given.on.given.args.slice(0, 1).flatMap(wordsOfValue) : [];
  const value = argument(given, Number(position), ...(name === undefined ? [] : [name]));
  if (!value && otherwise !== undefined) return [literalWord(otherwise)];
  if (!value || value.kind === "record" || value.kind === "function") return [];
  return wordsOfValue(value);
}

function knownPart(word: Word): string {
  return word.pieces.map(piece => (piece.kind === "text" ? piece.value : "")).join("");
}

function isTree(words: readonly Word[]): boolean {
  return words[0]?.value === "rm" && /r/i.test(words[1]?.value ?? "");
}

/** `?sql DROP TABLE {0}`: a text of another language, with names as slots. */
function asText(context: Context, language: string, line: string, call: CallSite): boolean {
  let missing = false;
  // The argument is a name even where it is only known at run time.
  const named = line.startsWith("DROP ");
  const filled = line.replace(/\{([\w*]+)\}/g, (_, position: string) => {
    if (position === "this") return writtenName(call.given.on);
    const values = position === "*" ? call.given.args : call.given.args.slice(Number(position), Number(position) + 1);
    const texts = values.flatMap(value =>
      value.kind === "text" || value.kind === "reference"
        ? [value.kind === "text" ? plainText(value.text) : value.name]
        : named && (value.kind === "unknown" || value.kind === "made")
          ? ['"…"']
          : [],
    );
    if (texts.length === 0) missing = true;
    return texts.join(", ");
  });
  if (missing) return false;
  if (language === "sql") handSql(context, filled);
  else hand(context, { kind: "shell", text: filled, scope: through(context.scope, false) });
  return true;
}

/** A call that runs a command: its words, or a text for a shell. */
export function runsCommand(context: Context, how: string, call: CallSite): void {
  const given = unwrapped(call.given);
  const scope = scopeOf(context, given, call.repeated);
  const stdin = stdinOf(given);
  const first =
    given.args[how === "mode-list" ? 1 : 0] ??
    given.named.get("args") ??
    given.named.get("cmd") ??
    given.named.get("command") ??
    given.named.get("cmdline");
  if (!first) return;
  for (const option of optionsOf(first)) {
    const text =
      option.kind === "content"
        ? scriptText(context, option)
        : option.kind === "text"
          ? plainText(option.text)
          : undefined;
    if (option.kind === "content" && text === undefined) unknownCode(context, "a file that cannot be read", "possible");
    const words = argvOf(how, option, given);
    const shell = how === "text" || isTrue(optionOf(given, "shell")) || (words.length === 1 && option.kind === "text");
    if (shell && text !== undefined) runText(context, [text, ...restOf(how, given)].join(" "), scope, stdin);
    else if (shell && (option.kind === "unknown" || option.kind === "made" || option.kind === "reference"))
      unknownText(context, option);
    else if (option.kind === "unknown" && option.origin === "unread") unknownText(context, option);
    else if (words.length > 0) runWords(context, words, scope, stdin);
  }
}

/** `Deno.Command(cmd, { args })`, `Bun.spawn({ cmd })`, `Deno.run({ cmd })`: a record holds the words. */
function unwrapped(given: Given): Given {
  const record = given.args.find(arg => arg.kind === "record");
  if (record?.kind !== "record") return given;
  const cmd = record.entries.get("cmd");
  const args = record.entries.get("args");
  // Python's `subprocess.run(**options)`.
  if (given.args[0] === record && args) return { ...given, args: [args, record] };
  if (given.args[0] === record && cmd) return { ...given, args: [cmd, record] };
  return args && given.args[0]?.kind === "text" ? { ...given, args: [given.args[0], args, record] } : given;
}

function optionOf(given: Given, name: string): Value | undefined {
  return option(given, name);
}

function restOf(how: string, { args }: Given): string[] {
  if (how !== "words") return [];
  return args
    .slice(1)
    .flatMap(arg =>
      arg.kind === "list"
        ? arg.items.map(item => plainText(textOfValue(item)))
        : arg.kind === "text"
          ? [plainText(arg.text)]
          : [],
    );
}

function argvOf(how: string, first: Value, { args }: Given): Word[] {
  const rest = args
    .slice(how === "mode-list" ? 2 : 1)
    .filter(arg => arg.kind === "text" || arg.kind === "list" || arg.kind === "either" || arg.kind === "unknown");
  const words = first.kind === "list" ? wordsOfValue(first) : [wordOfValue(first)];
  const more = rest.flatMap(wordsOfValue);
  // execv repeats the program's name.
  if (how === "list" || how === "mode-list") return [...words, ...more.slice(1)];
  return first.kind === "list" ? words : [...words, ...more];
}

function runText(context: Context, text: string, scope: Scope, stdin: Stdin | undefined): void {
  const stripped = text.trim();
  if (stripped === HOLE || stripped === "") {
    if (!context.settled && stripped !== "")
      unknownCode(context, "a command that is put together at run time", "likely");
    return;
  }
  const input = stdin?.kind === "text" ? ` <<'AGENTGUARD_INPUT'\n${stdin.text}\nAGENTGUARD_INPUT\n` : "";
  hand(context, { kind: "shell", text: text + input, scope });
}

function unknownText(context: Context, value: Value): void {
  const origin = value.kind === "unknown" ? value.origin : undefined;
  if (origin !== undefined) unknownCode(context, ORIGINS[origin], "likely");
  else if (!context.settled) unknownCode(context, "a command that is put together at run time", "likely");
}

/** An unknown program is no finding in code, but the words after it may be. */
function runWords(context: Context, words: readonly Word[], scope: Scope, stdin: Stdin | undefined): void {
  const [program, ...rest] = words;
  if (!program) return;
  const named = program.value !== null && program.value !== "" ? program : literalWord("program");
  if (named !== program && rest.length === 0) return;
  hand(context, { kind: "argv", argv: [named, ...rest], scope, ...(stdin && { stdin }) });
}

function scopeOf({ scope }: Context, given: Given, repeated: boolean): Scope {
  const folder = knownText(optionOf(given, "cwd") ?? optionOf(given, "chdir"));
  const cwd = folder === undefined ? scope.cwd : resolvePath(folder, scope.cwd ?? "/");
  const env = optionOf(given, "env");
  const variables =
    env?.kind === "record"
      ? new Map([
          ...scope.variables,
          ...[...env.entries].map(([name, value]) => [name, knownText(value) ?? null] as const),
        ])
      : scope.variables;
  return through({ ...scope, cwd, variables }, repeated);
}

function through(scope: Scope, repeated: boolean): Scope {
  return repeated ? { ...scope, via: [...scope.via, "each"] } : scope;
}

function stdinOf(given: Given): Stdin | undefined {
  const input = knownText(optionOf(given, "input") ?? optionOf(given, "stdin_data"));
  return input === undefined ? undefined : { kind: "text", text: input };
}

/** `terminate_instances` and `terminateInstances` → `terminate-instances`. */
export function kebab(name: string): string {
  return splitName(name).join("-");
}
