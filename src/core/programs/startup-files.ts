/**
 * Reads files that a program runs at its start: `~/.vimrc`, `.gdbinit`, `~/.tmux.conf`, `~/.perldb`,
 * `~/.config/gdb/gdbinit`. Only new files that nobody has seen yet are read, like input of the program.
 */

import type { Inner, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import { parentOf } from "../text/paths.ts";
import { literalWord } from "../text/words.ts";
import { withOptions } from "./hooked-variables.ts";
import { lookedOver } from "./interpreter.ts";
import { textOfWritten, writtenFiles } from "./written-files.ts";

const MAX_FILES = 4;

/** Returns whether this text or the session has created files that nobody has seen yet. */
export function hasMadeFiles({ earlier }: Scope, { around }: Facts): boolean {
  return (around.created?.length ?? 0) > 0 || (earlier?.written.size ?? 0) > 0;
}

export function startupFiles(command: Invocation, facts: Facts): Reading {
  const { scope } = command;
  const names = namesOf(command);
  const forms = names.map(name => formOf(name));
  const found: Reading[] = [];
  for (const { path } of writtenFiles(scope, facts)) {
    if (found.length >= MAX_FILES) break;
    const at = forms.findIndex(form => form.test(path));
    if (at < 0 || !isLookedAt(path, command, facts) || scope.via.includes(path)) continue;
    const text = textOfWritten(path, scope, facts);
    if (text !== null) found.push(told(command, names[at] ?? command.program, path, text));
  }
  return {
    effects: found.flatMap(({ effects }) => effects.filter(({ verb }) => verb !== "execute-unknown")),
    inner: found.flatMap(({ inner }) => inner ?? []),
  };
}

/** `sqlite3` reads `.sqliterc`; `python3 -m pdb` reads `.pdbrc`. */
function namesOf({ program, argv }: Invocation): readonly string[] {
  const at = argv.findIndex(({ value }) => value === "-m");
  const module = at > 0 ? argv[at + 1]?.value : undefined;
  const stem = program.replace(/[\d.]+$/, "");
  return [stem === "vi" || stem === "ex" || stem === "view" ? "vim" : stem, ...(module ? [module] : [])];
}

function formOf(name: string): RegExp {
  const plain = literalPattern(name);
  return new RegExp(
    `(?:/[._]?${plain}(?:rc|init|db|\\.conf)|/\\.config/${plain}/(?:\\w*(?:init|rc)|\\w+\\.conf|init\\.\\w+))$`,
  );
}

/** Returns whether the file is in the home, in its settings folder, or in the working directory. */
function isLookedAt(path: string, { scope }: Invocation, { around }: Facts): boolean {
  const folder = parentOf(path);
  return folder === around.home || folder === scope.cwd || path.includes("/.config/");
}

/** Programs that do not take their commands from standard input. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  vim: ["ex", "-s"],
  sqlite: ["sqlite3", ":memory:"],
  pdb: ["python3"],
};

/** Programs whose file contains options that precede those of the call. */
const OPTIONS_IN = /^(?:prove|ack|rspec)$/;

function told(command: Invocation, name: string, path: string, text: string): Reading {
  if (OPTIONS_IN.test(name)) {
    const scope = { ...command.scope, via: [...command.scope.via, path] };
    return { effects: [], inner: [withOptions({ ...command, scope }, text.replace(/^\s*#.*$/gm, ""))] };
  }
  const scope = { ...command.scope, via: [...command.scope.via, path] };
  const lines = name === "tmux" ? text.split("\n") : [];
  const argv = [...(TOLD[name] ?? [command.program]), ...lines].map(word => literalWord(word, command.span));
  const span = command.span && { span: command.span };
  const fed: Inner = { kind: "argv", argv, scope, stdin: { kind: "text", text }, ...span };
  const { effects, inner = [] } = lookedOver({ ...command, scope }, text);
  return { effects, inner: [...inner, fed] };
}
