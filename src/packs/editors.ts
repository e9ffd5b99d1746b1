/** Reads editors started with commands: what `:!`, `system()` and similar run, and which files are overwritten. */
import { handedBack } from "../core/effects/budget.ts";
import { hasOption, operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfFile, textOfStdin } from "../core/files/input-text.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { spelledOut } from "../core/languages/code/spelled.ts";
import { leavesNothingOf } from "../core/languages/shell/nothing-left.ts";
import { literalWord, pathForShell, quotedForShell, textOf, type Word } from "../core/text/words.ts";

const VI = "vim vi nvim view gvim vimdiff ex vim.tiny vim.basic vim.nox rvim rview gvimdiff nvimdiff rgvim evim".split(
  " ",
);
const GRAMMAR = { values: ["c", "cmd", "S", "u", "U", "W", "w", "i", "t", "T", "r", "listen"] };
const EMACS = { values: ["eval", "f", "funcall", "l", "load", "execute", "q", "Q"], singleDash: true };
const EMACS_CLIENT = { values: ["a", "alternate-editor", "s", "socket-name", "f", "server-file", "F", "T"] };

export const editors: ProgramPack = {
  kind: "program",
  id: "editors",
  programs: [...VI, "ed", "red", "emacs", "emacsclient"],
  read(command: Invocation, facts: Facts): Reading {
    const lines = handedBack(programOf(command, facts));
    const found = lines.map(line => (/^(emacs|emacsclient)$/.test(command.program) ? fromLisp(line) : fromLine(line)));
    const scope = { ...command.scope, via: [...command.scope.via, command.program] };
    const span = command.span && { span: command.span };
    const { home = "~" } = facts.around;
    const written = [
      ...found
        .flatMap(({ writes = [] }) => writes)
        .map(name => literalWord(name.replace(/^~(?=\/)/, home), command.span)),
      ...(savesNothing(lines)
        ? [...openedIn(command), ...openedBy(lines, command)]
        : openedIn(command).filter(file => keepsNoLine(file, lines, command, facts))),
    ];
    return {
      effects: written.flatMap(word =>
        effectsOfWrite(word, command.scope, facts, { source: "editors", span: command.span, empties: true }),
      ),
      inner: found.flatMap(({ run = [] }) => run).map((text): Inner => ({ kind: "shell", text, scope, ...span })),
    };
  },
  examples: [
    { run: "vim -c '!rm -rf ~' -c q", expect: "deny" },
    { run: "vim +'silent !rm -rf ~' +q", expect: "deny" },
    { run: "nvim --headless -c 'call system(\"rm -rf ~\")' -c q", expect: "deny" },
    { run: "nvim --headless +'lua os.execute(\"rm -rf ~\")' +q", expect: "deny" },
    { run: "ex -s a.txt <<'E'\n%!rm -rf ~\nq!\nE", expect: "deny" },
    { run: "printf '!rm -rf ~\\nq\\n' | ed -s a.txt", expect: "deny" },
    { run: "emacs --batch --eval '(shell-command \"rm -rf ~\")'", expect: "deny" },
    { run: "emacs --batch --eval '(delete-directory \"/home/dev\" t)'", expect: "deny" },
    { run: "vim -es -c '%d' -c 'w! notes.txt' x", expect: "ask", files: { "notes.txt": "y" } },
    { run: "vim -es -c '%d' -c 'wq' notes.txt", expect: "ask", files: { "notes.txt": "y" } },
    { run: "ex -sc '1,$delete|x' notes.txt", expect: "ask", files: { "notes.txt": "y" } },
    { run: "printf '%s\\n' ',d' w q | ed -s notes.txt", expect: "ask", files: { "notes.txt": "y" } },
    { run: "vim -c 'argdo %d | w' data/a.csv", expect: "ask", files: { "data/a.csv": "y" } },
    { run: "nvim --headless -c 'lua os.remove(\"notes.txt\")' -c q", expect: "ask", files: { "notes.txt": "y" } },
    { run: "vim -es -c 'py3 import os; os.remove(\"notes.txt\")' -c q", expect: "ask", files: { "notes.txt": "y" } },
    { run: "emacsclient -e '(delete-file \"notes.txt\")'", expect: "ask", files: { "notes.txt": "y" } },
    { run: "emacsclient -n notes.txt", expect: "allow", files: { "notes.txt": "y" } },
    { run: "nvim --headless -c 'lua print(1)' -c q", expect: "allow" },
    { run: "ex -sc '%d|q!' notes.txt", expect: "allow", files: { "notes.txt": "y" }, why: "nothing is saved" },
    { run: "ex -sc '1d|x' notes.txt", expect: "allow", files: { "notes.txt": "y" }, why: "one line" },
    { run: "vim -es -c 'call writefile([], \"notes.txt\")' -c 'qa!'", expect: "ask", files: { "notes.txt": "y" } },
    { run: "vim -es -c 'redir! > notes.txt' -c version -c 'qa!'", expect: "ask", files: { "notes.txt": "y" } },
    { run: "vim -es -c 'redir >> notes.txt' -c version -c 'qa!'", expect: "allow", files: { "notes.txt": "y" } },
    { run: "ex -s -c 'g/y/d' -c x notes.txt", expect: "ask", files: { "notes.txt": "y1\ny2\n" } },
    { run: "ex -s -c 'g/y1/d' -c x notes.txt", expect: "allow", files: { "notes.txt": "y1\ny2\n" } },
    { run: "vim notes.txt", expect: "allow" },
    { run: "vim -es -c '!make' -c q", expect: "allow" },
    { run: "rview -c ':!/bin/sh'", expect: "ask" },
    { run: "vim +42 src/a.ts", expect: "allow" },
    { run: "nvim --headless +PlugInstall +qall", expect: "allow" },
    { run: "vim -es -c '%s/a/b/g' -c wq a.ts", expect: "allow", files: { "a.ts": "a" } },
    { run: "emacs --batch -f batch-byte-compile a.el", expect: "allow" },
  ],
};

