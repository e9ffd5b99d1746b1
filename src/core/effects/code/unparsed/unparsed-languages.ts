/**
 * Reads programs in languages without a grammar here (Go, Rust, Java, R, Lua, Julia, Lisp, Erlang and the rest) by words:
 * commands that they run, files that they delete or replace, SQL, requests, and what they send away.
 */
import { isThisMachine } from "../../../environment/hosts.ts";
import type { Locator } from "../../effect.ts";
import { secretFile } from "../../secrets/files.ts";
import { databaseLocators, databaseOf } from "../../sql/address.ts";
import { looksLikeSql } from "../../sql/reader.ts";
import { looksDestructive } from "../whole-program-patterns.ts";
import { quotedCommands } from "./quoted-commands.ts";
import { spelledOut } from "./spelled-out.ts";
import { withoutStringsAndComments } from "./strip-strings-and-comments.ts";

export interface UnparsedProgram {
  /** Shell texts. */
  readonly commands: readonly string[];
  readonly removed: readonly { readonly path: string; readonly recursive: boolean }[];
  /** Files whose content it replaces. */
  readonly written: readonly string[];
  /** Secrets in words, and files of other places by their path, that go to another machine. */
  readonly sent: readonly { readonly what: string; readonly isSecret: boolean; readonly host: string }[];
  readonly statements: readonly string[];
  readonly databases: readonly Locator[];
  readonly requests: readonly { readonly method: string; readonly url: string; readonly body?: string }[];
  /** It destroys something that no text in it tells, or runs a text that it decodes. */
  readonly unclear: boolean;
}

const MAX_LOOKED_AT = 32 * 1024;
const MAX_FOUND = 16;

/** Reads `source`; `known` says whether a word is the name of a program worth reading. Never throws. */
export function readUnparsed(source: string, known: (program: string) => boolean): UnparsedProgram {
  const text = spelledOut(source.slice(0, MAX_LOOKED_AT));
  const code = withoutStringsAndComments(text);
  const commands = quotedCommands(text, known);
  const named = removedIn(text);
  const removed = named.filter(({ path }) => ABSOLUTE.test(path) || !makes(text, path));
  const told = named.length + commands.length > 0;
  const destroys = !told && looksDestructive(RUNS_TEXT.test(code) ? text : code) && !TEMPORARY.test(code);
  const texts = SERVES.test(code) ? [] : textsIn(text);
  return {
    commands,
    removed,
    written: writtenIn(text),
    sent: sentIn(text, code),
    statements: DRIVERS.test(text) ? texts.filter(one => looksLikeSql(one)).slice(0, MAX_FOUND) : [],
    databases: texts.flatMap(databaseIn).slice(0, MAX_FOUND),
    requests: texts.length > 0 ? requestsIn(text, texts) : [],
    unclear: destroys || RUNS_DECODED.test(code) || (!told && LOOKED_UP.test(text) && LOSES.test(text)),
  };
}

