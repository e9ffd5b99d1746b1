/** Reads a script that is started by its path: `./deploy.sh` is read like `sh ./deploy.sh`. */

import type { Effect } from "../effects/effect.ts";
import type { Inner, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { pathOf } from "../files/targets.ts";
import { destructionInProduction } from "../kit/unknown-words.ts";
import { isBroughtAlong } from "../languages/shell/brought-along.ts";
import { scriptAt, unseenCode } from "../languages/shell/scripts.ts";
import { baseName } from "../text/paths.ts";
import { literalWord, programName, type Word } from "../text/words.ts";
import { effectsOfTaskName } from "./task-names.ts";

/** Interpreters by a script's extension, if it has no shebang line. */
const BY_ENDING: ReadonlyMap<string, string> = new Map([
  ["sh", "sh"],
  ["bash", "bash"],
  ["zsh", "zsh"],
  ["ksh", "ksh"],
  ["py", "python3"],
  ["js", "node"],
  ["mjs", "node"],
  ["cjs", "node"],
  ["rb", "ruby"],
  ["pl", "perl"],
  ["php", "php"],
  ["ts", "tsx"],
  ["mts", "tsx"],
  ["cts", "tsx"],
  ["tsx", "tsx"],
]);

/**
 * Reads the script as its interpreter's argument. Undefined if the program is neither a path nor named like a script
 * (`uv run tool.py`), or if it is no script.
 */
export function startedScript(command: Invocation, facts: Facts): Reading | undefined {
  const [file] = command.argv;
  const ending = /\.(\w+)$/.exec(file?.value ?? "")?.[1] ?? "";
  if (!file || !(file.value?.includes("/") || BY_ENDING.has(ending))) return undefined;
  const path = pathOf(file, command.scope);
  if (path === undefined || isBroughtAlong(path, command.scope, facts)) return undefined;
  const script = scriptAt(file, command.scope, facts);
  // A large file without a script's name is a compiled program.
  if (script.kind === "unseen" && (!script.large || BY_ENDING.has(ending)))
    return { effects: [unseenCode(file.text, "likely", command.span)] };
  // A name without a path is probably an installed tool.
  if (script.kind !== "text")
    return BY_ENDING.has(ending) && file.value?.includes("/")
      ? { effects: saidOfUnread(command, [baseName(path)], file) }
      : undefined;
  const runner = runnerOf(script.text) ?? runnerByName(ending, script.text, command, path);
  // The interpreter of the shebang line may start the script again.
  const via = `the script ${path}`;
  if (!runner || command.scope.via.includes(via)) return undefined;
  return { effects: [], inner: [startedBy(command, [...runner.map(word => literalWord(word)), ...command.argv], via)] };
}

/** Infers from its name, or from its arguments that name production. */
function saidOfUnread(command: Invocation, names: readonly string[], file: Word): readonly Effect[] {
  const named = effectsOfTaskName(command, names, file.text);
  return named.length > 0 ? named : destructionInProduction(command, command.argv.slice(1));
}

/** Returns the interpreter by extension; without a known one a shell, unless the text is binary. */
function runnerByName(ending: string, text: string, { scope }: Invocation, path: string): string[] | undefined {
  const known = BY_ENDING.get(ending);
  if (known !== undefined) return [known];
  const ours = scope.earlier?.written.has(path) ?? false;
  return (ours || ending === "") && !text.includes("\uFFFD") && !/^(?:bat|cmd|ps1|exe)$/i.test(ending)
    ? ["sh"]
    : undefined;
}

/**
 * Reads a script with the name of a known program: `./git`. A project's own launcher of that program, which people have
 * seen, counts as the program.
 */
export function scriptNamedLike(command: Invocation, facts: Facts): Reading | undefined {
  const name = command.argv[0]?.value;
  if (!name?.includes("/") || (STARTERS.test(name) && !isMadeHere(command))) return undefined;
  const script = startedScript(command, facts);
  return script?.inner ? script : undefined;
}

/** Returns whether the same text has created the file. */
function isMadeHere({ argv: [file], scope }: Invocation): boolean {
  const path = file && pathOf(file, scope);
  const { written, copied, moved, linked } = scope.earlier ?? {};
  return path !== undefined && [written, copied, moved, linked].some(files => files?.has(path));
}

/** Launchers that tools generate and that start the program of their name. */
const STARTERS = /(?:^|\/)(?:gradlew|mvnw|manage\.py|artisan|bin\/(?:rails|rake|console|spring|bundle))$/;

function startedBy(command: Invocation, argv: readonly Word[], via: string): Inner {
  const { stdin, span } = command;
  const scope = { ...command.scope, via: [...command.scope.via, via] };
  return { kind: "argv", argv, scope, stdin, ...(span && { span }) };
}

/** Returns `bash`, `-e` for `#!/usr/bin/env bash -e`, as the system passes them; undefined without a shebang line. */
function runnerOf(text: string): string[] | undefined {
  const line = /^#!\s*(.{1,200})/.exec(text)?.[1];
  if (line === undefined) return undefined;
  const words = line
    .trim()
    .split(/\s+/)
    .map(word => word.replace(/^(["'])(.*)\1$/, "$2"));
  // env(1): options come first, then variables, then the program.
  const isEnv = programName(literalWord(words[0] ?? "")) === "env";
  const at = isEnv ? words.findIndex((word, i) => i > 0 && !word.startsWith("-") && !/^\w+=/.test(word)) : 0;
  const runner = at < 0 ? [] : words.slice(at);
  const name = programName(literalWord(runner[0] ?? ""));
  // nix-shell(1): the second line names the interpreter.
  if (name === "nix-shell") return [/^#!.*\s-i\s+(\S+)/m.exec(text.slice(line.length))?.[1] ?? "sh"];
  if (/^(?:pwsh|powershell)(?:\.exe)?$/i.test(name)) return [...runner, "-File"];
  return name === "" ? undefined : ENVIRONMENTS.test(name) && runner[1] === "run" ? ["python3"] : runner;
}

/** `uv run --script`: Python in an environment that is created for it. */
const ENVIRONMENTS = /^(?:uv|poetry|pdm|rye|pixi|hatch|pipenv|pipx)$/;