interface Found {
  readonly run?: readonly string[];
  readonly writes?: readonly string[];
}

/** Returns the commands for an editor: by option, by `+`, from a script, or line by line on standard input. */
function programOf(command: Invocation, facts: Facts): readonly string[] {
  const words = command.argv.slice(1);
  const input = () => (textOfStdin(command, facts) ?? "").split("\n");
  if (/^r?ed$/.test(command.program)) return input();
  // emacsclient(1): `-e` makes all its operands Lisp.
  if (command.program === "emacsclient") {
    const args = readArguments(words, EMACS_CLIENT);
    return hasOption(args, "e", "eval") ? [...optionValues(args, "eval"), ...operands(args)].map(textOf) : [];
  }
  if (command.program === "emacs") return optionValues(readArguments(words, EMACS), "eval", "execute").map(textOf);
  const args = readArguments(words, GRAMMAR);
  const plus = words.map(textOf).flatMap(text => (/^\+[^\d/]/.test(text) ? [text.slice(1)] : []));
  const scripts = optionValues(args, "S", "u").flatMap(
    file => textOfFile(file, command.scope, facts)?.split("\n") ?? [],
  );
  const silent = command.program === "ex" || hasOption(args, "e", "E", "es");
  const recorded = silent ? [] : words.filter((_, i) => words[i - 1]?.value === "-s");
  const keys = recorded.flatMap(file => asLines(textOfFile(file, command.scope, facts) ?? ""));
  const fed = silent ? input() : [];
  return [...optionValues(args, "c", "cmd").map(textOf), ...plus, ...scripts, ...keys, ...fed];
}

