/** Finds files and folders that a command fetches from elsewhere: their content is unknown. */

import { operands, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Scope } from "../../places/scope.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { keepingNames } from "../../text/memoize.ts";
import { baseName, resolvePath } from "../../text/paths.ts";
import { knownPrefix, literalWord, textOf, type Word } from "../../text/words.ts";
import { fetchedInSession } from "./fetched-by-session.ts";
import { fetchedByText } from "./fetched-by-text.ts";
import { type Note, paths } from "./file-notes.ts";

export function fetchedBy(command: Invocation): readonly Note[] {
  switch (wayOf(command.program)) {
    case "clones":
      return cloned(command.argv.slice(1), command.scope);
    case "unpacks":
      return unpacked(command);
    case "brings":
      return [...brought(command), ...fetchedInSession(command)];
    case "hides":
      return revealed(command);
    case "tells":
      return fetchedByText(command);
    case "compiles":
      return compiled(command);
    case "computes":
      return broughtByCode(command);
    default:
      return NOTHING;
  }
}

const NOTHING: readonly Note[] = [];

/** How a program of this name fetches files. */
const wayOf = keepingNames(
  (program): "clones" | "unpacks" | "brings" | "hides" | "compiles" | "computes" | "tells" | "not" => {
    if (program === "git") return "clones";
    if (/^(?:bsd)?tar$|^unzip$/.test(program)) return "unpacks";
    if (/^(?:steghide|outguess|stegseek|zsteg)$/.test(program)) return "hides";
    if (/^(?:python[\d.]*|perl|ruby|php|node|deno|bun|lua[\d.]*|tclsh|R|Rscript)$/.test(program)) return "computes";
    if (/^(?:cmd|powershell|pwsh|sh|bash|zsh|wsl)$/.test(program)) return "tells";
    if (/^(?:gcc|g\+\+|cc|c\+\+|clang(?:\+\+)?|tcc|rustc|as|nasm|ld|xz|gunzip|zcat|openssl|base64|xxd)$/.test(program))
      return "compiles";
    return BRINGERS.has(program) ? "brings" : "not";
  },
);

/** Programs that fetch from an address, a bucket or another machine into a file. */
const BRINGERS = new Set(
  `curl wget wget2 aria2c axel lwp-download lwp-request GET http https xh curlie httpie fetch ftp lftp tftp sftp scp
   smbclient ncftp cadaver rsync rclone aws gsutil gcloud az azcopy mc s3cmd s5cmd oci ossutil smbget gdown ftpget megadl megaget mega-get ipfs oras
   puf snarf you-get winscp pscp psftp lynx links w3m elinks`.split(/\s+/),
);
/** Options that name the output file or folder. */
const INTO = /^(?:-[a-zA-Z]*[oO]|--(?:output|out|output-document|output-file|file|local-file|destination|path))$/;
const INTO_FOLDER = /^--(?:output-dir|directory-prefix|dir|directory|local-dir|target-directory)$/;
/** Short options for the output that mean something else in other programs. */
const OWN_LETTERS: ReadonlyMap<string, readonly [RegExp, "file" | "folder"]> = new Map([
  ["wget", [/^-[a-zA-Z]*P$/, "folder"]],
  ["wget2", [/^-[a-zA-Z]*P$/, "folder"]],
  ["aria2c", [/^-d$/, "folder"]],
  ["tftp", [/^-l$/, "file"]],
]);
const GLUED = /^--(output-dir|directory-prefix|dir|directory|output|out|output-document|file|path)=(.+)$/;
/** An address, or a path on another machine. */
const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:[\w.-]+@)?[\w.-]{2,}:(?!\\)|(?:[\w.-]+@)?\w:(?![\\/]))/i;
/** Web clients take every other word as an address: one without a scheme, or the value of a variable. */
const TAKES_ANY = /^(?:curl|wget2?|aria2c|axel|https?|xh|curlie|httpie|GET|lynx|links|w3m|elinks)$/;
/** `-O` of curl takes its name from the address. */
const INTO_OF_CURL = /^(?:-[a-zA-Z]*o|--output)$/;

function brought({ program, argv, scope }: Invocation): Note[] {
  const words = argv.slice(1);
  const [letter, kind] = OWN_LETTERS.get(program) ?? [];
  const into = /^curl(?:ie)?$/.test(program) ? INTO_OF_CURL : INTO;
  const any = TAKES_ANY.test(program);
  const from = words.filter((word, i) => {
    const text = knownPrefix(word);
    const before = words[i - 1]?.value ?? "";
    if (/^[-@]/.test(text)) return false;
    return REMOTE.test(text) || (any && ![into, INTO_FOLDER, letter].some(option => option?.test(before)));
  });
  const dashR = words.find((_, i) => /^-r$/.test(words[i - 1]?.value ?? ""));
  if (from.length === 0 && !dashR) return [];
  let folder: Word | undefined;
  const named: Word[] = [];
  for (const [i, word] of words.entries()) {
    const before = words[i - 1]?.value ?? "";
    const glued = GLUED.exec(word.value ?? "");
    if (glued?.[2] !== undefined) {
      if (/dir|prefix/.test(glued[1] ?? "")) folder = literalWord(glued[2]);
      else named.push(literalWord(glued[2]));
    } else if (word.value?.startsWith("-") || from.includes(word)) continue;
    else if (into.test(before) || (kind === "file" && letter?.test(before))) named.push(word);
    else if (INTO_FOLDER.test(before) || (kind === "folder" && letter?.test(before))) folder = word;
  }
  const last = words.at(-1);
  if (last && from.length > 0 && !from.includes(last) && !last.value?.startsWith("-") && words.indexOf(last) > 0)
    named.push(last);
  const base = folder ? paths([folder], scope)[0] : (scope.cwd ?? undefined);
  const names = [...from, ...(dashR ? [dashR] : [])].map(nameIn).filter(name => name !== "");
  const files = new Set<string>();
  for (const word of named) {
    const text = word.value ?? "";
    for (const path of folder && base !== undefined && !text.startsWith("/") && text !== ""
      ? [resolvePath(text, base)]
      : paths([word], scope)) {
      files.add(path);
      // The file may go into a folder under its own name, since a folder cannot be told from a file.
      for (const name of names) files.add(resolvePath(name, path));
    }
  }
  if (base !== undefined) for (const name of names) files.add(resolvePath(name, base));
  return [...files].slice(0, MAX_FILES).map(path => ({ kind: "written", path, text: null }));
}

