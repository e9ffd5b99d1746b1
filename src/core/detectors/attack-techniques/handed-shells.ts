/**
 * Finds shells that another program is told to open: by an option's value, a variable, a text in the program's own
 * language, or a file that the same text has written. The program only matters if it treats a shell's name as data, or
 * opens shells in a place of its own.
 */

import { agentPrograms } from "../../agents/known-agents.ts";
import type { Invocation } from "../../effects/pack.ts";
import { LOADS } from "../../kit/loads.ts";
import { isShell, opensShell, SHELL_FOLDER, SHELL_NAME } from "../../languages/shell/shell-names.ts";
import type { Earlier } from "../../places/scope.ts";
import { LayeredMap } from "../../text/layered-map.ts";
import { keepingNames, memoize } from "../../text/memoize.ts";
import { resolvePath } from "../../text/paths.ts";
import { textOf, type Word } from "../../text/words.ts";
import { isRaised } from "./effect-of.ts";
import { opensElsewhere } from "./shell-places.ts";
import { textOpensShell, textStartsShell, textTypesIntoShell } from "./shells-in-text.ts";
import { ownStarters, SETTINGS_FILES, STARTERS } from "./started-variables.ts";

/** Programs that treat a shell's name as data: they show, name or set it. */
const NAMES_SHELLS =
  /^(?:echo|printf|ls|stat|file|cat|test|\[|\[\[|grep|egrep|rg|ag|ack|semgrep|ast-grep|useradd|usermod|adduser|chsh|cp|mv|ln|install|chmod|chown|chgrp|tee|which|type|command|readlink|realpath|md5sum|sha\d+sum|cmp|diff|rm|dpkg|rpm|apt|apt-get|dnf|yum|apk|update-alternatives|dpkg-divert|setfacl|getfacl|getcap|ldd|strings|docker|podman|nerdctl|kubectl|git|env|export|set|declare|local|sed|for|case|crontab|at|awk|sysctl|pkg|brew|dscl|pw|ssh|exec|sudo|su|doas|find)$/;
/** Those of them whose own settings start programs. */
const INSTALLS = /^(?:dpkg|rpm|apt|apt-get|dnf|yum|apk|pkg)$/;
/** The path of a shell at the end of a text or before an argument of its own. */
const SHELL_PATH = new RegExp(
  `(?:^|[\\s"'\`=!:({;,])${SHELL_FOLDER}${SHELL_NAME}(?=$|["'\`);,&|\\n]| #| -[ilp]+(?:$|[ "'])| ?[0-9]*[<>&|])`,
);
/** A call such as `system("sh")` in any language. */
const CALLS_SHELL = new RegExp(
  `\\b(?:system|exec|execute|spawn|run|popen|callCommand|cmd|shell|command)\\W{1,4}["'](?:${SHELL_FOLDER})?${SHELL_NAME}(?: -i)?["']`,
  "i",
);
/** File managers, editors and viewers that open a shell by a key. */
const ESCAPES =
  /^(?:mc|mcedit|ranger|nnn|lf|vifm|tig|joe|jmacs|ne|micro|kak|kakoune|hx|helix|psftp|kermit|yelp|xpdf|minicom|picocom|tmux|screen|byobu|gnome-terminal|xterm|konsole|kitty|alacritty|machinectl)$/;
/** Interpreters that run a text, and so open a shell that is in it. */
const EVALUATES =
  /^(?:R|Rscript|littler|elixir|erl|ghc|guile|jrunscript|jjs|octave|octave-cli|julia|scala|swipl|gst|luatex|lualatex|texlua|ocaml|racket|sbcl|clisp|nim|io|gimp|blender|maxima|sage|gnuplot|swift|exiftool|p?rename|perl-rename|file-rename|rake|knife|irb|pry|jshell|latexmk|r2|radare2|sbt|clojure|clj|bb|lein|crystal|groovy|kotlin|deno|bun|racket|raku|perl6|rexx|regina|newlisp|scilab|scilab-cli|gforth|yabasic|ucblogo|factor|janet|fennel|hy|dart)$/;
/** Lines with which a console starts a program. */
const CONSOLE_CALLS = /^(?:\.?shell|@exec|\.?system|[\w.]+\.(?:callCommand|system))$/;
/** Programs with commands of their own on standard input, one of which opens a shell. */
const TAKES_COMMANDS =
  /^(?:scanmem|ginsh|gdb|ftp|hping3|wish|gnuplot|mailx?|s-nail|mutt|neomutt|octave|debugfs|nmap|telnet|bconsole|crash|dc|sqlite3|mysql|psql|sqlplus|joe|jmacs|micro|minicom|genie|ghci|cpan|irb|tdbtool|jjs|msgfilter|ncftp|psftp|kotlinc?|terraform|tofu|console|dotnet|fsi|fsharpi|csi|csharp|newsboat|newsbeuter|procmail|maildrop|run-mailcap|metamail|nano|pico|asterisk)$/;
/** A key sequence of a viewer as an argument. */
const TYPED = new RegExp(`^\\+?:?! ?(?:${SHELL_FOLDER})?${SHELL_NAME}\\b`);
/** A line that leaves a viewer or an editor for a shell. */
const TYPED_ALONE = new RegExp(`^(?:\\^[A-Z])?:?!(?:${SHELL_FOLDER})?${SHELL_NAME}$|^:(?:sh|shell|term|terminal)$`);
/** A line of input that leaves a program for a shell: `!sh`, `~!sh`, `> term /bin/sh`. */
const LEAVES = new RegExp(
  `(?:^|\\n)[^\\w\\n]{0,4}(?:[~:]?!|(?:shell|term|terminal|host|HOST)\\s+)\\s{0,4}(?:${SHELL_FOLDER})?${SHELL_NAME}(?: -[ip]+)?\\s*(?:$|\\n|;|<)`,
);
/** Options with which a shell keeps the rights of its file's owner: `bash -p`, `yash -i -p`, `csh -b`. */
const KEEPS_RIGHTS = /sh (?:-[ils]{1,3} )?-[ils]{0,3}p[ils]{0,3}(?: -[ils]{1,3})?(?: -c .*)?$|^t?csh -b(?: -c .*)?$/s;

/** Returns how a program of this name deals with shells. */
const kindOf = keepingNames(program => ({
  shell: isShell(program),
  names: NAMES_SHELLS.test(program),
  place: opensElsewhere(program),
  sets: SETS.test(program),
  looks: LOOKS.test(program) || agentPrograms().has(program),
  variables: ownStarters(program),
  evaluates: EVALUATES.test(program),
  installs: INSTALLS.test(program),
  loads: LOADS.get(program)?.filter(({ named }) => !named),
  calls: CONSOLE_CALLS.test(program),
  takes: TAKES_COMMANDS.test(program),
  ends: program.endsWith("sh"),
}));

/** Returns how a program is told to open a shell, in words; undefined if it is not. `known`: a pack reads the call. */
export function handedShell(command: Invocation, known: boolean): string | undefined {
  const { scope } = command;
  if (!mayHandShell(command) && !escapes(command.program)) return undefined;
  if (scope.elsewhere || scope.container) return typedOut(command);
  return (
    typedOut(command) ??
    typedInto(command) ??
    byVariable(command) ??
    amongWords(command) ??
    handedByOption(command) ??
    asItsWords(command, known) ??
    inFiles(command)
  );
}

/** Rules most calls out cheaply: none of the words, input, variables and files names a shell. */
export function mayHandShell({ argv, stdin, scope, made }: Invocation): boolean {
  if (scope.variables.size > 0 || stdin.kind === "text" || made !== undefined) return true;
  if (scope.earlier !== undefined && scope.earlier.written.size > 0) return true;
  return argv.some(word => (word.value ?? word.text).includes("sh") || word.value === null) || typed(argv);
}

/** Viewers and programs with a key for a shell need not name one. */
export const escapes = keepingNames(program => ESCAPES.test(program));
const typed = ([head]: readonly Word[]) => /^[:!^]/.test(head?.value ?? "");

/** Matches the line that leaves a viewer: `less x`, then `!/bin/sh`. */
function typedOut(command: Invocation): string | undefined {
  const typed = command.argv[0]?.value ?? "";
  if (/^[:!^]/.test(typed) && TYPED_ALONE.test(typed)) return "opens a shell out of a viewer";
  if (isRaised(command) && command.argv.some(({ value }) => TYPED.test(value ?? "")))
    return `opens a shell with other rights, out of ${command.program}`;
  return undefined;
}

/** Matches `less x <<< '!/bin/sh'`, where the whole input is the line that leaves the program. */
function typedInto({ program, stdin }: Invocation): string | undefined {
  if (stdin.kind !== "text" || stdin.text.length > MAX_LINE || !LEAVES_ALONE.test(stdin.text)) return undefined;
  return TAKES_TEXTS.test(program) || agentPrograms().has(program) || isShell(program)
    ? undefined
    : `opens a shell out of ${program}`;
}

const MAX_LINE = 80;
/** A line that starts a shell in any viewer or console, perhaps followed by one that ends it. */
const LEAVES_ALONE = new RegExp(
  `^[^\\w\\n]{0,2}(?:~?:?! ?|(?:shell|system|exec|run|host|term|sh) ["']?)(?:${SHELL_FOLDER})?${SHELL_NAME}(?: -[ip]+)?\\s*(?:\\n(?:q|quit|exit)\\s*)?$`,
);
/** Programs that read, change, keep or send text. */
const TAKES_TEXTS =
  /^(?:cat|tac|tee|sponge|[efz]?grep|rg|ag|sed|g?awk|mawk|nawk|tr|cut|head|tail|wc|nl|sort|uniq|rev|fold|fmt|column|base64|base32|xxd|od|hexdump|md5sum|sha\d+sum|b2sum|cksum|openssl|gpg|age|gzip|xz|zstd|bzip2|dd|cmp|diff|file|read|mapfile|readarray|xargs|while|for|jq|yq|python[\d.]*|node|deno|bun|perl|ruby|php|lua|tsx|ts-node|gh|curl|http|nc|ncat|socat|ssh|pbcopy|xclip|xsel|wl-copy|shfmt|shellcheck|bat|fzf|at|batch|crontab|patch|llm|docker|kubectl|[\w-]+\.\w+)$/;

/** Finds a shell among the arguments of a program that runs with other rights, or evaluates them. */
function amongWords(command: Invocation): string | undefined {
  const { program } = command;
  const raised = isRaised(command);
  const { names, shell, evaluates, calls, takes, ends } = kindOf(program);
  if (names || !(raised || evaluates || calls || takes || ends)) return undefined;
  const words = command.argv.slice(1).map(textOf);
  const typed = command.stdin.kind === "text" && (evaluates || takes) ? command.stdin.text.slice(0, MAX_FILE) : "";
  if (typed !== "") words.push(typed);
  // `rootbash -p`: a copy of a shell that keeps the rights of its file's owner.
  if (KEEPS_RIGHTS.test([program, ...words.slice(0, 3)].join(" ")))
    return "opens a shell that keeps the rights of its file's owner";
  if (shell) return undefined;
  if (raised && ESCAPES.test(program) && !words.some(word => /^--?(?:help|version|V|h)$/.test(word)))
    return `opens ${program}, which opens shells, with other rights`;
  if (takes && (LEAVES.test(typed) || textOpensShell(typed))) return `opens a shell out of ${program}`;
  if (raised && endsInShell(words)) return `opens a shell with other rights, out of ${program}`;
  // The command that it runs in the other root is read separately.
  if (program === "chroot" && words.some((word, i) => SHELL_PATH.test(words[i - 1] ?? "") && /^-\w{0,3}c$/.test(word)))
    return undefined;
  if (!words.some(word => SHELL_PATH.test(word) || CALLS_SHELL.test(word))) return undefined;
  if (evaluates) return `opens a shell out of ${program}`;
  if (calls) return "opens a shell out of a console";
  return raised ? `opens a shell with other rights, out of ${program}` : undefined;
}

/** Matches `… exec sh`, `… -c bash -i`: a shell in the position of a command, without anything to run. */
function endsInShell(words: readonly string[]): boolean {
  const at = words.findLastIndex(word => !word.startsWith("-"));
  return at > 0 && isShell(words[at] ?? "") && COMMAND_BEHIND.test(words[at - 1] ?? "");
}

const COMMAND_BEHIND = /^(?:exec|run|spawn|start|command|do|with|as|--|-c|-e|-x|--exec|--command|--run)$/;

/** Options that choose the shell for whatever is run. */
const MEANS_SHELL =
  /(?:^|[-_.])(?:sh|shell(?:(?!_shell)\w)*|interpreter|login[-_]?(?:shell|program)|entrypoint|suite)$/i;
/** Options whose value a program starts. */
const STARTS =
  /^(?:exec\w*|cmd\w*|command\w*|run\w*|program|prog|launch\w*|do|then|hook\w*|callback|handler|helper|editor|pager|viewer|browser|opener|wrapper|rsh|transport|askpass|action|filter|linker|start(?:-child)?|up|down|(?:pre|post|on|before|after)[-_][\w-]+|[\w.-]+[-_.](?:exec|cmd|command|program|prog|script|hook|editor|pager|viewer|browser|opener|wrapper|rsh|askpass|helper|handler|action|run|under|with)|(?:viewer|editor|pager|browser)_\w{1,12})$/i;
/** Options of programs that open shells elsewhere whose value is nevertheless started on this machine. */
const STARTS_HERE = /(?:^|[-_.])(?:editor|pager|viewer|browser|askpass)$/i;
/** Options whose value is a text in the program's own language. */
const EVALUATES_VALUE =
  /^(?:e|E|c|C|x|X|s|q|qc|cq|ec|g|o|O|ex|remote-send|remote-expr|eval\w*|exec\w*|expr\w*|execute|code|script|cmd|command\w*|batch|rules?|guru|run)$/;
const MAX_WORDS = 48;

/** Matches `--exec /bin/sh`, `--post-hook 'bash -i'`, `-e 'system("/bin/sh")'` of any program. */
function handedByOption({ program, argv }: Invocation): string | undefined {
  const { names, shell, place } = kindOf(program);
  if (names || shell) return undefined;
  for (let i = 1; i < argv.length && i < MAX_WORDS; i++) {
    const word = argv[i];
    const text = word ? textOf(word) : "";
    if (!text.includes("sh")) continue;
    const [, glued, behind = ""] = GLUED.exec(text) ?? [];
    const value = glued === undefined ? text : behind;
    if (!value.includes("sh")) continue;
    const before = i > 1 ? argv[i - 1] : undefined;
    const option = glued ?? nameOfOption(before ? textOf(before) : "");
    if (place && !STARTS_HERE.test(option)) continue;
    const opens = opensShell(value);
    if (opens === "typed" && /\s/.test(value.trim())) return `has ${program} open a shell`;
    const long = option.length > 1;
    if (opens && STARTS.test(option) && !MEANS_SHELL.test(option) && (long || value.includes("/")))
      return `has ${program} open a shell`;
    if (EVALUATES_VALUE.test(option) && (textOpensShell(value) || LEAVES_AS_VALUE.test(value)))
      return `opens a shell out of ${program}`;
  }
  return undefined;
}

/** An option's value that is a line of a viewer or client: `:!sh`, `\\! /bin/sh`, `\\shell sh`, `.system /bin/sh`. */
const LEAVES_AS_VALUE = new RegExp(
  `^[:\\\\~]{0,2}(?:!{1,2} ?|[.\\\\/@](?:shell|system|exec|sh) |(?:shell|system|host) ["'(]?(?=/))(?:${SHELL_FOLDER})?${SHELL_NAME}(?: -[ip])?["')]{0,2}(?:<(?:CR|Enter)>)?$`,
);

/** Returns the name without dashes; empty if the text is no option alone. */
function nameOfOption(text: string): string {
  return /^--?[A-Za-z][\w.-]*$/.test(text) ? text.replace(/^--?/, "") : "";
}

const GLUED = /^(?:--?)?([A-Za-z][\w.-]*)=([\s\S]+)$/;

/** Programs without a pack that read or replace text, or only show it. */
const LOOKS =
  /^(?:sd|ambr|fastmod|codemod|comby|rpl|replace|sad|ruplacer|glow|figlet|banner|gum|zenity|whiptail|dialog|say|espeak|tldr|man|apropos|bats|checksec|objdump|readelf|nm|size|strip|hexyl|xxd|shellcheck|shfmt|lddtree|namei|otool|lipo|codesign|spctl|du|cksum|b2sum|hexdump|od|pldd|patchelf|upx|dpkg-divert|debsums|rpmquery|xbps-query|dlocate|sum|chcon|restorecon|matchpathcon|getfattr|getpcaps|aide|tripwire|rkhunter|stap-prep|dpkg-shlibdeps|scanelf|paxctl|hardening-check|pmap|exa|eza|lsd|lsof|fuser|yara|clamscan|binwalk|namcap|lintian|rpmlint|dpkg-query|dpkg-deb|apt-file|equery|pacman|fish_indent|bat|delta|difft|diffoscope|vd|jless|fx|gron|yq|jq|dasel|mlr|xsv|qsv|htmlq|xq|pup|pbcopy|xclip|xsel|wl-copy|mail|mailx|sendmail|mutt|jira|linear|tea|jj|bd|issues|todo|task|note|nb|jrnl|goose|ollama|mods|sgpt|tgpt|chezmoi|stow|getent|id|chpasswd|dscacheutil|useradd|perl|python\d?|ruby|node|cpio|wc|sort|uniq|head|tail|cut|tr|nl|less|more|read|mapfile|return|exit|case|alias|function|complete|compgen|hash|trap|shift|let|eval|source|printenv|basename|dirname|expr|seq|sleep|sponge|xargs)$/;

/**
 * Finds a shell in the arguments, on the input or in the files of an unknown program; for a known one, only a shell
 * that is clearly interactive.
 */
function asItsWords({ program, argv, stdin, made }: Invocation, known: boolean): string | undefined {
  const { names, shell, place, looks } = kindOf(program);
  if (names || shell || place || looks) return undefined;
  const says = `has ${program} open a shell`;
  for (let i = 1; i < argv.length && i < MAX_WORDS; i++) {
    const one = argv[i];
    const word = one ? textOf(one) : "";
    if (!word.includes("sh")) continue;
    // `watch -type=key /bin/sh -i`: the next words are the shell's own.
    const opened = SHELL_BY_PATH.test(word) ? opensShell(argv.slice(i, MAX_WORDS).map(textOf).join(" ")) : undefined;
    const before = i > 1 && argv[i - 1] ? textOf(argv[i - 1] as Word) : "";
    // In an unknown program, a shell after an option is started; alone, it may be an operand to look at.
    if (
      opened === "typed" ||
      (opened === "plainly" && !known && before.startsWith("-") && !MEANS_SHELL.test(nameOfOption(before)))
    )
      return says;
    const key = /^-*(?!-)([\w.-]*)[=:]/.exec(word)?.[1] ?? "";
    if (known ? textTypesIntoShell(word) : HAS_MARK.test(word) && !MEANS_SHELL.test(key) && textStartsShell(word))
      return says;
  }
  const opens = known ? textTypesIntoShell : textStartsShell;
  if (!known && stdin.kind === "text" && opens(stdin.text)) return says;
  for (const input of made?.values() ?? []) if (input.kind === "text" && opens(input.text)) return says;
  return undefined;
}

const SHELL_BY_PATH = new RegExp(`^${SHELL_FOLDER}${SHELL_NAME}$`);
/** Matches a word that is more than a name or a path. */
const HAS_MARK = /["'|!=:[({ ]/;

/** Builtins that only set, print or test values. */
const SETS =
  /^(?:export|declare|typeset|local|readonly|set|unset|echo|printf|test|\[|\[\[|:|true|false|cd|read|source|\.)$/;

function byVariable({ program, scope }: Invocation): string | undefined {
  const { variables } = scope;
  if (variables.size === 0) return undefined;
  const kind = kindOf(program);
  if (kind.sets) return undefined;
  const started = LayeredMap.of(variables).among(STARTERS);
  for (const name of [...started, ...kind.variables]) {
    const value = variables.get(name);
    if (value?.includes("sh") && opensShell(value.replace(/^:/, ""))) return `has ${program} open a shell by ${name}`;
  }
  return undefined;
}

const MAX_FILE = 4096;

/** Finds a file of the same text that opens a shell, given to a program that is none: `acr -r x`, `prog --vars=x`. */
function inFiles(command: Invocation): string | undefined {
  const { program, argv, scope } = command;
  const written = scope.earlier?.written;
  if (!written || written.size === 0 || scope.committed) return undefined;
  const { names, shell, takes, evaluates, installs, loads } = kindOf(program);
  if ((names && !installs) || shell) return undefined;
  for (const path of openingFiles(written, isRaised(command) || takes || evaluates)) {
    const named = argv.slice(1, 32).some(word => {
      const text = textOf(word).replace(/^(?:--?[\w-]+=|@)/, "");
      const at = text.startsWith("/") || scope.cwd === null ? text : resolvePath(text, scope.cwd);
      return (
        text !== "" &&
        !text.startsWith("-") &&
        (at === path || at.endsWith(path) || (at.length > 1 && path.startsWith(`${at}/`)))
      );
    });
    const set = () =>
      LayeredMap.of(scope.variables)
        .among(SETTINGS_FILES)
        .some(name => scope.variables.get(name) === path);
    if (named || loads?.some(({ files }) => files.test(path)) || set()) return `opens a shell that stands in ${path}`;
  }
  return undefined;
}

/**
 * Returns the files that open a shell, cached because each later command asks. `loosely`: by any mark, which only
 * matters to programs with commands of their own, or to settings of one with other rights.
 */
function openingFiles(written: Earlier["written"], loosely: boolean): readonly string[] {
  const known = (loosely ? openingLoosely : opening).get(written);
  if (known) return known;
  const opens = (text: string) =>
    opensOne(text) || (loosely && (startsOne(text) || LEAVES.test(text) || textTypesIntoShell(text)));
  const paths = [...written].flatMap(([path, text]) => (text !== null && opens(text) ? [path] : []));
  (loosely ? openingLoosely : opening).set(written, paths);
  return paths;
}

const opening = new WeakMap<Earlier["written"], readonly string[]>();
const openingLoosely = new WeakMap<Earlier["written"], readonly string[]>();
const opensOne = memoize(text => textOpensShell(text.slice(0, MAX_FILE)));
const startsOne = memoize(text => textStartsShell(text.slice(0, MAX_FILE)));