/** Tells whether the lines delete everything and then save under the original name. */
function savesNothing(lines: readonly string[]): boolean {
  const steps = lines.flatMap(line => line.split("|")).map(step => step.trim().replace(EACH, "").replace(/^:/, ""));
  const cleared = steps.findIndex(step =>
    /^(?:%|1?,\$?|0,\$)\s*d(?:el(?:ete)?)?!?(?:\s+_)?$|^%s([/#])\.\*\1\1g?$|^norm(?:al)?!? ggdG$/.test(step),
  );
  return cleared >= 0 && steps.slice(cleared).some(step => SAVES.test(step));
}

/** Tells whether `g/line/d` or `v/line/d` leaves nothing of the file. */
function keepsNoLine(file: Word, lines: readonly string[], { scope }: Invocation, facts: Facts): boolean {
  const steps = lines.flatMap(line => line.split("|")).map(step => step.trim().replace(EACH, ""));
  if (!steps.some(step => SAVES.test(step))) return false;
  const script = steps.flatMap(step => {
    const [, how, place] = /^:?%?(g!?|v)(\/(?:\\.|[^/\\])+\/)d$/.exec(step) ?? [];
    return place === undefined ? [] : [`${place}${how === "g" ? "" : "!"}d`];
  });
  return script.length > 0 && leavesNothingOf(file, { script: script.join("\n"), flavour: "basic" }, scope, facts);
}

const SAVES = /^:?(?:w|wq|x|xit|up|update|write|wa|wqa|xa|wall|wqall)!?$/;

/** Returns the files that it opens by itself with `:e file`. */
function openedBy(lines: readonly string[], { span }: Invocation): readonly Word[] {
  return lines.flatMap(line => {
    const name = /^\s*:?e(?:dit)?!?\s+(\S+)\s*$/.exec(line)?.[1];
    return name === undefined ? [] : [literalWord(name, span)];
  });
}

/** Reads recorded keys as ex commands: text after a colon, and keys that delete text. */
function asLines(keys: string): readonly string[] {
  return keys.split(/[\r\n]/).flatMap(part => {
    const [typed = "", ...rest] = part.split(":");
    return [...(/ggV?dG|ggVGd/.test(typed) ? ["%d"] : []), ...(rest.length > 0 ? [rest.join(":")] : [])];
  });
}

/** Returns the files that an editor is started on. */
function openedIn({ argv }: Invocation): readonly Word[] {
  return operands(readArguments(argv.slice(1), GRAMMAR)).filter(word => !word.value?.startsWith("+"));
}

/** Matches `argdo %d`, which runs in each file. */
const EACH =
  /^:?(?:au(?:tocmd)?!?\s+\S+\s+\S+\s+)?(?:sil(?:ent)?!?\s+)?(?:(?:arg|buf|win|tab|cf?|lf?)do!?\s+)?(?:sil(?:ent)?!?\s+)?/;
/** Languages that Vim runs itself. */
const IN_ANOTHER: readonly (readonly [RegExp, string])[] = [
  [/^lua=?\s+(.+)$/s, "lua -e"],
  [/^py(?:thon)?[3x]?\s+(.+)$/s, "python3 -c"],
  [/^ruby\s+(.+)$/s, "ruby -e"],
  [/^perl\s+(.+)$/s, "perl -e"],
];

/** Reads one line of ex commands. */
function fromLine(line: string): Found {
  const bare = line
    .trim()
    .replace(EACH, "")
    .replace(/^(:|sil(?:ent)?!?\s+|noa(?:utocmd)?\s+|exe(?:cute)?\s*["']\s*:?)+/i, "");
  const shell = /^[%.$,\d'<>\s]*(?:r(?:ead)?\s*|w(?:rite)?\s+)?!(?!$)\s*([\s\S]+?)["']?$/.exec(bare)?.[1];
  if (shell) return { run: [shell.replace(/\\!/g, "!")] };
  const terminal = /^(?:vert(?:ical)?\s+)?ter(?:m|minal)\s+(?!\s)(.+)$/.exec(bare)?.[1];
  if (terminal) return { run: [terminal] };
  const called = [
    ...bare.matchAll(
      /\b(?:system(?:list)?|jobstart|termopen|job_start|os\.execute|io\.popen)\s*\(\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/g,
    ),
  ];
  if (called.length > 0) return { run: called.map(match => (match[1] ?? match[2] ?? "").replace(/\\(.)/g, "$1")) };
  const deleted = /\bdelete\s*\(\s*['"]([^'"]+)['"](?:\s*,\s*['"]([^'"]*)['"])?/.exec(bare);
  if (deleted?.[1]) return { run: [`rm ${deleted[2] === "rf" ? "-rf " : ""}${deleted[1]}`] };
  for (const [form, program] of IN_ANOTHER) {
    const code = form.exec(bare)?.[1];
    if (code !== undefined) return { run: [`${program} ${quotedForShell(code)}`] };
  }
  const put = /\bwritefile\s*\((?:[^'"]|"\s|["'][^"']*["']\s*\])*,\s*(?:expand\s*\(\s*)?["']([^"']+)["']/.exec(
    bare,
  )?.[1];
  const written =
    put ??
    /^redir!?\s*>\s*([^\s|>]+)/.exec(bare)?.[1] ??
    /^[%\d,$]*(?:w|write|sav|saveas)!?\s+(?!>>|!)([^\s|]+)/.exec(bare)?.[1];
  return written ? { writes: [written] } : {};
}

/** Finds calls in Emacs Lisp that run a command or delete files. */
function fromLisp(source: string): Found {
  const text = spelledOut(source);
  const run = [...text.matchAll(/\((?:async-)?shell-command(?:-to-string)?\s+"((?:[^"\\]|\\.)*)"/g)].map(match =>
    (match[1] ?? "").replace(/\\(.)/g, "$1"),
  );
  const gone = [...text.matchAll(/\(delete-(file|directory)\s+"([^"]*)"(\s+t)?/g)].map(
    match => `${match[1] === "directory" && match[3] ? "rm -rf" : "rm"} ${pathForShell(match[2] ?? "")}`,
  );
  const started = [...text.matchAll(/\((?:call|start)-process\s+"([^"]*)(?:"|$)([^)]*)(?:\)|$)/g)].map(match =>
    [match[1], ...[...(match[2] ?? "").matchAll(/"([^"]*)"/g)].map(word => `'${word[1]}'`)].join(" "),
  );
  return { run: [...run, ...gone, ...started] };
}
