/**
 * Options whose value is a command that the program runs on the side: `sort --compress-program`, `split --filter`,
 * `man -P`, `fzf --preview`, and lines of a client that start with `!`. The program's own pack need not know of them.
 */
import type { Facts } from "../../facts.ts";
import { textOfStdin } from "../input-text.ts";
import type { Inner, Invocation } from "../pack.ts";
import { dropPrefix, knownPrefix, textOf, type Word } from "../words.ts";

interface Hooks {
  /** Options whose value is a shell text, without dashes. */
  readonly texts?: readonly string[];
  /** What is the command in any one word. */
  readonly word?: RegExp;
  /** Lines of these options, and of standard input, are commands of the program: which part of one runs in a shell. */
  readonly lines?: { readonly from: readonly string[]; readonly shell: RegExp };
}

const PAGED: Hooks = { word: /^\+!(.+)$/s };
const MANUAL: Hooks = { texts: ["P", "pager", "H", "html"] };
const APT: Hooks = { word: /-Invoke(?:-[\w-]+)?::?=?(?::?=)?(.+)$/s };
const TRACED: Hooks = { word: /^(?:-o|--output=)?[|!](.+)$/s };
const TEX: Hooks = { word: /\\write18\s*\{([^}]+)\}/s };
const CLIENT: Hooks = { lines: { from: ["c", "e"], shell: /^\s*(?:!|shell\s)\s*(.+)$/ } };

const HOOKS: ReadonlyMap<string, Hooks> = new Map<string, Hooks>([
  ["sort", { texts: ["compress-program"] }],
  ["split", { texts: ["filter"] }],
  ["less", PAGED],
  ["more", PAGED],
  ["most", PAGED],
  ["man", MANUAL],
  ["bat", { texts: ["pager"] }],
  ["batcat", { texts: ["pager"] }],
  ["delta", { texts: ["pager"] }],
  ["mysql", { texts: ["pager"] }],
  ["mariadb", { texts: ["pager"] }],
  [
    "fzf",
    { texts: ["preview"], word: /\b(?:execute|execute-silent|become|reload|preview|transform)[([{:](.+?)[)\]}]?$/s },
  ],
  ["sk", { texts: ["preview", "c", "cmd"] }],
  ["nano", { texts: ["s", "speller"] }],
  ["dialog", { texts: ["prgbox", "programbox"] }],
  ["zip", { texts: ["TT", "unzip-command"] }],
  ["strace", TRACED],
  ["ltrace", TRACED],
  ["apt", APT],
  ["apt-get", APT],
  ["aptitude", APT],
  ["dpkg", { texts: ["pre-invoke", "post-invoke"] }],
  ["nodemon", { texts: ["exec", "x"] }],
  ["chokidar", { texts: ["c", "command"] }],
  ["fish", { texts: ["C", "init-command"] }],
  ["lftp", CLIENT],
  ["ftp", CLIENT],
  ["sftp", CLIENT],
  ["gdb", { lines: { from: [], shell: /^\s*(?:!|shell\s)\s*(.+)$/ } }],
  ["latex", TEX],
  ["pdflatex", TEX],
  ["xelatex", TEX],
  ["lualatex", TEX],
  ["tex", TEX],
  ["pdftex", TEX],
]);

/** The commands that these options of `command` hand on. */
export function runByOptions(command: Invocation, facts: Facts): Inner[] {
  const hooks = HOOKS.get(command.program);
  if (!hooks) return [];
  const words = command.argv.slice(1);
  const texts = [
    ...valuesOf(words, hooks.texts ?? []).map(textOf),
    ...(hooks.word ? words.flatMap(word => hooks.word?.exec(textOf(word))?.[1] ?? []) : []),
    ...(hooks.lines ? linesOf(command, hooks.lines, facts) : []),
  ];
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  return texts
    .filter(text => text !== "")
    .map((text): Inner => ({ kind: "shell", text, scope, ...(command.span && { span: command.span }) }));
}

function linesOf(command: Invocation, { from, shell }: NonNullable<Hooks["lines"]>, facts: Facts): string[] {
  const given = valuesOf(command.argv.slice(1), from).flatMap(word => textOf(word).split(/[;\n]/));
  const typed = (textOfStdin(command, facts) ?? "").split("\n");
  return [...given, ...typed].flatMap(line => shell.exec(line)?.[1] ?? []);
}

/** The values of options as programs read them in all their spellings: `-P x`, `-Px`, `--pager=x`, `--pag x`. */
function valuesOf(words: readonly Word[], names: readonly string[]): Word[] {
  return words.flatMap((word, i) => {
    const text = word.value ?? knownPrefix(word);
    if (!text.startsWith("-")) return [];
    const equals = text.indexOf("=");
    const typed = text.slice(text.startsWith("--") ? 2 : 1, equals < 0 ? undefined : equals);
    for (const name of names) {
      const whole = typed === name || (text.startsWith("--") && typed.length > 3 && name.startsWith(typed));
      const next = words[i + 1];
      if (whole) return equals < 0 ? (next ? [next] : []) : [dropPrefix(word, equals + 1)];
      if (name.length === 1 && text.startsWith(`-${name}`)) return [dropPrefix(word, 2)];
    }
    return [];
  });
}