const MAX_FILES = 16;

/** The last part of an address. */
function nameIn(word: Word): string {
  return baseName(
    textOf(word)
      .replace(/^[a-z]+:\/\/|^[\w.@-]+:/i, "")
      .replace(/[?#].*$/s, ""),
  );
}

/** `-xf FILE`: what was hidden in a picture. */
function revealed({ argv, scope }: Invocation): Note[] {
  const into = argv.find((_, i) => /^(?:-xf|--extractfile|-r)$/.test(argv[i - 1]?.value ?? ""));
  return into ? paths([into], scope).map(path => ({ kind: "written", path, text: null })) : [];
}

/** `curl … | gcc -x c - -o x`: the output is made from fetched code. */
function compiled({ argv, stdin, scope }: Invocation): Note[] {
  const from = stdin.kind === "pipe" ? (stdin.producer?.[0]?.value ?? "") : "";
  const into = /^(?:curl|wget|nc|ncat)$/.test(from)
    ? argv.find((_, i) => /^-o(?:ut)?$/.test(argv[i - 1]?.value ?? ""))
    : undefined;
  return into ? paths([into], scope).map(path => ({ kind: "written", path, text: null })) : [];
}

const FETCHES = inOrder([
  /\b/,
  words`
    urlretrieve urlopen getstore mirror URI\.open open-uri requests?\.get httpx?\.get fetch file_get_contents copy
    http\.request https?\.get download(?:\.file)? axios
  `,
  /\b/,
]);
const ELSEWHERE = /\b(?:https?|ftp):\/\/(?!localhost\b|127\.|\[::1\])/;
const LITERAL = /(["'])((?:\.{0,2}\/)?[\w@-][\w./@-]{0,200})\1/g;

/** Inline code that fetches: every file that it names may be its output. */
function broughtByCode({ argv, scope }: Invocation): Note[] {
  const code = argv.find((_, i) => /^-\w*[cer]$/.test(argv[i - 1]?.value ?? "") || argv[i - 1]?.value === "eval");
  const text = code === undefined ? "" : textOf(code).slice(0, 4096);
  if (!ELSEWHERE.test(text) || !FETCHES.test(text)) return [];
  const files: string[] = [];
  for (const [, , name = ""] of text.matchAll(LITERAL))
    if (scope.cwd !== null && /[./]/.test(name) && files.length < MAX_FILES) files.push(resolvePath(name, scope.cwd));
  return files.map(path => ({ kind: "written", path, text: null, anew: true }));
}

/** The content of a folder that was fetched is unknown: recorded under the folder's name with a trailing slash. */
function fetchedInto(folder: string): Note {
  return { kind: "written", path: `${folder.replace(/\/$/, "")}/`, text: null };
}

function cloned(words: readonly Word[], scope: Scope): Note[] {
  const [verb, url, folder] = operands(readArguments(words, { values: CLONE_VALUES }));
  if (verb?.value !== "clone" || !/^(?:https?|git|ssh):|^[\w.-]+@/.test(url?.value ?? "") || scope.cwd === null)
    return [];
  const name = folder?.value ?? baseName(textOf(url ?? verb)).replace(/\.git$/, "");
  return [fetchedInto(resolvePath(name, scope.cwd))];
}

const CLONE_VALUES = "b branch o origin depth c config C j jobs reference filter template u upload-pack".split(" ");

const FETCHES_INTO_PIPES = /^(?:curl|wget|nc|ncat|ssh|aws|gsutil|http|https|lftp|smbclient)$/;
const isRemoteOption = (word: string) => word.startsWith("--remote");

/** An archive that this text downloads, unpacked. */
function unpacked({ argv, stdin, scope }: Invocation): Note[] {
  const words = argv.slice(1);
  const from = stdin.kind === "pipe" ? (stdin.producer ?? []).map(({ value }) => value ?? "") : [];
  const downloads = FETCHES_INTO_PIPES.test(from[0] ?? "") || (from[0] === "git" && from.some(isRemoteOption));
  const unseen = paths(words, scope).some(path => scope.earlier?.written.get(path) === null);
  if (!(downloads || unseen) || scope.cwd === null) return [];
  const into = words.find((_, i) => /^(?:-\w*[Cd]|--directory)$/.test(words[i - 1]?.value ?? ""));
  return [fetchedInto(resolvePath(into?.value ?? ".", scope.cwd))];
}
