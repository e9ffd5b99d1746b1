/** Recognizes shells by name, and texts that, run as a command, open a shell that waits for input. */

/** Shells compatible with sh(1), including restricted and smaller builds. */
export const POSIX_LIKE: readonly string[] =
  "sh bash rbash zsh rzsh dash ksh rksh mksh lksh oksh pdksh ash posh sash yash mrsh osh ysh hush".split(" ");
const NAMES = new Set([
  ...POSIX_LIKE,
  ..."ksh93 bash-static zsh-static fish csh tcsh esh xsh pwsh powershell cmd".split(" "),
]);
const POSIX_NAMES = new Set(POSIX_LIKE);

/** For expressions that search longer texts: names of shells, without a folder. */
export const SHELL_NAME = "(?:r?ba|r?z|da|r?k|mk|lk|ok|pdk|fi|t?c|a|po|sa|ya)?sh";
/** The folders where the system has them. */
export const SHELL_FOLDER = "\\/(?:usr\\/)?(?:local\\/)?bin\\/";

/** Whether `name`, without a folder, is a shell's. */
export function isShell(name: string): boolean {
  return NAMES.has(name);
}

/** Whether it is compatible with sh(1). */
export function isPosixShell(name: string): boolean {
  return POSIX_NAMES.has(name);
}

/** Whether a path names a shell: `/bin/sh`, `/usr/bin/bash`, `bash`. */
export function isShellPath(word: string): boolean {
  return isShell(word.slice(word.lastIndexOf("/") + 1));
}

/**
 * How a text, run as a command, opens a shell that waits: `plainly` by its name alone or with its folder, `typed` where
 * options or redirects say that somebody is to type there (`bash -i`, `sh 0<&2`, `sh -c sh`); undefined for all others.
 */
export function opensShell(text: string): "plainly" | "typed" | undefined {
  if (text.length > MAX_TEXT || !HAS_SHELL.test(text)) return undefined;
  const words = unquoted(text.trim()).split(/\s+/);
  let at = 0;
  while (BEFORE.test(words[at] ?? "")) at++;
  const [name = "", ...rest] = words.slice(at);
  const called = name.replace(/^[!|]+/, "");
  // `/bin/sh;false`: the rest runs once the shell was left.
  const ended = called.indexOf(";");
  if (ended > 0 && isShellPath(called.slice(0, ended))) return "plainly";
  if (!isShellPath(called)) return undefined;
  let typed = false;
  let given = false;
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? "";
    if (REDIRECT.test(word)) {
      // Redirecting to a file is no conversation.
      typed ||= /[<>]&|\(tty\)|\/dev\//.test(word) || /\(tty\)|\/dev\//.test(rest[i + 1] ?? "");
      if (/[<>]$/.test(word)) i++;
    } else if (PLACEHOLDER.test(word)) given = true;
    else if (/^-[a-z]*c$/.test(word)) return opensShell(scriptAtStart(rest.slice(i + 1).join(" "))) && "typed";
    else if (/^[;#]/.test(word)) break;
    else if (!OPTION.test(word)) return undefined;
    else typed ||= /^-[a-z]*[ip]/.test(word);
  }
  if (typed) return "typed";
  return given ? undefined : "plainly";
}

const MAX_TEXT = 400;
const HAS_SHELL = new RegExp(`(?:^|[\\s/"'!])${SHELL_NAME}(?![\\w.-])`);
/** Words that may precede a shell without being another command. */
const BEFORE = /^(?:exec|command|nohup|setsid|builtin|env|[;!|]+|[A-Z_]+=\S*)$/;
const OPTION = /^(?:-[abefhiklmnprstuvxBCDH]+|-|--login|--norc|--noprofile|--posix|--privileged|--interactive|\+m)$/;
/** `%s`, `%f`: replaced by the program that starts it, mostly by a script. */
const PLACEHOLDER = /^["']?%[a-zA-Z]?["']?$/;
const REDIRECT = /^[0-9]*(?:<>|[<>]&?)/;

/** The quoted word at the start, without quotes; otherwise the whole text. */
function scriptAtStart(text: string): string {
  const [first = ""] = text;
  const end = first === '"' || first === "'" ? text.indexOf(first, 1) : -1;
  return end > 0 ? text.slice(1, end) : text;
}

/** Removes one pair of quotes around the whole. */
function unquoted(text: string): string {
  const [first] = text;
  return (first === '"' || first === "'") && text.length > 1 && text.endsWith(first) ? text.slice(1, -1) : text;
}