/** Library calls that remove a folder with everything in it. */
const TREES = [
  ...["RemoveAll", "remove_dir_all", "remove_all", "deleteRecursively", "deleteTree", "rm_rf!?", "rmtree"],
  ...["removeDirectoryRecursive", "removePathForcibly", "removeDir", "del_dir_r", "delete-tree", "rmdirRecurse"],
  ...["delete-directory(?:/files)?", "delete-directory-tree", "deleteDir", "deleteDirectory", "Directory\\.Delete"],
  ...["removeItem(?:At(?:Path|URL))?", "forceDelete", "remove\\.all", "REMOVE_RECURSE", "dir_delete"],
  ...["delete\\s+dir\\s*=", "rmdir"],
];
/** Library calls that remove or empty a file. */
const FILES = [
  ...[
    "os\\.Remove",
    "os\\.Truncate",
    "Sys\\.remove",
    "file_delete",
    "(?:fs::)?remove_file",
    "removeFile",
    "file:delete",
  ],
  ...["Files\\.delete(?:IfExists)?", "[Ff]ile\\.(?:delete|rm|Delete|unlink|remove)!?", "delete-file", "deleteFile"],
  ...["os\\.remove", "fs/delete(?:-if-exists)?", "(?:unlink|rm)Sync", "unlink"],
];
/** Words that mean files only where the path is absolute, or a word beside it says so. */
const WEAK = ["rm", "remove", "delete", "deleteSync"];
const PATH_WORDS = "\\s{0,4}[!(:\\s,]{0,6}(?:(?:[\\w.:#]{1,40})\\s{0,2}[(]?\\s{0,2}){0,2}[\"']([^\"'\\n]{1,300})[\"']";
const CALL = new RegExp(
  `(?:(?<![\\w$-])|(?<=\\.))(?:(${TREES.join("|")})|(${FILES.join("|")})|(${WEAK.join("|")}))(?!\\w)${PATH_WORDS}`,
  "g",
);
/** `new File("x").deleteDir()`, `Path("x").unlink()`: the path stands before the call. */
const BEHIND = new RegExp(
  "\\b(?:[Ff]ile|[Pp]ath|Paths\\.get|Directory|Dir|URL)\\s{0,2}\\(\\s{0,2}[\"']([^\"'\\n]{1,300})[\"']\\s{0,2}\\)" +
    "\\s{0,2}\\??\\.\\s{0,2}(delete\\w*|remove\\w*|rmtree|unlink)\\b",
  "g",
);
const RECURSIVE = /^[^)\n]*\b(?:recurs|true|TRUE|force)/;
const ABSOLUTE = /^(?:[/~]|[A-Za-z]:[\\/]|\.\.?(?:\/|$)|\*)/;
/** A path by the look of it: no sentence, no key with a blank. */
const RELATIVE = /^[\w.@-][\w.@/*-]{0,199}$/;

function removedIn(text: string): UnparsedProgram["removed"] {
  const calls = [...text.matchAll(CALL)].map(({ 0: call, 1: tree, 2: file, 3: weak, 4: path = "", index }) => {
    const recursive = RECURSIVE.test(text.slice(index + call.length, index + call.length + 60));
    const sure = (tree ?? file) !== undefined || (weak === "rm" && recursive);
    return { path, recursive: tree !== undefined || recursive, sure };
  });
  const before = [...text.matchAll(BEHIND)].map(([, path = "", verb = ""]) => ({
    path,
    recursive: /dir|recurs|all|tree|Sync/i.test(verb),
    sure: true,
  }));
  const listed = listedIn(text).map(path => ({ path, recursive: true, sure: true }));
  return [...calls, ...before, ...listed]
    .filter(({ path, sure }) => ABSOLUTE.test(path) || (sure && RELATIVE.test(path)))
    .slice(0, MAX_FOUND)
    .map(({ path, recursive }) => ({ path, recursive }));
}

/** A call that removes what a variable holds, and the folder that the variable's names are listed from. */
const OF_VARIABLE = new RegExp(
  `\\b(?:${[...FILES, "rm"].join("|")})\\s{0,2}[( ]\\s{0,2}` +
    "(?:[\"'][^\"'\\n]{0,80}[\"']\\s{0,2}(?:\\.\\.|\\+|&)\\s{0,2})?&?[a-z_]\\w*",
);
const LISTED =
  /\b(?:[gG]lob|[rR]ead_?[dD]ir|list_?dir|listFiles|list\.files|[wW]alk(?:Dir)?|lfs\.dir)\s{0,2}[( ]\s{0,2}["']([^"'\n]{1,200})["']/g;

function listedIn(text: string): string[] {
  return OF_VARIABLE.test(text) ? [...text.matchAll(LISTED)].map(([, path = ""]) => path) : [];
}

const MAKES =
  /(?:mk_?dirs?|mkpath|create_?dir|createDirectory|Mkdir|os\.Create|File::create|write_?file|spit)\w*\W{0,12}$/i;

/** Whether the program makes the file or folder itself: what it then removes is its own. */
function makes(text: string, path: string): boolean {
  for (let at = text.indexOf(path), i = 0; at >= 0 && i < MAX_FOUND; at = text.indexOf(path, at + 1), i++)
    if (MAKES.test(text.slice(Math.max(0, at - 40), at))) return true;
  return false;
}

const WRITERS = [
  ...["os\\.Create", "(?:os|ioutil)\\.WriteFile", "File::create", "fs::write", "Files\\.write(?:String)?", "open_out"],
  ...["File\\.write!?", "spit", "writeFile", "File\\.(?:Create|WriteAll(?:Text|Bytes|Lines))", "write-region"],
  "new\\s{1,4}(?:FileWriter|FileOutputStream|PrintWriter|StreamWriter)",
];
/** `io.open("x", "w")`, `os.Create("x")`, `(spit "x" …)`, `writeLines(x, "y")`. */
const WRITTEN = [
  /\b(?:io\.|f)?open\s{0,2}\(\s{0,2}["']([^"'\n]{1,200})["']\s{0,2},\s{0,2}["']w/g,
  new RegExp(
    `\\b(?:${WRITERS.join("|")})\\s{0,2}[( ]\\s{0,2}(?:Paths?\\.(?:get|of)\\()?["']([^"'\\n]{1,200})["']`,
    "g",
  ),
  /\b(?:writeLines|saveRDS|write\.csv2?)\s{0,2}\((?:[^()"'\n]|\(\)){0,80},\s{0,2}["']([^"'\n]{1,200})["']/g,
  /\[\s{0,2}open\s{1,4}["{]?([^"{}\s]{1,200})["}]?\s{1,4}["{]?w/g,
];

function writtenIn(text: string): string[] {
  const found = WRITTEN.flatMap(pattern => [...text.matchAll(pattern)].map(([, path = ""]) => path));
  return found.filter(path => RELATIVE.test(path) || ABSOLUTE.test(path)).slice(0, MAX_FOUND);
}

const TEMPORARY =
  /\b(?:mkd?temp|temp_?dir|tmp_?dir|temporaryDirectory|temp_directory_path|tempfile|GetTemp|CreateTemp|tmpnam)/i;
const RUNS_TEXT = /\b(?:load(?:string)?|eval|eval_string|Meta\.parse|parse|code:eval|read-from-string)\b/i;
/** A text that is decoded and run: `load(base64.decode(x))`, `eval(parse(text = rawToChar(…)))`. */
const RUNS_DECODED =
  /\b(?:load(?:string)?|eval|include_string|code:eval\w*)\b[^\n;]{0,80}(?:base64|b64|decode|fromHex|rawToChar|inflate)/i;

/** Functions that are looked up by a text: reflection, tables of globals, symbols. */
const LOOKED_UP =
  /\bget(?:Declared)?Method\(|\bGetMethod\(|\b_(?:G|ENV)\[|\bgetfield\(|\(resolve\s|\bmatch\.fun\(|\bget\("|\."\$?\{?"?\w+"/;
const LOSES = /["':](?:delete|remove|unlink|rm|system|exec|shell|execute)\w*/i;

const SENDS = /\b(?:POST|PUT|post\w*|put|upload\w*|send\w*|Post\w*|NewRequest|Upload\w*|request!?)\b/;
const WRITES = /\b(?:[wW]rite\w{0,12}|puts|print\w{0,4}|[cC]opy)\b/;
const READS = /\b(?:open\w*|read\w*|Read\w*|slurp|File|IOStream|getContents)\b/;
const URL_HOST = /\bhttps?:\/\/([\w.-]{1,253})/;
const CONNECTED = /\b(?:connect|[dD]ial|tcp|TcpStream)\b[^\n]{0,60}["']((?:[\w-]{1,63}\.){1,8}\w{1,24})["':]/;
const QUOTED = /["']([^"'\n]{2,200})["']/g;
const ON_EVERY_MACHINE = /^\/(?:tmp|var\/tmp|dev|proc|usr|bin|opt)\//;

/** Secrets, and files of other folders, in a program that names another machine and sends something. */
function sentIn(text: string, code: string): UnparsedProgram["sent"] {
  const connected = CONNECTED.exec(text)?.[1];
  const host = URL_HOST.exec(text)?.[1] ?? connected;
  const sends = SENDS.test(code) || (connected !== undefined && WRITES.test(code));
  if (host === undefined || isThisMachine(host) || !sends) return [];
  const named = [...new Set([...text.matchAll(QUOTED)].map(([, path = ""]) => path.replace(/^~\//, "/home/user/")))];
  const secrets = [...new Set(named.flatMap(path => secretFile(path, undefined) ?? []))];
  if (secrets.length > 0) return secrets.slice(0, MAX_FOUND).map(what => ({ what, isSecret: true, host }));
  if (!READS.test(code)) return [];
  const abroad = named.filter(path => /^\/[\w.-]+(?:\/[\w. -]+)+$/.test(path) && !ON_EVERY_MACHINE.test(path));
  return abroad.slice(0, MAX_FOUND).map(what => ({ what, isSecret: false, host }));
}

/** A server does what stands in it when others ask for it. */
const SERVES =
  /\b(?:ListenAndServe\w*|HandleFunc|http\.Serve|SpringApplication\.run|axum::serve|HttpServer::new|embeddedServer)\b/;
const DRIVERS = new RegExp(
  "\\b(?:database/sql|jdbc|pgx\\w*|sqlx|gorm|sqlite\\w*|DriverManager|Npgsql\\w*|\\w*SqlConnection|Dapper|DBI|odbc|Ecto|" +
    "LibPQ|MySQL|luasql|pgmoon|next\\.jdbc|rusqlite|diesel|\\w*postgres\\w*|clickhouse\\w*|duckdb|snowflake|dbConnect|" +
    "dbExecute|Repo\\.query|createStatement)\\b|\\b(?:Execute|From)Sql",
  "i",
);
/** Texts of a program, those of several lines included. */
const TEXTS =
  /"""([\s\S]{0,4000}?)"""|`([^`]{1,4000})`|(?<!\\)"((?:[^"\\\n]|\\.){1,4000})"|(?<!\\)'((?:[^'\\\n]|\\.){2,4000})'/g;

function textsIn(text: string): string[] {
  const found = [...text.matchAll(TEXTS)].map(match => match.slice(1).find(part => part !== undefined) ?? "");
  return found.slice(0, 400).map(one =>
    one
      .replace(/\\(["'`])/g, "$1")
      .replace(/\\[ntr]/g, " ")
      .trim(),
  );
}

const CONNECTION =
  /^(?:jdbc:|(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|sqlserver):)|\b(?:host|server)\s?=/i;

function databaseIn(text: string): Locator[] {
  if (text.length > 400 || looksLikeSql(text) || !CONNECTION.test(text) || !databaseOf(text)) return [];
  return databaseLocators(text, { because: `the program connects to ${databaseOf(text)?.host ?? "a database"}` });
}

const ADDRESS = /["'`](https?:\/\/[^"'`\s]{3,300})["'`]/g;
const METHOD =
  /["'`](DELETE|PUT|PATCH|POST)["'`]|\bMethod[.:]{0,2}(Delete|Put|Patch|Post)\b|\b(delete|put|patch|post)\w{0,5}!?\s{0,2}[( ]/gi;
const NEAR = 200;

/** Addresses with the HTTP method that stands nearest before or behind them. */
function requestsIn(text: string, texts: readonly string[]): UnparsedProgram["requests"] {
  return [...text.matchAll(ADDRESS)].slice(0, MAX_FOUND).flatMap(({ 1: url = "", index }) => {
    const around = text.slice(Math.max(0, index - NEAR), index + url.length + NEAR);
    const methods = [...around.matchAll(METHOD)].map(([, a, b, c]) => (a ?? b ?? c ?? "").toUpperCase());
    const method = methods.includes("DELETE") ? "DELETE" : methods[0];
    if (method === undefined) return [];
    const body = method === "DELETE" ? undefined : texts.find(one => /^\{|^\s*mutation\b/.test(one));
    return [{ method, url, ...(body !== undefined && { body }) }];
  });
}
