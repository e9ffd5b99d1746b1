/**
 * The guard's files in the hands of a program that nobody knows well: `nc -U …/service.sock`, `chmod -x …/hook`,
 * `sed -i … policy.json`, code that names them. What is not known to only look at them counts as changing them.
 */

import type { Facts } from "../../facts.ts";
import { isAbsolute, resolvePath } from "../../paths.ts";
import { guardFile, guardFileIn } from "../../rules/guard-files.ts";
import type { Effect } from "../effect.ts";
import { shown } from "../files/targets.ts";
import type { Invocation } from "../pack.ts";
import { knownPrefix, textOf, type Word } from "../words.ts";

/** Programs that only look at what they are given, or show it to the person; and those whose words are no paths. */
const LOOKS = new Set(
  `cat tac head tail less more bat batcat nl wc grep egrep fgrep zgrep rg ag ack ls exa eza lsd stat file du df tree diff
   cmp comm jq cut paste column fold od hexdump strings base64 md5sum sha1sum sha256sum sha512sum cksum b2sum lsof
   getfacl realpath readlink basename dirname which type man info test [ [[ cd pushd popd pwd mkdir echo printf : true
   false date export local declare typeset readonly alias unset set shift read return exit let history say notify-send
   get-content get-childitem get-item test-path select-string resolve-path join-path split-path convert-path get-filehash
   get-acl measure-object write-host write-output set-location push-location invoke-item findstr more fc where vol ver title
   code cursor codium open xdg-open sed awk gawk mawk yq sort`.split(/\s+/),
);
/** What makes one that only looks write. */
const WRITES = /^(-[A-Za-z]*i|--in-?place|-o|--output)/;

const SCRIPTED = /^(sed|[gm]?awk)$/;

/** Empty when no word of the command leads to the guard. `code`: words and standard input may be program text. */
export function effectsOnGuard(command: Invocation, facts: Facts, code: boolean): Effect[] {
  const all = command.argv.slice(1);
  const looks = LOOKS.has(command.program) && !all.some(({ value }) => WRITES.test(value ?? ""));
  if (looks && !SCRIPTED.test(command.program)) return [];
  // What it is to read are paths; its script is text that can name a file to write.
  const words = looks ? all.filter(({ value }) => /[\s>|]/.test(value ?? "")) : all;
  const input = code && command.stdin.kind === "text" ? [command.stdin.text] : [];
  for (const word of words) {
    const path =
      pathsIn(word, command.scope.cwd).find(candidate => isGuard(candidate, facts)) ??
      namedIn(word, code || looks, facts);
    if (path !== undefined) return [effect(command, shown(word), path)];
  }
  for (const text of input) {
    const path = named(text, facts);
    if (path !== undefined) return [effect(command, "its input", path)];
  }
  return [];
}

/** A word that is only known in part, or that is program text, leads where it says. */
function namedIn(word: Word, code: boolean, facts: Facts): string | undefined {
  const text = textOf(word);
  const partly = (word.value === null || word.glob) && !/\s/.test(text);
  return code || partly ? named(text, facts) : undefined;
}

function named(text: string, { around }: Facts): string | undefined {
  const found = guardFileIn(text, around.guard);
  return found && resolvePath(found, around.home ?? "/");
}

/** Every absolute path that a word may stand for: `-v/a:/b`, `of=x`, `UNIX-CONNECT:/a,fork`, `--file=~/x`. */
function pathsIn(word: Word, cwd: string | null): string[] {
  const text = word.value ?? knownPrefix(word);
  const bare = text.replace(/^-+[^=/]*(?==|\/)=?/, "");
  if (bare.startsWith("-")) return [];
  const parts = new Set([bare, ...bare.split(/[=:,@]/)]);
  return [...parts].flatMap(part => {
    if (part === "") return [];
    if (isAbsolute(part)) return [resolvePath(part, "/")];
    return cwd === null ? [] : [resolvePath(part, cwd)];
  });
}

function isGuard(path: string, { around }: Facts): boolean {
  return guardFile(path, around) !== undefined;
}

function effect({ program, span }: Invocation, name: string, path: string): Effect {
  return {
    verb: "write",
    resource: "guard",
    target: name,
    reach: "one",
    recovery: "free",
    certainty: "likely",
    source: "guard",
    says: `hands ${name} to ${program}, which may change it`,
    path,
    at: [{ kind: "path", path }],
    ...(span && { span }),
  };
}
