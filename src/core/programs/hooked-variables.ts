/**
 * Reads variables that make a program run something else: a folder before `PATH`, `LD_PRELOAD`, `BASH_ENV`, `EDITOR`.
 * Only variables that the act itself sets count; the person's own environment is theirs.
 */

import type { Effect } from "../effects/effect.ts";
import type { Inner, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { isBroughtAlong } from "../languages/shell/brought-along.ts";
import { unseenCode } from "../languages/shell/scripts.ts";
import { isPosixShell } from "../languages/shell/shell-names.ts";
import { keepingNames } from "../text/memoize.ts";
import { resolvePath } from "../text/paths.ts";
import { literalWord } from "../text/words.ts";
import { startedScript } from "./started-script.ts";

/** Programs that open an editor. */
const EDITS =
  /^(git|crontab|sudoedit|visudo|vipw|kubectl|oc|gh|hg|svn|systemctl|less|psql|fc|helm|ansible-vault|sops)$/;
const INSTALLED = /^\/(usr|lib|lib64|opt|nix|Library|System|snap|Applications)\//;

/** Programs that show long output in a pager: `PAGER`, or one of their own, such as `PSQL_PAGER`. */
const PAGES = /^(git|psql|mysql|mariadb|man|gh|aws|systemctl|journalctl|bat|batcat|delta|kubectl|hg|svn|crash)$/;
const pagersOf = (program: string) => [
  ...["PAGER", "MANPAGER", "GIT_PAGER", "SYSTEMD_PAGER", "BAT_PAGER", "CRASHPAGER"],
  `${program.toUpperCase()}_PAGER`,
];
/** A program's own editor variable takes precedence over the general ones. */
const editorsOf = (program: string) => [
  ...["GIT_SEQUENCE_EDITOR", "GIT_EDITOR", "SYSTEMD_EDITOR", "KUBE_EDITOR", "HGEDITOR", "FCEDIT", "SUDO_EDITOR"],
  `${program.toUpperCase()}_EDITOR`,
  ...["VISUAL", "EDITOR"],
];

/** Variables with options or a start-up file of an interpreter, and an equivalent call. */
const INTERPRETERS: readonly (readonly [RegExp, string, (value: string) => readonly string[]])[] = [
  [/^(?:node|npm|npx|yarn|pnpm|tsx|ts-node)$/, "NODE_OPTIONS", value => ["node", ...value.split(/\s+/), "-e", "0"]],
  [/^perl/, "PERL5OPT", value => ["perl", ...(value.includes(";") ? [value] : value.split(/\s+/)), "-e", "0"]],
  [/^perl/, "PERL5DB", value => ["perl", "-e", value]],
  [/^lua/, "LUA_INIT", value => ["lua", "-e", value]],
  [/^j?ruby/, "RUBYOPT", value => ["ruby", ...value.split(/\s+/), "-e", "0"]],
  [/^i?python/, "PYTHONSTARTUP", value => ["python3", value]],
];

/** Variables with further options of a program, from its manual. */
const MORE_OPTIONS: readonly (readonly [programs: RegExp, names: readonly string[]])[] = [
  [/^(?:g?tar|bsdtar)$/, ["TAR_OPTIONS"]],
  [/^(?:un)?xz$/, ["XZ_DEFAULTS", "XZ_OPT"]],
  [/^gzip$/, ["GZIP"]],
  [/^bzip2$/, ["BZIP2", "BZIP"]],
  [/^zip$/, ["ZIPOPT"]],
  [/^unzip$/, ["UNZIP", "UNZIPOPT"]],
  [/^go$/, ["GOFLAGS"]],
  [/^(?:pytest|py\.test)$/, ["PYTEST_ADDOPTS"]],
  [/^fzf$/, ["FZF_DEFAULT_OPTS"]],
  [/^less$/, ["LESS"]],
  [/^mvn$/, ["MAVEN_ARGS"]],
  [/^gs$/, ["GS_OPTIONS"]],
  [/^ack$/, ["ACK_OPTIONS"]],
  [/^rspec$/, ["SPEC_OPTS"]],
];

/** Variables that name a helper of a program, from its manual. */
const HELPERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^auto(?:conf|header|reconf|m4te)$/, ["AUTOM4TE"]],
  [/^rsync$/, ["RSYNC_RSH"]],
  [/^cvs$/, ["CVS_RSH"]],
  [/^hg$/, ["HGMERGE"]],
  [/^sudo$/, ["SUDO_ASKPASS"]],
  [/^fzf$/, ["FZF_DEFAULT_COMMAND"]],
  [/^(?:npm|npx|pnpm|yarn)$/, ["npm_config_script_shell", "NPM_CONFIG_SCRIPT_SHELL"]],
  [/^(?:man|gh|xdg-open|sensible-browser)$/, ["BROWSER"]],
  [/^(?:gem|bundle)$/, ["GEM_EDITOR", "BUNDLER_EDITOR"]],
  [/^less$/, ["LESSEDIT"]],
  [/^i?python[\d.]*$/, ["BROWSER", "PAGER", "MANPAGER"]],
  [/^cargo$/, ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "RUSTC"]],
];

const PRELOADING = ["LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES"];

