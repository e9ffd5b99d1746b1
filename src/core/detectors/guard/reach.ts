/**
 * Finds files of the guard that a program without detailed rules gets: `nc -U …/service.sock`, `chmod -x …/hook`, `sed
 * -i … policy.json`, or code that names them. Unless the program is known to only read, it counts as changing them.
 */

import type { McpAction } from "../../action/action.ts";
import { EDITOR_PROGRAMS } from "../../agents/code-editors.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { matchesGlob, patternOf } from "../../files/globs.ts";
import { guardFile, guardFileIn, holdsGuard, IN_PIECES } from "../../files/guard-files.ts";
import { guardFileAmong } from "../../files/guarded-sets.ts";
import { possiblePaths } from "../../files/possible.ts";
import { pathOf, shown } from "../../files/targets.ts";
import type { Scope } from "../../places/scope.ts";
import { isAbsolute, isBelow, partsOf, resolvePath } from "../../text/paths.ts";
import { knownPrefix, literalWord, textOf, type Word } from "../../text/words.ts";
import { effectsOnGuardProcess } from "./processes.ts";

/** Programs that only read or show their operands, and those whose arguments are no paths. */
const LOOKS = new Set(
  `cat tac head tail less more bat batcat nl wc grep egrep fgrep zgrep rg ag ack ls exa eza lsd stat file du df tree diff
   cmp comm jq cut paste column fold od hexdump strings base64 md5sum sha1sum sha256sum sha512sum cksum b2sum lsof
   readelf objdump nm size zcat bzcat xzcat
   getfacl realpath readlink basename dirname which type man info test [ [[ cd pushd popd pwd mkdir echo printf : true
   false date export local declare typeset readonly alias unset set shift read return exit let history say notify-send
   get-content get-childitem get-item test-path select-string resolve-path join-path split-path convert-path get-filehash
   get-acl measure-object write-host write-output set-location push-location invoke-item findstr more fc where vol ver title
   ${EDITOR_PROGRAMS.join(" ")} open xdg-open sed awk gawk mawk yq sort`.split(/\s+/),
);
/** Options with which a reading program writes. */
const WRITES = /^(-[A-Za-z]*i|--in-?place|-o|--output)/;
/** Programs for which the same letters mean search and display options. */
const SEARCHES =
  /^(?:[efz]?grep|rg|ag|ack|ls|exa|eza|lsd|wc|head|tail|du|df|diff|cmp|comm|stat|lsof|findstr|file|readelf|objdump|nm|size)$/;

const SCRIPTED = /^(sed|[gm]?awk)$/;

/** Returns the effects on the guard; empty if no word leads to it. `code`: words and input may be program text. */
export function effectsOnGuard(command: Invocation, facts: Facts, code: boolean): readonly Effect[] {
  const onProcess = effectsOnGuardProcess(command, facts);
  if (onProcess.length > 0) return onProcess;
  const looks = isReadOnly(command);
  if (looks && !SCRIPTED.test(command.program)) return NOTHING;
  const { argv, scope, stdin } = command;
  const mounts = mountsOver(command);
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i];
    // Its operands are paths; its script is text, which may name a file to write.
    if (!word || (looks && !/[\s>|]/.test(word.value ?? ""))) continue;
    const path =
      onGuardIn(pathsIn(word, scope.cwd), mounts, facts) ??
      patternOnGuard(word, scope.cwd, facts) ??
      namedIn(word, code || looks, facts);
    if (path !== undefined) return [handedOver(command, shown(word), path)];
    const tree = isTree(command, i) ? treeWithGuard(pathsIn(word, scope.cwd), facts) : undefined;
    if (tree !== undefined) return [effectAmong(command, shown(word), [`${tree}/**`])];
    const among = amongGuarded(word, scope, facts);
    if (among.length > 0) return [effectAmong(command, shown(word), among)];
  }
  const path = code && stdin.kind === "text" ? named(stdin.text, facts) : undefined;
  return path === undefined ? NOTHING : [handedOver(command, "its input", path)];
}

const NOTHING: readonly Effect[] = [];

