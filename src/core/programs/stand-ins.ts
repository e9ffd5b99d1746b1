/**
 * Finds a program under another name: a service's own script (`/etc/init.d/ssh stop`), a copy or link that the same
 * text has made (`cp /bin/rm x; ./x -rf ~`), or a file in a folder that it put first (`PATH=bin:$PATH ls`).
 */

import type { Inner, Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { pathOf } from "../files/targets.ts";
import type { Earlier } from "../places/scope.ts";
import { baseName, parentOf, resolvePath } from "../text/paths.ts";
import { literalWord, type Word } from "../text/words.ts";
import { programBehind } from "./other-names.ts";
import { guessedCommand, isCommandName } from "./wrapped.ts";

/** Returns what may run instead of `command`; undefined if this text has put nothing in its place. */
export function standIn(command: Invocation, facts: Facts): Inner | undefined {
  const script = SERVICE_SCRIPT.exec(command.argv[0]?.value ?? "")?.[1];
  if (script !== undefined && command.argv.length === 2)
    return {
      kind: "argv",
      argv: [literalWord("service"), literalWord(script), ...command.argv.slice(1)],
      scope: command.scope,
    };
  const [name, ...rest] = command.argv;
  if (!name?.value || command.scope.via.length > 8) return undefined;
  const behind = programBehind(command, facts);
  if (behind !== undefined) return guessedCommand(command, [literalWord(behind), ...rest]);
  const { earlier } = command.scope;
  if (!earlier || !holdsPrograms(earlier)) return undefined;
  if (name.value.includes("/")) {
    const path = pathOf(name, command.scope);
    const original = path === undefined ? undefined : originalAt(path, command);
    return original === undefined ? undefined : guessedCommand(command, [literalWord(original), ...rest]);
  }
  const [sub] = rest;
  const [wanted, words] =
    command.program === "git" && sub?.value && /^--exec-path=/.test(sub.value)
      ? [`git-${rest[1]?.value ?? ""}`, rest.slice(2)]
      : command.program === "git" && sub?.value
        ? [`git-${sub.value}`, rest.slice(1)]
        : [command.program, rest];
  const found =
    searchedFirst(wanted, command) ?? (wanted === command.program ? undefined : searchedFirst("git", command));
  if (found === undefined) return undefined;
  const original = originalAt(found, command);
  return guessedCommand(command, [literalWord(original ?? found), ...words]);
}

/** The script that starts and stops a service, where `service NAME stop` looks for it. */
const SERVICE_SCRIPT = /^(?:\/usr\/local)?\/etc\/(?:rc\.d\/)?(?:init|rc)\.d\/([\w@.-]+)$/;

/** Returns whether any file was created, copied, linked or moved, so that it may replace a program. */
function holdsPrograms({ written, copied, linked, moved, derived }: Earlier): boolean {
  return written.size + copied.size + linked.size + moved.size + derived.size > 0;
}

/** Returns the name of the program from which the file at `path` was copied, linked or moved. */
function originalAt(path: string, { scope }: Invocation): string | undefined {
  const { copied, linked, moved, derived } = scope.earlier ?? {};
  const [given, ...more] = derived?.get(path) ?? [];
  const one = more.length === 0 && given !== undefined && !/\s/.test(given) ? given : undefined;
  const from = copied?.get(path) ?? linked?.get(path) ?? moved?.get(path) ?? one;
  const original = from === undefined ? undefined : baseName(from);
  return original !== undefined && original !== baseName(path) && isCommandName(original) ? original : undefined;
}

/** Returns the file of this name that the text created in a folder of its own `PATH`. */
function searchedFirst(program: string, { scope, argv }: Invocation): string | undefined {
  const { earlier, cwd } = scope;
  if (!earlier) return undefined;
  const ending = `/${program}`;
  const made: string[] = [];
  for (const files of [earlier.written, earlier.copied, earlier.linked])
    if (mayHold(files, program)) for (const file of files.keys()) if (file.endsWith(ending)) made.push(file);
  if (made.length === 0) return undefined;
  const path = scope.variables.get("PATH");
  const own = argv.slice(1).flatMap(word => execPath(word));
  return made.find(file => {
    const folder = parentOf(file);
    if (own.some(one => resolvePath(one, cwd ?? "/") === folder)) return true;
    if (path === null) return true;
    return (path ?? "").split(":").some(one => one !== "" && resolvePath(one, cwd ?? "/") === folder);
  });
}

/** Returns whether a file may have this name. The names are collected once and checked for every later command. */
function mayHold(files: ReadonlyMap<string, unknown>, name: string): boolean {
  if (files.size === 0) return false;
  const known = namesIn.get(files) ?? new Set([...files.keys()].map(file => file.slice(file.lastIndexOf("/") + 1)));
  namesIn.set(files, known);
  return known.has(name) || name.includes("/");
}

const namesIn = new WeakMap<ReadonlyMap<string, unknown>, ReadonlySet<string>>();

function execPath(word: Word): string[] {
  const path = /^--exec-path=(.+)$/.exec(word.value ?? "")?.[1];
  return path === undefined ? [] : [path];
}
