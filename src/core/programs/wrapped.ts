/**
 * Finds a command inside the words of an unknown program: `mycorp-run -- rm -rf x`, `rtk git reset --hard`, `foo exec
 * box rm -rf /`. It only counts in the position of a command; `foo add rm` names something.
 */

import type { Inner, Invocation } from "../effects/pack.ts";
import { matchesGlob, patternOf } from "../files/globs.ts";
import { isPosixShell, isShellPath } from "../languages/shell/shell-names.ts";
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";
import { programName, type Word } from "../text/words.ts";

/** Programs whose name in the position of a command means that they are run. */
const COMMANDS = new Set(
  `rm rmdir unlink shred srm dd mkfs wipefs truncate mv chmod chown chroot nsenter find xargs git sudo doas env sh bash zsh dash ksh
   fish busybox nohup timeout docker podman kubectl helm terraform tofu terragrunt pulumi psql mysql mongosh redis-cli
   aws gcloud az gsutil railway python python3 node deno perl ruby php eval kill pkill killall systemctl dropdb`.split(
    /\s+/,
  ),
);
/** Sub-commands that run what follows, perhaps after the name of a place. */
const RUNS = new Set("exec run shell ssh sh do with wrap cmd command x spawn start in on enter".split(" "));
/** Programs whose arguments are names of programs to install, explain or find. */
const NAMES_PROGRAMS = wholly(words`
  apt apt-get aptitude yum dnf zypper pacman yay paru apk brew port snap flatpak choco scoop winget pip\d* pipx gem
  conda nix-env emerge pkg dpkg rpm tldr cheat apropos whatis pgrep pidof update-alternatives alternatives hash
  complete compgen watch ldd nm strip gcc cc clang
`);

const FURTHEST = 6;

/** Returns the inner command, marked as guessed; undefined if the words contain none. */
export function wrappedCommand(command: Invocation): Inner | undefined {
  if (NAMES_PROGRAMS.test(command.program)) return undefined;
  const words = command.argv;
  const dashes = words.findIndex(({ value }) => value === "--");
  const at = dashes > 0 && isCommandWord(words[dashes + 1]) ? dashes + 1 : commandAt(words);
  if (at === undefined) return quotedCommand(command);
  return guessedCommand(command, words.slice(at));
}

/** Returns words as a guessed command. */
export function guessedCommand(command: Invocation, argv: readonly Word[]): Inner {
  const { scope, span, stdin } = command;
  const inside = { ...scope, guessed: true as const, via: [...scope.via, command.program] };
  return { kind: "argv", argv, scope: inside, stdin, ...(span && { span }) };
}

/** Returns the programs that a pattern in the position of a command may match: `rm` for `/bin/r?`. */
export function programsLike(name: Word): readonly string[] {
  const pattern = patternOf(name)?.replace(/^.*\//, "");
  return pattern === undefined || pattern === "*"
    ? []
    : [...COMMANDS].filter(known => matchesGlob(pattern, known) === true);
}

/** `foo-exec 'rm -rf x'`, `foo run 'rm -rf x'`: returns the text if a name says that it is run. */
function quotedCommand(command: Invocation): Inner | undefined {
  const [name, ...words] = command.argv.slice(0, FURTHEST);
  const runs = words.findIndex(({ value }) => RUNS.has(value ?? ""));
  const wraps = WRAPPER.test(programName(name));
  if (!wraps && runs < 0) return undefined;
  const text = words.find(
    ({ value }, i) => (wraps || i > runs) && /\s/.test(value ?? "") && !words[i - 1]?.value?.startsWith("-"),
  );
  return commandText(command, text);
}

/** Returns the text of a word if it starts with a program. */
function commandText(command: Invocation, word: Word | undefined): Inner | undefined {
  const text = word?.value;
  if (!text || !isCommandText(text.trim())) return undefined;
  const scope = { ...command.scope, guessed: true as const, via: [...command.scope.via, command.program] };
  return { kind: "shell", text, scope, ...(command.span && { span: command.span }) };
}

/** Names of programs that run another one. */
const WRAPPER = anyOf([
  inOrder([
    /(?:^|[-_.])/,
    words`with env run runner exec wrap wrapper secrets? vault sandbox proxy chain box limit trace guard safe`,
  ]),
  /(?:env|exec|run|wrap|chain|vault|box)(?:$|[-_.\dx])/,
]);

function commandAt(words: readonly Word[]): number | undefined {
  let runs = WRAPPER.test(programName(words[0]));
  for (let i = 1; i < Math.min(words.length - 1, FURTHEST); i++) {
    const value = words[i]?.value ?? "";
    if (isProgram(words[i]) && (i === 1 || runs || isShellCall(words, i)) && !isOwnSubcommand(words, i)) return i;
    runs ||= RUNS.has(value);
  }
  return undefined;
}

/** Matches `sh -c text`, `bash -lc text`, which mean nothing else. */
function isShellCall(words: readonly Word[], at: number): boolean {
  return isPosixShell(words[at]?.value ?? "") && /^-[a-z]*c$/.test(words[at + 1]?.value ?? "");
}

/** `foo rm data` removes an object of foo; with flags that only rm has, it is rm. */
function isOwnSubcommand(words: readonly Word[], at: number): boolean {
  const name = words[at]?.value ?? "";
  if (at > 1 || isShellCall(words, at) || !/^(rm|unlink|truncate|mv|find|sh|kill|env|start|node)$/.test(name))
    return false;
  return (
    name !== "rm" || !/^-(?=[a-zA-Z]*[rR])[a-zA-Z]*f|^-(?=[a-zA-Z]*f)[a-zA-Z]*[rR]/.test(words[at + 1]?.value ?? "")
  );
}

function isProgram(word: Word | undefined): boolean {
  return isCommandName(programName(word));
}

/** Returns whether `name` in the position of a command means that it is run. */
export function isCommandName(name: string): boolean {
  return COMMANDS.has(name) || name.startsWith("mkfs.");
}

function isCommandWord(word: Word | undefined): boolean {
  return word !== undefined && word.value !== null && /^[\w./+-]+$/.test(word.value) && !word.value.startsWith("-");
}

/** Programs that download, connect or interpret. At the start of a text they mean that it is a command. */
const STARTS_WITH = /^(?:curl|wget|nc|ncat|socat|python[\d.]*|perl|ruby|node|php|powershell|pwsh)$/;
const INTO_SHELL = /\|\s{0,8}(?:sudo )?(?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh\b/;

/** Returns whether a text of several words starts with a program, or pipes into a shell. */
export function isCommandText(text: string): boolean {
  const [first = ""] = text.split(/\s/, 1);
  const name = first.slice(first.lastIndexOf("/") + 1);
  return (
    first !== text && (isCommandName(name) || isShellPath(first) || STARTS_WITH.test(name) || INTO_SHELL.test(text))
  );
}
