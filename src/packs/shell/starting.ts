/** Reads a shell that is started with a text, a file, or standard input. */
import type { Invocation, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { scriptAt, unseenCode, withGiven } from "../../core/languages/shell/scripts.ts";
import { effectsOfTaskName } from "../../core/programs/task-names.ts";
import { baseName } from "../../core/text/paths.ts";
import { dropPrefix, HOLE, textOf, type Word } from "../../core/text/words.ts";
import { isUnknown, producerOf, shellText, unseenUnlessCommitted } from "./handing-on.ts";
import { setsUpShell } from "./setting-up.ts";

/** Reads the program, and the file that an interactive bash reads before it: `--rcfile`. */
export function started(command: Invocation, facts: Facts): Reading {
  const program = programOf(command, facts);
  const at = command.argv.findIndex(({ value }) => /^--(?:rcfile|init-file)$/.test(value ?? ""));
  const file = at > 0 ? command.argv[at + 1] : undefined;
  if (!file) return program;
  const before = fromFile(command, [file], facts);
  return {
    effects: [...before.effects, ...program.effects],
    inner: [...(before.inner ?? []), ...(program.inner ?? [])],
  };
}

/** Reads `bash [options] [-c text | file] [arguments]`, or a text on standard input. */
function programOf(command: Invocation, facts: Facts): Reading {
  const words = command.argv.slice(1);
  let text = false;
  let input = false;
  let at = 0;
  for (; at < words.length; at++) {
    const value = words[at]?.value ?? "";
    if (value === "--" || value === "-") {
      at++;
      break;
    }
    if (/^--(version|help|dump-strings|dump-po-strings)$/.test(value)) return { effects: [] };
    // fish(1): `-c`, `--command=…`
    const given = command.program === "fish" ? /^--command(=|$)/.exec(value)?.[1] : undefined;
    const word = words[at];
    if (given !== undefined && word) {
      const script = given === "=" ? dropPrefix(word, "--command=".length) : words[at + 1];
      return script ? inline(command, script, words.slice(at + (given === "=" ? 1 : 2))) : { effects: [] };
    }
    if (/^--(rcfile|init-file|command)$/.test(value)) at++;
    if (value.startsWith("--")) continue;
    if (!/^[-+][A-Za-z]/.test(value)) break;
    // Only checked, never run: sh(1), `set -n`.
    if (/^-(?=[a-z]*n)[a-z]+$/.test(value)) return { effects: [] };
    text ||= value.startsWith("-") && value.includes("c");
    input ||= value.startsWith("-") && value.includes("s");
    if (/[oO]$/.test(value)) at++;
  }
  const [first, ...rest] = words.slice(at);
  if (text) return first ? inline(command, first, rest) : { effects: [] };
  if (input || !first) return fromInput(command, input ? words.slice(at) : [], facts);
  return fromFile(command, [first, ...rest], facts);
}

/** Behind the text stands what it knows as `$0`, then its arguments. */
function inline(command: Invocation, script: Word, [own, ...args]: readonly Word[]): Reading {
  const text = textOf(script);
  if (isUnknown(text)) return { effects: unseenUnlessCommitted(command, script.text, "likely") };
  const scope = withGiven(command.scope, HOLE, boundsOfHoles(script));
  return { effects: [], inner: [shellText({ ...command, scope }, text, args, { via: `${command.program} -c`, own })] };
}

/** What bounds the unknown parts of a text; nothing where one of them is not bounded. */
function boundsOfHoles({ pieces }: Word): readonly string[] {
  const holes = pieces.flatMap(piece => (piece.kind === "hole" ? [piece.may ?? []] : []));
  return holes.every(may => may.length > 0) ? holes.flat() : [];
}

/** `bash file` and `source file`. A file that is not there does nothing. */
export function fromFile(command: Invocation, words: readonly Word[], facts: Facts): Reading {
  const [file, ...args] = words.filter((word, i) => i > 0 || word.value !== "--");
  if (!file) return { effects: [] };
  if (/^(\/dev\/(stdin|fd\/0)|\/proc\/self\/fd\/0)$/.test(file.value ?? "")) return fromInput(command, args, facts);
  const given = /^\/dev\/fd\/\d+$/.test(file.value ?? "")
    ? command.redirects.find(({ operator }) => operator === "<<<")
    : undefined;
  if (given) return { effects: [], inner: [shellText(command, textOf(given.target), args, { via: command.program })] };
  if (file.value === null) {
    // `<(…)` is code made on the spot; a path in a variable is likely a script of the project.
    const made = /^["']?<\(/.test(file.text);
    const output = made ? command.made?.get(file.text) : undefined;
    if (output?.kind === "text" && !isUnknown(output.text))
      return { effects: [], inner: [shellText(command, output.text, args, { via: command.program })] };
    if (output?.kind === "pipe" && output.producer && setsUpShell(output.producer.map(({ text }) => text).join(" ")))
      return { effects: [] };
    return made
      ? { effects: [unseenCode(file.text, "likely", command.span)] }
      : { effects: unseenUnlessCommitted(command, file.text, "possible") };
  }
  return fromScript(command, file, args, `${command.program} ${file.text}`, facts);
}

function fromScript(command: Invocation, file: Word, args: readonly Word[], via: string, facts: Facts): Reading {
  const script = scriptAt(file, command.scope, facts);
  const sourced = command.program === "source" || command.program === ".";
  switch (script.kind) {
    case "none":
      // Nobody can look at it: its name is all there is.
      return { effects: sourced ? [] : effectsOfTaskName(command, [baseName(file.value ?? "")], file.text) };
    case "unseen":
      return { effects: [unseenCode(file.text, "likely", command.span)] };
    case "text":
      return {
        effects: [],
        inner: [
          shellText(command, script.text, args, { via, own: sourced ? undefined : file, committed: script.committed }),
        ],
      };
  }
}

export function fromInput(command: Invocation, args: readonly Word[], facts: Facts): Reading {
  const { stdin } = command;
  switch (stdin.kind) {
    case "none":
      return { effects: [] };
    case "text":
      return isUnknown(stdin.text)
        ? { effects: [unseenCode("its standard input", "likely", command.span)] }
        : {
            effects: [],
            inner: [shellText({ ...command, stdin: { kind: "none" } }, stdin.text, args, { via: command.program })],
          };
    case "file":
      return stdin.path.value === null
        ? { effects: [unseenCode(stdin.path.text, "likely", command.span)] }
        : fromScript({ ...command, stdin: { kind: "none" } }, stdin.path, args, command.program, facts);
    case "pipe": {
      const made = producerOf(stdin);
      // `starship init fish | source`, as fish's manuals have it.
      const sets = /^(?:source|\.)$/.test(command.program) && setsUpShell(made);
      return { effects: sets ? [] : [unseenCode(made, "likely", command.span)] };
    }
  }
}