/** Returns which variables a program of this name evaluates. */
const kindOf = keepingNames(program => {
  const shell = isPosixShell(program);
  const editors = EDITS.test(program) ? editorsOf(program) : [];
  const interpreters = INTERPRETERS.filter(([programs]) => programs.test(program));
  const helpers = HELPERS.flatMap(([programs, names]) => (programs.test(program) ? names : []));
  const options = MORE_OPTIONS.flatMap(([programs, names]) => (programs.test(program) ? names : []));
  const pagers = PAGES.test(program) ? [...new Set(pagersOf(program))] : [];
  const heeded = [
    ...[...PRELOADING, "PATH", "Path", ...editors, ...helpers, ...pagers, ...options],
    ...(shell ? [...STARTUP, ...PROMPTS] : []),
    ...interpreters.map(([, name]) => name),
  ];
  return { shell, editors, interpreters, helpers, pagers, options, heeded };
});

const STARTUP = ["BASH_ENV", "ENV"];
const PROMPTS = ["PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS4"];

/** Returns what the program runs because of its variables; undefined if none was set. */
export function runByVariables(
  command: Invocation,
  before: Readonly<Record<string, string>> | undefined,
  facts: Facts,
): Reading | undefined {
  const { variables } = command.scope;
  const set = (name: string): string | undefined => {
    const value = variables.get(name);
    return typeof value === "string" && value !== "" && value !== before?.[name] ? value : undefined;
  };
  const kind = kindOf(command.program);
  if (!kind.heeded.some(name => set(name) !== undefined)) return undefined;
  const effects = PRELOADING.flatMap(name => preloaded(set(name), command));
  const inner = fromPath(set("PATH") ?? set("Path"), command, facts);
  if (kind.shell) {
    for (const name of STARTUP) {
      const startup = set(name);
      if (startup) inner.push(argv(command, [".", startup]));
    }
    for (const name of PROMPTS) {
      const text = set(name);
      // A prompt is expanded, including its substitutions.
      if (text) inner.push(shellText(command, name.startsWith("PS") ? `: "${text.replaceAll('"', '\\"')}"` : text));
    }
  }
  for (const [, name, called] of kind.interpreters) {
    const value = set(name);
    // The variable is removed from the inner call, which would otherwise read it again.
    if (value) inner.push(argv(without(name, command), called(value.trim())));
  }
  for (const name of kind.options) {
    const value = set(name);
    if (value) inner.push(withOptions(without(name, command), value));
  }
  for (const name of [...kind.pagers, ...kind.helpers]) {
    const started = set(name);
    if (started) inner.push(shellText(command, started));
  }
  const editor = kind.editors.map(set).find(value => value !== undefined);
  if (editor) inner.push(shellText(command, editor));
  return effects.length > 0 || inner.length > 0 ? { effects, inner } : undefined;
}

/** Returns the call with the words of a variable, or of an options file, after its own. */
export function withOptions({ argv, scope, stdin, span }: Invocation, value: string): Inner {
  const options = (value.match(/(?:\\.|"[^"]*"|'[^']*'|[^\s\\"'])+/g) ?? []).map(unquoted);
  const dashes = argv.findIndex(({ value: word }) => word === "--");
  const at = dashes < 0 ? argv.length : dashes;
  const words = [...argv.slice(0, at), ...options.map(option => literalWord(option, span)), ...argv.slice(at)];
  return { kind: "argv", argv: words, scope, stdin, ...(span && { span }) };
}

function unquoted(word: string): string {
  return word.replace(/\\(.)|["']/g, "$1");
}

/** Reports a library outside of the folders for installed libraries. */
function preloaded(value: string | undefined, command: Invocation): Effect[] {
  const local = value?.split(/[\s:]+/).find(path => path.includes("/") && !INSTALLED.test(path));
  return local === undefined ? [] : [unseenCode(local, "likely", command.span)];
}

/** `PATH=.:$PATH git`: returns a script of that name in a project folder, which replaces the program. */
function fromPath(value: string | undefined, command: Invocation, facts: Facts): Inner[] {
  const name = command.argv[0]?.value;
  if (value === undefined || !name || name.includes("/") || command.scope.cwd === null) return [];
  const windows = facts.around.platform === "win32";
  for (const folder of value.split(windows ? ";" : ":").slice(0, 8)) {
    if (/^\/(usr|bin|sbin|opt|nix|snap)(\/|$)|^[A-Za-z]:[\\/](Windows|Program Files)/i.test(folder)) break;
    const path = resolvePath(`${folder === "" ? "." : folder}/${name}`, command.scope.cwd);
    if (isBroughtAlong(path, command.scope, facts)) continue;
    const batch = windows
      ? SCRIPTS.find(ending => facts.ask({ kind: "stat", path: path + ending })?.type === "file")
      : undefined;
    if (batch !== undefined) return [windowsScript(command, `${path}${batch}`)];
    const script = startedScript({ ...command, argv: [literalWord(path), ...command.argv.slice(1)] }, facts);
    if (script?.inner) return [...script.inner];
  }
  return [];
}

/** Extensions that Windows appends to a name, as far as such files can be read. */
const SCRIPTS = [".cmd", ".bat", ".ps1"];

function windowsScript({ scope, span }: Invocation, path: string): Inner {
  return {
    kind: "shell",
    dialect: "powershell",
    text: `& '${path.replaceAll("'", "''")}'`,
    scope,
    ...(span && { span }),
  };
}

function without(name: string, command: Invocation): Invocation {
  const variables = new Map(command.scope.variables);
  variables.delete(name);
  return { ...command, scope: { ...command.scope, variables } };
}

function shellText({ program, scope, span }: Invocation, text: string): Inner {
  return { kind: "shell", text, scope: { ...scope, via: [...scope.via, program] }, ...(span && { span }) };
}

function argv(command: Invocation, words: readonly string[]): Inner {
  const { scope, stdin, span } = command;
  return { kind: "argv", argv: words.map(word => literalWord(word)), scope, stdin, ...(span && { span }) };
}
