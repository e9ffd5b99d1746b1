/** A script that is started by its own path: `./deploy.sh` is read as `sh ./deploy.sh` is. */
import type { Facts } from "../../facts.ts";
import { baseName } from "../../paths.ts";
import { pathOf } from "../files/targets.ts";
import type { Inner, Invocation, Reading } from "../pack.ts";
import { scriptAt, unseenCode } from "../shell/scripts.ts";
import { literalWord, programName, type Word } from "../words.ts";
import { isBroughtAlong } from "./brought-along.ts";
import { effectsOfTaskName } from "./task-names.ts";

/** Interpreters by a script's ending, where its first line does not say. */
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
]);
const INTERPRETER = /^(ba|z|k|da|a|fi)?sh$|^(python|perl|ruby|node|php|deno|bun)[\d.]*$/;

/** Reads the script as its interpreter's argument; undefined when the program is not named by a path, or is no script. */
export function startedScript(command: Invocation, facts: Facts): Reading | undefined {
  const [file] = command.argv;
  if (!file?.value?.includes("/")) return undefined;
  const path = pathOf(file, command.scope);
  if (path === undefined || isBroughtAlong(path, command.scope, facts)) return undefined;
  const script = scriptAt(file, command.scope, facts);
  const ending = /\.(\w+)$/.exec(baseName(path))?.[1] ?? "";
  // What is large and has no script's name is a program that somebody compiled.
  if (script.kind === "unseen" && (!script.large || BY_ENDING.has(ending)))
    return { effects: [unseenCode(file.text, "likely", command.span)] };
  if (script.kind !== "text")
    return BY_ENDING.has(ending) ? { effects: effectsOfTaskName(command, [baseName(path)], file.text) } : undefined;
  // Without a first line that says otherwise a shell runs it; of what lies on the disk nobody knows that it is one.
  const ours = command.scope.earlier?.written.has(path) ?? false;
  const known = BY_ENDING.get(ending);
  const runner = runnerOf(script.text) ?? (known === undefined ? (ours ? ["sh"] : undefined) : [known]);
  if (!runner) return undefined;
  return { effects: [], inner: [startedBy(command, [...runner.map(word => literalWord(word)), ...command.argv])] };
}

/**
 * What a script does that is called like a program of a pack's: `./git`. A project's own starter of that program, which
 * people have seen, is that program.
 */
export function scriptNamedLike(command: Invocation, facts: Facts): Reading | undefined {
  const name = command.argv[0]?.value;
  if (!name?.includes("/") || (STARTERS.test(name) && !isMadeHere(command))) return undefined;
  const script = startedScript(command, facts);
  return script?.inner ? script : undefined;
}

/** The same text has put something there. */
function isMadeHere({ argv: [file], scope }: Invocation): boolean {
  const path = file && pathOf(file, scope);
  const { written, copied, moved, linked } = scope.earlier ?? {};
  return path !== undefined && [written, copied, moved, linked].some(files => files?.has(path));
}

/** Their texts are made by the tools themselves, and start what they are called after. */
const STARTERS = /(?:^|\/)(?:gradlew|mvnw|manage\.py|artisan|bin\/(?:rails|rake|console|spring|bundle))$/;

function startedBy(command: Invocation, argv: readonly Word[]): Inner {
  const { scope, stdin, span } = command;
  return { kind: "argv", argv, scope, stdin, ...(span && { span }) };
}

/** `bash`, `-e` of `#!/usr/bin/env bash -e`; undefined without such a line, or for an interpreter nobody reads. */
function runnerOf(text: string): string[] | undefined {
  const line = /^#!\s*(.{1,200})/.exec(text)?.[1];
  if (line === undefined) return undefined;
  const words = line.trim().split(/\s+/);
  const found = words.findIndex(word => INTERPRETER.test(programName(literalWord(word))));
  return found < 0 ? undefined : words.slice(found);
}
