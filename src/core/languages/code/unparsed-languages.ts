/**
 * Searches programs in languages without a parser (Go, Rust, C, Java, Julia, Lisp, Erlang and others) for commands that
 * they hand to a shell, and for paths that they delete by library calls.
 */

import { secretFile } from "../../files/secret-files.ts";
import { isThisMachine } from "../../places/hosts.ts";
import { anyOf, inOrder, wholly, words } from "../../text/expressions.ts";
import { looksDestructive } from "../shell/suspicion.ts";
import { quotedCommands } from "./quoted-commands.ts";
import { spelledOut } from "./spelled.ts";
import { withoutTexts } from "./strip-strings.ts";

export interface Foreign {
  /** Shell texts that it runs. */
  readonly commands: readonly string[];
  readonly removed: readonly { readonly path: string; readonly recursive: boolean }[];
  /** Files whose content it replaces. */
  readonly written: readonly string[];
  /** What it sends to another machine: secrets by name, files from outside of the workspace by path. */
  readonly sent: readonly { readonly what: string; readonly isSecret: boolean; readonly host: string }[];
  /** It destroys something that none of its texts names. */
  readonly unclear: boolean;
}

/** Library calls that remove a folder with everything in it. */
const TREES =
  "dir_delete|RemoveAll|remove_dir_all|remove_all|deleteRecursively|deleteTree|removeTree|rm_rf!?|rmtree|rmdir_all|removeDirectoryRecursive|removePathForcibly|removeDir|del_dir_r|delete-tree|delete-directory(?:/files)?|delete_directory_and_contents|delete-directory-tree|recursive-delete|deleteDir|deleteDirectory|removeItem(?:At(?:Path|URL))?|Directory\\.Delete|rmdirRecurse|confirm_recursive_rmdir|forceDelete|remove\\.all|rm-rf|REMOVE_RECURSE|delete\\s+dir\\s*=|REMOVE_DIRECTORY|deleteSync|rmdir|delete";
/** Library calls that remove a file. */
const FILES =
  "os\\.Remove|os\\.Truncate|Sys\\.remove|file_delete|fs::remove_file|remove_file|removeFile|Files\\.delete(?:IfExists)?|File\\.(?:delete|rm|Delete|unlink)!?|file:delete|file\\.remove|unlink|remove|fs/delete(?:-if-exists)?|(?:unlink|rm)Sync|delete-file|deleteFile|rm|WriteAllText";