/** Returns whether the program changes none of the paths it gets. */
export function isReadOnly({ program, argv }: Pick<Invocation, "program" | "argv">): boolean {
  return (
    LOOKS.has(program) && (SEARCHES.test(program) || !argv.some(({ value }, i) => i > 0 && WRITES.test(value ?? "")))
  );
}

/** Returns the patterns of a word's possible values that may match something guarded. */
function amongGuarded(word: Word, scope: Scope, facts: Facts): readonly string[] {
  if (pathOf(word, scope) !== undefined || textOf(word).startsWith("-")) return [];
  return possiblePaths(word, scope, facts).filter(cover => guardFileAmong(cover, facts) !== undefined);
}

/** Returns the first of `paths` that is the guard's, or that hides it. */
function onGuardIn(paths: readonly string[], covers: boolean, facts: Facts): string | undefined {
  for (const path of paths) {
    if (isGuard(path, facts)) return path;
    const covered = covers ? coveredBy(path, facts) : undefined;
    if (covered !== undefined) return covered;
  }
  return undefined;
}

/**
 * Returns effects that the packs of programs do not see: taking a path by a pattern that matches a folder of the guard
 * or its parent, and ending processes that standard input lists.
 */
export function effectsBesidePaths(command: Invocation, facts: Facts): Effect[] {
  const onProcess = effectsOnGuardProcess(command, facts);
  if (onProcess.length > 0 || !TAKES.test(command.program)) return onProcess;
  for (const word of command.argv.slice(1)) {
    const path = word.glob ? patternOnGuard(word, command.scope.cwd, facts) : undefined;
    if (path !== undefined) return [handedOver(command, shown(word), path)];
    // The pack handles patterns, but not a plain name in an unknown folder.
    const among = word.glob ? [] : amongGuarded(word, command.scope, facts);
    if (among.length > 0) return [effectAmong(command, shown(word), among)];
  }
  return [];
}

/** Returns the effects of a path given to an MCP tool; many servers expand `~`. `tree`: with everything below. */
export function effectsOfHanding(
  name: string,
  { cwd, server, tool }: Pick<McpAction, "cwd" | "server" | "tool">,
  facts: Facts,
  tree = false,
): Effect[] {
  const path = resolvePath(
    name.replace(/^~(?=\/|$)/, () => facts.around.home ?? "~"),
    cwd,
  );
  const below = tree ? treeWithGuard([path], facts) : undefined;
  const effect: Effect = { ...handed(name, `the tool ${tool} of ${server}`, path), source: "mcp" };
  return isGuard(path, facts) ? [effect] : below === undefined ? [] : [among(effect, [`${below}/**`])];
}

const TAKES = /^(?:rm|rmdir|unlink|mv|trash|trash-put|gio|shred|srm)$/;

/** Returns the guard's folder that a pattern matches; `~/.local/share/*` matches the one in it. */
function patternOnGuard(word: Word, cwd: string | null, { around }: Facts): string | undefined {
  const pattern = word.glob ? patternOf(word) : null;
  if (pattern === null || (cwd === null && !isAbsolute(pattern))) return undefined;
  const path = resolvePath(pattern, cwd ?? "/");
  if (guardFile(path, around)?.kind === "own") return path;
  const wanted = partsOf(path);
  return around.guard?.find(folder => {
    const parts = partsOf(folder);
    return wanted.every((part, i) => {
      const name = parts[i];
      // A pattern matches hidden names only with a dot. Deeper patterns match inside of the folder.
      if (name === undefined) return true;
      if (part === "**") return true;
      return (!name.startsWith(".") || part.startsWith(".")) && matchesGlob(part, name) !== false;
    });
  });
}

/** Returns whether the command mounts something new over a path. */
function mountsOver({ program, argv }: Invocation): boolean {
  return MOUNTS.test(program) && !argv.some(word => /remount|--make-/.test(word.value ?? ""));
}

const MOUNTS = /^(?:mount(?:\..+)?|bindfs|mergerfs|unionfs(?:-fuse)?|overlayfs|sshfs)$/;

/** Programs that run another one with a file system of their own. */
const SANDBOXES = /^(?:bwrap|proot|firejail|systemd-run)$/;
const CONTAINERS = /^(?:docker|podman|nerdctl)$/;
/** Of these, only calls that create hard links get here. */
const LINKS = /^g?cp$/;

