/** Reads sed: what its script runs (`e`, `s///e`) and writes (`w`, `s///w`), and the files it edits in place. */

import type { Effect } from "../core/effects/effect.ts";
import { hasOption, operands, optionValue, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfScript } from "../core/files/input-text.ts";
import { effectsOfWritingOneOf } from "../core/files/possible.ts";
import { effectsOfPlacing } from "../core/files/replacement.ts";
import { pathOf, shown } from "../core/files/targets.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { effectOfWriting } from "../core/files/writing.ts";
import { leavesNothingOf } from "../core/languages/shell/nothing-left.ts";
import { unseenCode } from "../core/languages/shell/scripts.ts";
import { baseName, parentOf, resolvePath } from "../core/text/paths.ts";
import { literalWord, textOf, type Word } from "../core/text/words.ts";

const GRAMMAR = {
  values: ["e", "expression", "f", "file", "l", "line-length"],
  optional: ["i", "in-place"],
  abbreviations: true,
  flags: ["quiet", "silent", "regexp-extended", "separate", "sandbox", "null-data", "posix", "debug", "unbuffered"],
};

export const sed: ProgramPack = {
  kind: "program",
  id: "sed",
  programs: ["sed", "gsed", "ssed"],
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), GRAMMAR);
    const files = optionValues(args, "f", "file");
    const inline = optionValues(args, "e", "expression").map(textOf);
    const words = operands(args);
    const given = files.length > 0 || inline.length > 0;
    const scripts = [
      ...inline,
      ...files.flatMap(file => textOfScript(file, command, facts) ?? []),
      ...(given || !words[0] ? [] : [textOf(words[0])]),
    ];
    const found = scripts.map(commandsOf);
    const edited = hasOption(args, "i", "in-place") ? (given ? words : words.slice(1)) : [];
    const all = found.flatMap(({ written }) => written);
    const { span, scope } = command;
    const silent = hasOption(args, "n", "quiet", "silent");
    const extended = command.argv.some(({ value }) => /^(?:-[a-zA-Z]*[Er]|--regexp-extended$)/.test(value ?? ""));
    const edit = { script: scripts.join("\n"), flavour: extended ? "extended" : "basic", silent } as const;
    const prints = scripts.some(script => /[pPwWie]/.test(script));
    return {
      effects: [
        ...edited.flatMap(file => backedUp(file, optionValue(args, "i", "in-place")?.value, command, facts)),
        ...edited.flatMap(file => {
          const all = scripts.some(empties) || (silent && !prints);
          return inPlace(file, command, all || leavesNothingOf(file, edit, scope, facts), facts);
        }),
        ...all.flatMap(name =>
          effectsOfWrite(literalWord(name, span), scope, facts, { source: "sed", span, empties: true }),
        ),
        ...(found.some(({ runsInput }) => runsInput) ? [unseenCode("the lines sed reads", "likely", span)] : []),
      ],
      inner: found.flatMap(({ run }) => run).map((text): Inner => shell(command, text)),
    };
  },
  examples: [
    { run: "sed '1e rm -rf ~' x", expect: "deny" },
    { run: "sed -i 's/.*//' notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "sed -i -n '' notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "sed -n -i '1,5p' notes.txt", expect: "allow", files: { "notes.txt": "x" }, git: {} },
    { run: "sed -i 's/foo.*//' notes.txt", expect: "allow", files: { "notes.txt": "x" } },
    { run: "sed -f - x <<< '1e rm -rf ~'", expect: "deny" },
    { run: "sed -n '/a/e rm -rf ~' x", expect: "deny" },
    { run: "sed 's/.*/rm -rf \\/home\\/dev/e' x", expect: "deny" },
    { run: "echo x | sed 's/x/&/e'", expect: "ask", why: "what comes in is run" },
    { run: "sed 'w notes.txt' x", expect: "ask", files: { "notes.txt": "y", x: "z" } },
    { run: "sed -i '1,$d' notes.txt", expect: "ask", files: { "notes.txt": "y" }, why: "nothing is left of it" },
    { run: "sed -i 's/.*/x/' notes.txt", expect: "ask", files: { "notes.txt": "one\ntwo three\n" } },
    { run: "sed -i 's/.*/x/' VERSION", expect: "allow", files: { VERSION: "10.20\n" } },
    { run: "sed -n -i 's/four/five/p' notes.txt", expect: "ask", files: { "notes.txt": "one\ntwo three\n" } },
    { run: "sed -n -i '/one/p' notes.txt", expect: "allow", files: { "notes.txt": "one\ntwo three\n" } },
    { run: "sed -i 's/two/2/gp' notes.txt", expect: "allow", files: { "notes.txt": "one\ntwo three\n" } },
    { run: "sed -i'b/*' s/a/b/ a.txt", expect: "ask", files: { "a.txt": "x", "b/a.txt": "y" } },
    { run: "sed -i'*.bak' s/a/b/ a.txt", expect: "allow", files: { "a.txt": "x" } },
    { run: "sed -i d notes.txt", expect: "ask", files: { "notes.txt": "y" } },
    { run: "sed -i 's/a/b/' src/a.ts", expect: "allow", files: { "src/a.ts": "a" } },
    { run: "sed -i.bak -e 's/a/b/g' -e '/x/d' a.ts", expect: "allow", files: { "a.ts": "a" } },
    { run: "sed -n '1,20p' a.ts", expect: "allow" },
    { run: "sed 's/delete/remove/' a.ts > /tmp/b", expect: "allow" },
    { run: "sed '3a\\\necho one\\\nexit' a.ts", expect: "allow", why: "these lines are put in" },
    { run: "sed '3a\\\none\n1e rm -rf ~' a.ts", expect: "deny" },
    { run: "sed -E 's/^(.*)e$/\\1/' a.ts", expect: "allow" },
    { run: "sed -e '/here/e' -n x", expect: "ask", why: "each such line is run" },
  ],
};

