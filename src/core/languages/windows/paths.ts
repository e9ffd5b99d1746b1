/** Shared by PowerShell and cmd.exe: the variables that Windows always sets, and the interpretation of its paths. */
import type { Facts } from "../../facts/facts.ts";
import type { Scope } from "../../places/scope.ts";
import { isWindows, normalizePath } from "../../text/paths.ts";
import { HOLE, type Piece, type Word, wordOfPieces } from "../../text/words.ts";

/** The values that Windows gives its variables by default. */
const DEFAULTS: Readonly<Record<string, string>> = {
  comspec: "C:/Windows/System32/cmd.exe",
  systemroot: "C:/Windows",
  windir: "C:/Windows",
  systemdrive: "C:",
  homedrive: "C:",
  programfiles: "C:/Program Files",
  "programfiles(x86)": "C:/Program Files (x86)",
  programw6432: "C:/Program Files",
  programdata: "C:/ProgramData",
  allusersprofile: "C:/ProgramData",
  public: "C:/Users/Public",
  os: "Windows_NT",
};
/** Below the home folder. */
const IN_HOME: Readonly<Record<string, string>> = {
  userprofile: "",
  home: "",
  temp: "/AppData/Local/Temp",
  tmp: "/AppData/Local/Temp",
  appdata: "/AppData/Roaming",
  localappdata: "/AppData/Local",
  onedrive: "/OneDrive",
};

/** Variables that say which programs are found and what these load, as alternatives of a pattern in lower case. */
export const LEADING_VARIABLES = [
  "path|pathext|psmodulepath|comspec|node_options|node_extra_ca_certs|pythonpath|pythonstartup|pythonhome",
  "java_tool_options|_java_options|jdk_java_options|rubyopt|perl5opt|git_ssh|git_ssh_command|git_editor",
  "cor_profiler\\w*|coreclr_profiler\\w*|dotnet_startup_hooks",
].join("|");

/** Returns an environment variable; names ignore case. Null when its value is unknown, undefined when it is not set. */
export function environmentValue(name: string, scope: Scope, facts: Facts): string | null | undefined {
  const exact = scope.variables.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of scope.variables) if (key.toLowerCase() === lower) return value;
  const home = homeOf(scope, facts);
  const below = Object.hasOwn(IN_HOME, lower) ? IN_HOME[lower] : undefined;
  if (below !== undefined) return home === undefined ? undefined : `${home}${below}`;
  if (lower === "homepath") return home?.replace(/^[A-Za-z]:/, "");
  if (lower === "homedrive" && home !== undefined) return /^[A-Za-z]:/.exec(home)?.[0] ?? "";
  return Object.hasOwn(DEFAULTS, lower) ? DEFAULTS[lower] : undefined;
}

/** The home folder: by the act's own variables, else as the host knows it. */
export function homeOf(scope: Scope, facts: Facts): string | undefined {
  for (const name of ["USERPROFILE", "HOME"]) {
    const value = scope.variables.get(name);
    if (value) return normalizePath(value);
  }
  const { home } = facts.around;
  return home === undefined ? undefined : normalizePath(home);
}

/**
 * `word` as a path in the spelling that the rest of the core knows: `\` becomes `/`, `\x` starts at the drive's root,
 * `FileSystem::` and `\\?\` go, `~` is the home folder. `glob`: its stars are patterns, quoted or not.
 */
export function windowsPath(word: Word, scope: Scope, facts: Facts, glob: boolean): Word {
  const [only] = word.pieces;
  if (!glob && !word.glob && word.pieces.length === 1 && only?.kind === "text" && only.quoted && PLAIN.test(only.value))
    return word;
  const drive = /^[A-Za-z]:/.exec(scope.cwd ?? "")?.[0] ?? "";
  const pieces = word.pieces.flatMap((piece, i): Piece | Piece[] => {
    if (piece.kind === "hole") return piece;
    let value = piece.value;
    if (i === 0) {
      value = value.replace(/^(?:Microsoft\.PowerShell\.Core[\\/])?FileSystem::/i, "");
      if (/^[\\/]{2}[?.][\\/]/.test(value)) value = longPath(value, word.pieces.length === 1);
      else if (isWindows(value))
        value = word.pieces.length === 1 && !glob ? normalizePath(value) + trailing(value) : value;
      // `D:x` is relative to that drive's current folder, which is only known at run time: its root is used instead.
      value = value.replace(/^([A-Za-z]:)(?=[^\\/])/, "$1/").replace(/^([A-Za-z]:)$/, "$1/");
      if (/^[\\/](?![\\/])/.test(value)) value = `${drive}${value}`;
      if (/^~(?:[\\/]|$)/.test(value)) value = `${homeOf(scope, facts) ?? "~"}${value.slice(1)}`;
    }
    const slashes = value.replaceAll("\\", "/");
    const share = i === 0 ? SHARE.exec(slashes)?.[0] : undefined;
    if (share === undefined) return { kind: "text", value: slashes, quoted: !glob };
    const rest = slashes.slice(share.length);
    const root = `\\\\${share.slice(2)}`;
    // Quoted, so that the backslashes are no part of a glob.
    if (glob && rest !== "")
      return [
        { kind: "text", value: root, quoted: true },
        { kind: "text", value: rest, quoted: false },
      ];
    return { kind: "text", value: root + rest, quoted: !glob };
  });
  const [first] = pieces;
  if (first?.kind === "text" && /^~(\/|$)/.test(first.value)) {
    const hole: Piece = { kind: "hole", of: "$HOME", from: "variable", quoted: true };
    return wordOfPieces(word.text, [hole, { ...first, value: first.value.slice(1) }, ...pieces.slice(1)], word.span);
  }
  // What a quote or a backslash cut off is still a path: `…/\uFFFC/` ends in something unknown.
  return wordOfPieces(word.text, pieces, word.span);
}

/** A share keeps the two backslashes that tell it from a folder. */
const SHARE = /^\/\/[^/?.*][^/*]*\/[^/*]+/;

/** A relative path that is normalized already. */
const PLAIN = /^[\w.][\w./-]*$/;

function longPath(value: string, whole: boolean): string {
  return whole ? normalizePath(value.replaceAll("/", "\\")) : value.replace(/^[\\/]{2}[?.][\\/]/, "");
}

function trailing(value: string): string {
  return /[^\\/:][\\/]$/.test(value) ? "/" : "";
}

/** `git` for `C:\Program Files\Git\cmd\git.exe`: lower case, without folder and ending. Empty when it is not known. */
export function windowsProgram(word: Word | undefined): string {
  const text = word?.value ?? "";
  const name = text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1);
  return name.toLowerCase().replace(/\.(?:exe|com|cmd|bat)$/, "");
}

/** Converts an argument that is clearly a relative path to slashes, for packs that know only these. */
export function portableArgument(word: Word): Word {
  // Fast path: nearly all arguments have no backslash, and are the same elsewhere.
  if (
    !word.text.includes("\\") ||
    word.text.includes("\n") ||
    /^["']?HK(?:LM|CU|CR|U|CC|EY_\w+)\\/i.test(word.text) ||
    !/^["']?(?:\.{1,2}|~|[\w@.*-]+)(?:\\[\w@.*? $-]+)+\\?["']?$/.test(word.text)
  )
    return word;
  if (word.pieces.some(piece => piece.kind === "hole" && piece.of === HOLE)) return word;
  const pieces = word.pieces.map(piece =>
    piece.kind === "hole" ? piece : { ...piece, value: piece.value.replaceAll("\\", "/") },
  );
  return wordOfPieces(word.text, pieces, word.span);
}