/** Returns whether a word means everything below it: a tree that is linked, hidden, or given to a container. */
function isTree({ program, argv }: Invocation, at: number): boolean {
  const text = (index: number) => textOf(argv[index] ?? NO_WORD);
  // `--bind ~/.config ~/.config` leaves the folder in its place.
  if (SANDBOXES.test(program)) return text(at) !== text(at - 1) && text(at) !== text(at + 1);
  if (CONTAINERS.test(program))
    return MOUNTED.test(text(at).startsWith("-") ? text(at) : text(at - 1)) && !READ_ONLY.test(text(at));
  if (program === "rsync") return argv.some(word => textOf(word).startsWith("--link-dest"));
  return LINKS.test(program);
}

const NO_WORD = literalWord("");
const READ_ONLY = /:ro\b|,(?:ro|readonly)\b/;
const MOUNTED = /^(?:-v|--volume|--mount)(?:=|$)/;

/** Returns a folder below the home with the guard's in it. A sandbox may hide the whole home. */
function treeWithGuard(paths: readonly string[], { around }: Facts): string | undefined {
  const { home, platform } = around;
  return paths.find(path => home !== undefined && isBelow(path, home, platform) && holdsGuard(path, around));
}

/** Returns the guard's folder that a mount over `path` would hide. */
function coveredBy(path: string, { around }: Facts): string | undefined {
  return around.guard?.find(folder => isBelow(folder, path, around.platform));
}

/** Returns the guard's path that a partly known word, or program text, names. */
function namedIn(word: Word, code: boolean, facts: Facts): string | undefined {
  const text = textOf(word);
  const partly = (word.value === null || word.glob) && !/\s/.test(text);
  return code || partly || IN_PIECES.test(text) ? named(text, facts) : undefined;
}

function named(text: string, { around }: Facts): string | undefined {
  const found = guardFileIn(text, around) ?? (IN_PIECES.test(text) ? around.guard?.[0] : undefined);
  return found && resolvePath(found, around.home ?? "/");
}

/** Returns every absolute path in a word: `-v/a:/b`, `of=x`, `UNIX-CONNECT:/a,fork`, `--file=~/x`. */
function pathsIn(word: Word, cwd: string | null): readonly string[] {
  const text = word.value ?? knownPrefix(word);
  const bare = text.startsWith("-") ? text.replace(/^-[^=/]*(?==|\/)=?/, "") : text;
  if (bare.startsWith("-")) return NOWHERE;
  if (!/[=:,@]/.test(bare)) return placeOf(bare, cwd);
  const parts = new Set([bare, ...bare.split(/[=:,@]/)]);
  return [...parts].flatMap(part => placeOf(part, cwd));
}

const NOWHERE: readonly string[] = [];

function placeOf(part: string, cwd: string | null): readonly string[] {
  // Prose with a path is no path: `see ~/.claude/settings.json`.
  if (part === "" || /\s[~/.]/.test(part)) return NOWHERE;
  if (isAbsolute(part)) return [resolvePath(part, "/")];
  return cwd === null ? NOWHERE : [resolvePath(part, cwd)];
}

function isGuard(path: string, { around }: Facts): boolean {
  return guardFile(path, around) !== undefined;
}

/** Returns the effect that whoever gets `name` can change what is at `path`. */
export function handedOver(
  { program, span }: Pick<Invocation, "program" | "span">,
  name: string,
  path: string,
): Effect {
  return { ...handed(name, program, path), ...(span && { span }) };
}

/** Returns the effect that one of several paths is given to it, without knowing which. */
function effectAmong(command: Invocation, name: string, covers: readonly string[]): Effect {
  return among(handedOver(command, name, ""), covers);
}

function among({ path: _, at: __, ...rest }: Effect, covers: readonly string[]): Effect {
  return { ...rest, reach: "several", covers };
}

function handed(name: string, to: string, path: string): Effect {
  return {
    verb: "write",
    resource: "guard",
    target: name,
    reach: "one",
    recovery: "free",
    certainty: "likely",
    source: "guard",
    says: `hands ${name} to ${to}, which may change it`,
    path,
    at: [{ kind: "path", path }],
  };
}