/** Reads `-i'old/*'`: the old content goes to a file of another name, which it overwrites. */
function backedUp(file: Word, name: string | null | undefined, { scope, span }: Invocation, facts: Facts): Effect[] {
  const path = pathOf(file, scope);
  if (path === undefined || !name?.includes("*")) return [];
  const made = name.replaceAll("*", () => baseName(path));
  const to = resolvePath(made.includes("/") ? made : `${parentOf(path)}/${made}`, scope.cwd ?? "/");
  return effectsOfPlacing(file, literalWord(to, span), {
    scope,
    facts,
    source: "sed",
    span,
    replaces: true,
    intoFolder: false,
  });
}

/** Reads an edit in place. The text shows the change, and only a script that leaves nothing loses the file. */
function inPlace(file: Word, command: Invocation, all: boolean, facts: Facts) {
  const { scope, span } = command;
  if (all) return effectsOfWrite(file, scope, facts, { source: "sed", span, empties: true, edits: true });
  const path = pathOf(file, scope);
  if (path === undefined) return effectsOfWritingOneOf(file, scope, facts, { source: "sed", span });
  return [effectOfWriting({ name: shown(file), path, source: "sed", span })];
}

/** Tells whether `d` applies to every line, or each line is replaced by nothing. */
function empties(script: string): boolean {
  return /^\s*s(.)(?:\^?\.[*+]\$?\1\1[gI]*|\.\1\1g[I]*)\s*(?:;\s*)?$/.test(script) || deletesAll(script);
}

function deletesAll(script: string): boolean {
  return /^\s*(?:(?:1\s*,\s*\$|0~1|\/\.?\*?\/|\/\^\/)\s*)?d\s*(?:;\s*)?$/.test(script);
}

interface Commands {
  readonly run: readonly string[];
  readonly written: readonly string[];
  readonly runsInput: boolean;
}