const CALL = new RegExp(
  `(?:(?<![\\w$-])|(?<=\\.))(?:(${TREES})|(${FILES}))(?!\\w)\\s{0,4}[!(:\\s,]{0,6}(?:(?:[\\w.:#]{1,40})\\s{0,2}[(]?\\s{0,2}){0,2}["']([^"'\\n]{1,300})["']`,
  "g",
);
/** The path precedes the call: `new File("x").deleteDir()`, `Directory("x").deleteSync(…)`. */
const BEHIND = inOrder(
  [
    /\b/,
    words`File Path Paths\.get Directory Dir file path fs\.file URL`,
    /\s{0,2}\(\s{0,2}["']([^"'\n]{1,300})["']\s{0,2}\)\s{0,2}\??\.\s{0,2}(delete\w*|remove\w*|rmtree|unlink)\b/,
  ],
  "g",
);
/** `rm("x", recursive=true)` */
const RECURSIVE = /^[^)\n]*\b(?:recurs|true|TRUE|force)/;
/** CMake's `file(REMOVE_RECURSE x)`. */
const CMAKE = /\bREMOVE_RECURSE\s{1,4}([^\s"')]{1,300})/g;
const ABSOLUTE = /^(?:[/~]|[A-Za-z]:[\\/]|\.\.?(?:\/|$)|\*)/;
const TEMPORARY = inOrder([
  /\b/,
  words`
    mkd?temp MkdirTemp TempDir tempdir temp_dir temporaryDirectory temp_directory_path tmpdir tempfile createTemp\w*
    NamedTemporaryFile Temp\b GetTemp\w* CreateTemp tmp_dir mktmp\w* tempname tmpnam
  `,
]);
const RUNS_TEXT = /\b(?:load|loadstring|eval|eval_string|Meta\.parse|parse|code:eval|read-from-string|runString)\b/i;
const MAX_LOOKED_AT = 32 * 1024;
const MAX_REMOVED = 16;

/** Julia's package manager. */
const OF_PACKAGES = /\bPkg\.rm\b/g;

/** Searches `source`; `known` says whether a program is known by name. */
export function readForeign(source: string, known: (program: string) => boolean): Foreign {
  const text = spelledOut(source.slice(0, MAX_LOOKED_AT))
    .replace(OF_PACKAGES, "Pkg.")
    .replaceAll("$ENV{HOME}", "~")
    // R's `do.call("unlink", list("x"))` is `unlink("x")`.
    .replace(/\bdo\.call\(\s{0,4}["']?([\w.]{1,40})["']?\s{0,4},\s{0,4}(?:list|c)\(/g, "$1(");
  const code = withoutTexts(text);
  const commands = quotedCommands(text, known);
  const named = looksDestructive(code) || DELETES.test(code) ? removedIn(text) : [];
  const removed = named.filter(({ path }) => ABSOLUTE.test(path) || !makes(text, path));
  // Code in a text is inside a string.
  const looked = RUNS_TEXT.test(code) ? text : code;
  const unclear = named.length + commands.length === 0 && looksDestructive(looked) && !TEMPORARY.test(code);
  return { commands, removed, written: writtenIn(text), sent: sentIn(text, code), unclear };
}

const SENDS = /\b(?:POST|PUT|post\w*|put|upload\w*|send\w*|Post\w*|NewRequest|Upload\w*|request!?)\b/;
/** Calls that write to a socket. */
const WRITES = /\b(?:[wW]rite\w{0,12}|puts|print\w{0,4}|[cC]opy)\b/;
const READS = /\b(?:open\w*|read\w*|Read\w*|slurp|File|IOStream|getContents)\b/;
const ADDRESS = anyOf([
  /\bhttps?:\/\/([\w.-]{1,253})/,
  inOrder([
    /\b/,
    words`connect [dD]ial tcp TCPSocket TcpStream::connect`,
    /\b[^"'\n]{0,40}(?:["'](?:tcp|udp|tls)\d?["']\s{0,2},\s{0,2})?["']((?:[\w-]{1,63}\.){1,8}\w{1,24})["':]/,
  ]),
]);
const QUOTED = /["']([^"'\n]{2,200})["']/g;
/** Temporary files, and files that are the same on every machine. */
const ON_EVERY_MACHINE = /^\/(?:tmp|var\/tmp|dev|proc|usr|bin|opt)\//;

/** Files from elsewhere that the program names, when it also names an address and sends something. */
function sentIn(text: string, code: string): Foreign["sent"] {
  const [, asked, connected] = ADDRESS.exec(text) ?? [];
  const host = asked ?? connected;
  const sends = SENDS.test(code) || (connected !== undefined && WRITES.test(code));
  if (host === undefined || isThisMachine(host) || !sends) return [];
  const named = [...new Set([...text.matchAll(QUOTED)].map(([, path = ""]) => path.replace(/^~\//, "/home/user/")))];
  const secrets = named.flatMap(path => secretFile(path, undefined) ?? []);
  if (secrets.length > 0)
    return [...new Set(secrets)].slice(0, MAX_REMOVED).map(what => ({ what, isSecret: true, host }));
  if (!READS.test(code)) return [];
  const abroad = named.filter(path => /^\/[\w.-]+(?:\/[\w. -]+)+$/.test(path) && !ON_EVERY_MACHINE.test(path));
  return abroad.slice(0, MAX_REMOVED).map(what => ({ what, isSecret: false, host }));
}

const DELETES = new RegExp(`(?:${TREES}|${FILES})`);

function removedIn(text: string): Foreign["removed"] {
  const named = [...text.matchAll(CALL)].map(({ 0: call, 1: tree, 2: file, 3: path = "", index }) => ({
    path,
    recursive: tree !== undefined || RECURSIVE.test(text.slice(index + call.length, index + call.length + 60)),
    sure: SURE.test(tree ?? file ?? "") || OWN_WORD.some(([told, word]) => word === (tree ?? file) && told.test(text)),
  }));
  const bare = [...text.matchAll(CMAKE)].map(([, path = ""]) => ({
    path: path.replace(CMAKE_FOLDER, "./"),
    recursive: true,
    sure: true,
  }));
  const before = [...text.matchAll(BEHIND)].map(([, path = "", verb = ""]) => ({
    path,
    recursive: /dir|recurs|all|tree|Sync/i.test(verb),
    sure: true,
  }));
  const listed = listedIn(text).map(path => ({ path, recursive: true, sure: true }));
  return [...named, ...before, ...bare, ...listed]
    .filter(({ path, sure }) => ABSOLUTE.test(path) || (sure && RELATIVE.test(path)))
    .slice(0, MAX_REMOVED)
    .map(({ path, recursive }) => ({ path, recursive }));
}

/** Calls that certainly delete files, unlike `map.remove("x")`. */
const SURE = wholly(words`
  os\.Remove(?:All)? RemoveAll os\.Truncate (?:fs::)?remove_file remove_dir_all remove_all deleteRecursively deleteDir
  deleteDirectory Files\.delete(?:IfExists)? File\.(?:delete|rm|Delete|unlink)!? rm_rf!? rmtree
  removeDirectoryRecursive removePathForcibly removeFile removeDir del_dir_r file:delete file\.remove file_delete
  dir_delete delete-(?:tree|file|directory\S*) removeItem\w* Directory\.Delete rmdirRecurse forceDelete remove\.all
  unlink rmdir fs/delete\S* deleteTree removeTree deleteFile Sys\.remove (?:unlink|rm)Sync delete\s+dir\s*=
  WriteAllText
`);
/** Evidence that an ambiguous word means files: C's `remove`, Julia's `rm`, Gradle's `delete`. */
const OWN_WORD: readonly (readonly [RegExp, string])[] = [
  [/#include\s{0,4}<c?stdio/, "remove"],
  [/\brecursive\s{0,2}=\s{0,2}true\b|\brm\.\(/, "rm"],
  [/\bAntBuilder\b/, "delete"],
  [/(?:^|[;\n])\s{0,8}delete\s{0,2}\(\s{0,2}["'][^"'\n]{1,200}\.\w{1,8}["']\s{0,2}\)/, "delete"],
  [/\btype\s{0,4}:\s{0,4}Delete\b|<Delete>|\bDelete::class/, "delete"],
];
/** A text that looks like a path: no sentence, no blanks. */
const RELATIVE = /^[\w.@-][\w.@/*-]{0,199}$/;
const CMAKE_FOLDER = /^\$\{(?:CMAKE_(?:CURRENT_)?SOURCE_DIR|PROJECT_SOURCE_DIR)\}\//;
/** Calls that create the file or folder. */
const MAKES = inOrder(
  [
    words`
      \bmk_?dirs? \bmkpath create_?dir createDirectory Mkdir ensureDir os\.Create File::create createFile write_?file
      fopen writeString spit
    `,
    /\w*\W{0,12}$/,
  ],
  "i",
);

/** Whether the program creates the file or folder itself, so that removing it loses nothing. */
function makes(text: string, path: string): boolean {
  for (let at = text.indexOf(path), i = 0; at >= 0 && i < MAX_REMOVED; at = text.indexOf(path, at + 1), i++)
    if (MAKES.test(text.slice(Math.max(0, at - 40), at))) return true;
  return false;
}

/** Calls that write a file: `io.open("x", "w")`, `os.Create("x")`, `(spit "x" …)`, `File("x").text = …`. */
const WRITTEN = [
  /\b(?:io\.|f)?open\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["']\s{0,2},\s{0,2}["']w/g,
  inOrder(
    [
      /\b/,
      words`
        os\.Create os\.WriteFile ioutil\.WriteFile File::create fs::write Files\.writeString File\.write!? spit
        writeFile WriteAllText
      `,
      /\s{0,2}[( ]\s{0,2}(?:Path(?:s\.get|\.of)\()?["']([^"'\n]{1,200})["']/,
    ],
    "g",
  ),
  /(?<![\w.$-])write\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["']\s{0,2},/g,
  /\bwriteLines\s{0,2}\([^()\n]{0,120},\s{0,2}["']([^"'\n]{1,200})["']/g,
  /\bFile\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["']\s{0,2}\)\.(?:text|bytes)\s{0,2}=(?!=)/g,
  /\bfile\s{0,2}\(\s{0,4}WRITE\s{1,4}"([^"\n]{1,200})"/g,
  /\[\s{0,2}open\s{1,4}["{]?([^"{}\s]{1,200})["}]?\s{1,4}["{]?w/g,
  /\bfile\s{1,4}(?:copy|rename)\s{1,4}-force\s{1,4}(?:--\s{1,4})?["{]?[^"{}\s]{1,200}["}]?\s{1,4}["{]?([^"{}\s;]{1,200})/g,
  /\bwrite-region\s[^()\n]{0,80}["']([^"'\n]{1,200})["']/g,
  /\bwrite\s{0,2}\(\s{0,2}toFile:\s{0,2}["']([^"'\n]{1,200})["']/g,
  /\bnew\s{1,4}(?:FileWriter|FileOutputStream|PrintWriter|StreamWriter)\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["']\s{0,2}\)/g,
  inOrder(
    [
      /\b(?:os\.OpenFile|File\.Open|FileStream)\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["']\s{0,2},[^()\n]{0,80}/,
      words`O_TRUNC FileMode\.(?:Create|Truncate)\b`,
    ],
    "g",
  ),
  /\.truncate\(true\)[^;\n]{0,60}\.open\(\s{0,2}["']([^"'\n]{1,200})["']/g,
  inOrder(
    [
      /\b/,
      words`
        File\.Create File\.WriteAll(?:Bytes|Lines) open_out Files\.newBufferedWriter Files\.write os\.write\.over
      `,
      /\s{0,2}[( ]\s{0,2}(?:Paths?(?:\.(?:get|of))?\()?["']([^"'\n]{1,200})["']/,
    ],
    "g",
  ),
  inOrder(
    [
      /\b/,
      words`cat sink write\.\w{3,8} saveRDS save dput`,
      /\s{0,2}\([^()\n]{0,120}(?:file\s{0,2}=\s{0,2})["']([^"'\n]{1,200})["']/,
      /(?![^()\n]{0,60}append\s{0,2}=\s{0,2}T)/,
    ],
    "g",
  ),
  /\b(?:saveRDS|write\.(?:csv2?|table))\s{0,2}\((?:[^()"'\n]|\(\)){0,80},\s{0,2}["']([^"'\n]{1,200})["']/g,
  // Moved or copied onto: the second of two names.
  inOrder(
    [
      /\b/,
      words`os\.[Rr]ename fs::(?:rename|copy) [Ff]ile[.:](?:rename|cp|copy|Move|Copy)!? Files\.(?:move|copy)`,
      /\s{0,2}\(\s{0,2}(?:Paths?\.(?:get|of)\()?["'][^"'\n]{1,200}["']\)?\s{0,2},\s{0,2}/,
      /(?:Paths?\.(?:get|of)\()?["']([^"'\n]{1,200})["'](?![^()\n]{0,60}overwrite\s{0,2}=\s{0,2}F)/,
    ],
    "g",
  ),
  inOrder(
    [
      /(?<![\w.$-])/,
      words`mv cp`,
      /\s{0,2}\(\s{0,2}["'][^"'\n]{1,200}["']\s{0,2},\s{0,2}["']([^"'\n]{1,200})["']\s{0,2}[,;]\s{0,2}force/,
      /\s{0,2}=\s{0,2}true/,
    ],
    "g",
  ),
];

function writtenIn(text: string): string[] {
  const found = WRITTEN.flatMap(pattern => [...text.matchAll(pattern)].map(([, path = ""]) => path));
  return found.filter(path => RELATIVE.test(path) || ABSOLUTE.test(path)).slice(0, MAX_REMOVED);
}

/** A call that removes the file that a variable names. */
const OF_VARIABLE = anyOf([
  inOrder([
    /\b/,
    words`
      os\.[Rr]emove(?:All)? remove_file remove_dir_all Files\.delete(?:IfExists)? File\.(?:delete|rm|Delete)!?
      file\.remove unlink Sys\.remove rm removeFile
    `,
    /\s{0,2}[( ]\s{0,2}(?:["'][^"'\n]{0,80}["']\s{0,2}(?:\.\.|\+|&)\s{0,2})?&?[a-z_]\w*/,
  ]),
  ...words`\bit\.delete\w*\s{0,2}\( (?:\*|\b_)\.delete\w*\s{0,2}\( \bFiles?::delete\w* \.toFile\(\)\.delete\w*\(`,
  /\b(?:foreach|map|broadcast)\s{0,2}\(\s{0,2}rm\s{0,2},/,
]);
/** Listings of a folder, from which such a variable gets its names. */
const LISTED = [
  inOrder(
    [
      /\b/,
      words`
        Glob glob ReadDir read_dir readdir list_?dir listFiles list\.files Walk(?:Dir)? walk newDirectoryStream
        Files\.list getDirectoryContents listDirectory lfs\.dir ls!?
      `,
      /\s{0,2}[( ]\s{0,2}(?:Path(?:s\.get|\.of)\()?["']([^"'\n]{1,200})["']/,
    ],
    "g",
  ),
  /\bFile\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["']\s{0,2}\)\.(?:eachFile\w*|listFiles|walk\w*|traverse)/g,
  /(?:^|[;\s])\[\s{0,2}["']([^"'\n]{1,200})["']\s{0,2}\]\s{0,2}\.\s{0,2}(?:collect|each|map)\b/g,
  inOrder(
    [
      /\b/,
      words`List Seq listOf arrayOf setOf Array Stream\.of List\.of Arrays\.asList`,
      /\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["']\s{0,2}\)\s{0,2}\.\s{0,2}(?:map|forEach|foreach|stream)\b/,
    ],
    "g",
  ),
  /\bpopen\s{0,2}\(\s{0,2}["']ls\s+(?!\s)(?:-\w+\s+(?!\s))?([^"'\n]{1,200})["']/g,
];

/** The folder whose files are removed: `for f in readdir("data") rm(f) end`. */
function listedIn(text: string): string[] {
  if (!OF_VARIABLE.test(text)) return [];
  const found = LISTED.flatMap(pattern => [...text.matchAll(pattern)].map(([, path = ""]) => path));
  return found.filter(path => RELATIVE.test(path) || ABSOLUTE.test(path)).slice(0, MAX_REMOVED);
}
