/**
 * Programs in languages that nobody here parses (Go, Rust, C, Java, Julia, Lisp, Erlang and the rest): the commands
 * that they hand to a shell, and the paths that they delete by a call of their own library.
 */
import { isLocalHost } from "../../environment/hosts.ts";
import { secretFile } from "../secrets/files.ts";
import { withoutTexts } from "./plain.ts";
import { quotedCommands } from "./quoted-commands.ts";
import { looksDestructive } from "./suspicion.ts";

export interface Foreign {
  /** Shell texts. */
  readonly commands: readonly string[];
  readonly removed: readonly { readonly path: string; readonly recursive: boolean }[];
  /** Files that hold a secret, and the machine that their content goes to. */
  readonly sent: readonly { readonly what: string; readonly host: string }[];
  /** It destroys something that is not told by a text in it. */
  readonly unclear: boolean;
}

/** Library calls that remove a folder with everything in it. */
const TREES =
  "RemoveAll|remove_dir_all|remove_all|deleteRecursively|deleteTree|removeTree|rm_rf!?|rmtree|rmdir_all|removeDirectoryRecursive|removePathForcibly|removeDir|del_dir_r|delete-tree|delete-directory(?:/files)?|delete_directory_and_contents|delete-directory-tree|recursive-delete|deleteDir|deleteDirectory|removeItem(?:At(?:Path|URL))?|Directory\\.Delete|rmdirRecurse|confirm_recursive_rmdir|forceDelete|remove\\.all|rm-rf|REMOVE_RECURSE|delete\\s+dir\\s*=|REMOVE_DIRECTORY|deleteSync|rmdir|delete";
/** Library calls that remove a file. */
const FILES =
  "os\\.Remove|os\\.Truncate|fs::remove_file|remove_file|removeFile|Files\\.delete(?:IfExists)?|File\\.(?:delete|rm|Delete|unlink)!?|file:delete|file\\.remove|unlink|remove|delete-file|deleteFile|rm|WriteAllText";
const CALL = new RegExp(
  `(?:(?<![\\w$-])|(?<=\\.))(?:(${TREES})|(${FILES}))(?!\\w)\\s{0,4}[!(:\\s,]{0,6}(?:(?:[\\w.:#]{1,40})\\s{0,2}[(]?\\s{0,2}){0,2}["']([^"'\\n]{1,300})["']`,
  "g",
);
/** `new File("x").deleteDir()`, `Directory("x").deleteSync(…)`: the path stands before the call. */
const BEHIND =
  /\b(?:File|Path|Paths\.get|Directory|Dir|file|path|fs\.file|URL)\s{0,2}\(\s{0,2}["']([^"'\n]{1,300})["']\s{0,2}\)\s{0,2}\??\.\s{0,2}(delete\w*|remove\w*|rmtree|unlink)\b/g;
/** `rm("x", recursive=true)` */
const RECURSIVE = /^[^)\n]*\b(?:recurs|true|TRUE|force)/;
/** CMake's `file(REMOVE_RECURSE x)`. */
const CMAKE = /\bREMOVE_RECURSE\s{1,4}([^\s"')]{1,300})/g;
const ABSOLUTE = /^(?:[/~]|[A-Za-z]:[\\/]|\.\.?(?:\/|$)|\*)/;
const TEMPORARY = /\b(?:mkd?temp|MkdirTemp|TempDir|tempdir|tempfile|createTemp\w*|NamedTemporaryFile|Temp\b)/;
const RUNS_TEXT = /\b(?:load|loadstring|eval|eval_string|Meta\.parse|parse|code:eval|read-from-string|runString)\b/i;
const MAX_LOOKED_AT = 32 * 1024;
const MAX_REMOVED = 16;

/** `known` says whether a word is the name of a program worth reading. */
export function readForeign(source: string, known: (program: string) => boolean): Foreign {
  const text = source.slice(0, MAX_LOOKED_AT);
  const code = withoutTexts(text);
  const commands = quotedCommands(text, known);
  const removed = looksDestructive(code) || DELETES.test(code) ? removedIn(text) : [];
  // A text that is run as a program says what it does in its strings.
  const looked = RUNS_TEXT.test(code) ? text : code;
  const unclear = removed.length + commands.length === 0 && looksDestructive(looked) && !TEMPORARY.test(code);
  return { commands, removed, sent: secretsSentIn(text, code), unclear };
}

const SENDS = /\b(?:POST|PUT|post\w*|put|upload\w*|send\w*|Post\w*|NewRequest|Upload\w*|request!?)\b/;
const ADDRESS = /\bhttps?:\/\/([\w.-]{1,253})/;
const QUOTED = /["']([^"'\n]{2,200})["']/g;

/** A program that names a credential's file and an address, and sends something. */
function secretsSentIn(text: string, code: string): Foreign["sent"] {
  const host = ADDRESS.exec(text)?.[1];
  if (host === undefined || isLocalHost(host) || !SENDS.test(code)) return [];
  const named = [...text.matchAll(QUOTED)].map(([, path = ""]) => path.replace(/^~\//, "/home/user/"));
  const secrets = named.flatMap(path => secretFile(path, undefined) ?? []);
  return [...new Set(secrets)].slice(0, MAX_REMOVED).map(what => ({ what, host }));
}

const DELETES = new RegExp(`(?:${TREES}|${FILES})`);

function removedIn(text: string): Foreign["removed"] {
  const named = [...text.matchAll(CALL)].map(({ 0: call, 1: tree, 3: path = "", index }) => ({
    path,
    recursive: tree !== undefined || RECURSIVE.test(text.slice(index + call.length, index + call.length + 60)),
  }));
  const bare = [...text.matchAll(CMAKE)].map(([, path = ""]) => ({ path, recursive: true }));
  const before = [...text.matchAll(BEHIND)].map(([, path = "", verb = ""]) => ({
    path,
    recursive: /dir|recurs|all|tree|Sync/i.test(verb),
  }));
  return [...named, ...before, ...bare].filter(({ path }) => ABSOLUTE.test(path)).slice(0, MAX_REMOVED);
}