/** Returns the commands of a script that reach beyond sed: an address, then `e`, `w`, `W`, or `s` with such a flag. */
function commandsOf(script: string): Commands {
  const run: string[] = [];
  const written: string[] = [];
  let runsInput = false;
  let at = 0;
  for (let steps = 0; at < script.length && steps < 2000; steps++) {
    at = afterAddress(script, at);
    const letter = script.charAt(at);
    if (letter === "s" || letter === "y") {
      const end = afterParts(script, at + 1);
      const flags = /^[gpiIMm0-9eE]*(w\s*[^\n]*)?/.exec(script.slice(end, end + 500))?.[0] ?? "";
      const [, replacement = ""] = partsOf(script.slice(at + 1, end));
      if (letter === "s" && /^[^w]*e/.test(flags)) {
        if (/^[^&\\]*$/.test(replacement.replace(/\\([/|#,])/g, "$1")))
          run.push(replacement.replace(/\\([/|#,])/g, "$1"));
        else {
          runsInput = true;
          run.push(replacement.replace(/\\[0-9]|&/g, "\uFFFC").replace(/\\([/|#,])/g, "$1"));
        }
      }
      const file = /w(.+)/.exec(flags)?.[1];
      if (file && letter === "s") written.push(file.trim());
      at = end + flags.length;
    } else if (letter === "e") {
      const line = restOfLine(script, at + 1);
      if (line.trim() === "" || /^\s*[;}]/.test(line)) runsInput = true;
      else run.push(line.trim());
      at += 1 + line.length;
    } else if (letter === "w" || letter === "W") {
      const line = restOfLine(script, at + 1);
      if (line.trim() !== "") written.push(line.trim());
      at += 1 + line.length;
    } else if (/[aic]/.test(letter)) {
      at = afterText(script, at + 1);
    } else if (/[rRbtT:]/.test(letter)) {
      at += 1 + restOfLine(script, at + 1).length;
    } else at++;
  }
  return { run, written, runsInput };
}

/** Skips blanks, separators, braces, and addresses: numbers, `$`, `/…/`, `\\c…c`, `first~step`, `+n`, `!`. */
function afterAddress(script: string, from: number): number {
  let at = from;
  while (at < script.length) {
    const char = script.charAt(at);
    if (/[\s;{}0-9,$~+!IM]/.test(char)) at++;
    else if (char === "/") at = afterDelimited(script, at + 1, "/");
    else if (char === "\\") at = afterDelimited(script, at + 2, script.charAt(at + 1));
    else if (char === "#") at += restOfLine(script, at).length;
    else break;
  }
  return at;
}

function afterParts(script: string, from: number): number {
  const delimiter = script.charAt(from);
  return afterDelimited(script, afterDelimited(script, from + 1, delimiter), delimiter);
}

function afterDelimited(script: string, from: number, delimiter: string): number {
  for (let at = from; at < script.length; at++) {
    if (script.charAt(at) === "\\") at++;
    else if (script.charAt(at) === delimiter) return at + 1;
  }
  return script.length;
}

/** Returns `pattern` and `replacement` of `/pattern/replacement/`. */
function partsOf(text: string): readonly [string, string] {
  const delimiter = text.charAt(0);
  const middle = afterDelimited(text, 1, delimiter);
  return [text.slice(1, middle - 1), text.slice(middle, text.endsWith(delimiter) ? -1 : undefined)];
}

/** Skips the text of `a`, `i` and `c`, which continues where a line ends in a backslash. */
function afterText(script: string, from: number): number {
  for (let at = from; at < script.length; at++) {
    if (script.charAt(at) === "\\") at++;
    else if (script.charAt(at) === "\n") return at;
  }
  return script.length;
}

function restOfLine(script: string, from: number): string {
  const end = script.indexOf("\n", from);
  return script.slice(from, end < 0 ? undefined : end);
}

function shell(command: Invocation, text: string): Inner {
  const scope = { ...command.scope, via: [...command.scope.via, "sed"] };
  return { kind: "shell", text, scope, ...(command.span && { span: command.span }) };
}
