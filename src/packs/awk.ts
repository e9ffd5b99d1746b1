/** Finds commands and files inside an awk program: `system("…")`, `"…" | getline`, `print | "…"`, `print > "file"`. */

import { operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfScript } from "../core/files/input-text.ts";
import { effectsOfWrite } from "../core/files/writes.ts";
import { unseenCode } from "../core/languages/shell/scripts.ts";
import { anyOf, words } from "../core/text/expressions.ts";
import { HOLE, literalWord, textOf, type Word } from "../core/text/words.ts";

const GRAMMAR = {
  values: `F f v field-separator file assign e source i include l load E exec W`.split(/\s+/),
  stopAtOperand: true,
};
const MAX_FOUND = 40;
/** Longer than any command that a program puts together. */
const MAX_TEXT = 4096;

export const awk: ProgramPack = {
  kind: "program",
  id: "awk",
  programs: ["awk", "gawk", "mawk", "nawk", "original-awk", "goawk"],
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), GRAMMAR);
    const files = optionValues(args, "f", "file", "E", "exec");
    const inline = optionValues(args, "e", "source").map(textOf);
    const [first, ...named] = operands(args);
    const own = files.length === 0 && inline.length === 0 && first ? [textOf(first)] : [];
    const fromFiles = files.flatMap(file => textOfScript(file, command, facts) ?? []);
    const program = [...own, ...inline, ...fromFiles].join("\n");
    const found = escapes(program, own.length > 0 || !first ? named : [first, ...named]);
    const scope = { ...command.scope, via: [...command.scope.via, command.program] };
    const span = command.span && { span: command.span };
    const inner = found.commands.map((text): Inner => ({ kind: "shell", text, scope, ...span }));
    const effects = found.files.flatMap(({ name, empties }) =>
      effectsOfWrite(typeof name === "string" ? literalWord(name, command.span) : name, command.scope, facts, {
        source: "awk",
        span: command.span,
        empties,
      }),
    );
    const unseen = found.unknown ? [unseenCode("what awk reads", "likely", command.span)] : [];
    return { effects: [...effects, ...unseen], inner };
  },
  examples: [
    { run: `awk 'BEGIN { system("rm -rf ~") }'`, expect: "deny" },
    { run: `gawk 'BEGIN { "rm -rf ~" | getline x; print x }'`, expect: "deny" },
    { run: `awk '{ print $1 | "rm -rf ~" }' list`, expect: "deny" },
    { run: `awk 'BEGIN { system("rm" "\\040-rf" " /") }'`, expect: "deny" },
    { run: `awk '{ system("rm -rf " $1) }' list`, expect: "deny" },
    { run: `awk '{ system($0) }' list`, expect: "ask" },
    { run: `awk '{ print > "notes.txt" }' x`, expect: "ask", files: { "notes.txt": "x", x: "y" } },
    { run: `awk 'END { print NR > FILENAME }' notes.txt`, expect: "ask", files: { "notes.txt": "x" } },
    { run: `awk '{ print FILENAME ": " $0 }' notes.txt`, expect: "allow", files: { "notes.txt": "x" } },
    { run: `awk '{ print > (FILENAME ".out") }' notes.txt`, expect: "allow", files: { "notes.txt": "x" } },
    { run: `awk '/^#/ { print > "notes.txt" }' x`, expect: "ask", files: { "notes.txt": "x", x: "y" } },
    { run: `awk 'BEGIN { f = "notes.txt"; printf "" > f }'`, expect: "ask", files: { "notes.txt": "x" } },
    { run: `awk '/"#/ { print $2 } $1 > max { max = $1 }' x`, expect: "allow", files: { x: "y" } },
    { run: "awk -f run.awk", expect: "deny", files: { "run.awk": 'BEGIN { system("rm -rf ~") }\n' } },
    { run: `awk -f - <<< 'BEGIN { system("rm -rf ~") }'`, expect: "deny" },
    { run: `awk -F: '{ print $1 }' /etc/passwd`, expect: "allow" },
    { run: `awk '{ n += $2 } END { print n > "/dev/stderr" }' x`, expect: "allow" },
    { run: `awk '{ print $1 | "sort -u" }' x`, expect: "allow" },
    { run: `awk '{ c = "rm -rf "; d = c "/home/dev"; system(d) }' list`, expect: "deny" },
    { run: `awk '{ cmd = "date -d " $1; cmd | getline day; print day }' x`, expect: "allow" },
    { run: `ls -l | awk '$5 > 1000 { print $9 }'`, expect: "allow" },
    { run: `awk '{ system("echo " $1) }' x`, expect: "allow" },
  ],
};

interface Escapes {
  readonly commands: readonly string[];
  readonly files: readonly { readonly name: string | Word; readonly empties: boolean }[];
  /** Set for a command that consists only of awk's input. */
  readonly unknown: boolean;
}

/** Scans the program once for strings and their context. `named`: the operands, which are awk's `ARGV`. */
function escapes(program: string, named: readonly Word[]): Escapes {
  const commands: string[] = [];
  const files: { name: string | Word; empties: boolean }[] = [];
  let unknown = false;
  const add = (text = HOLE) => {
    if (text.replaceAll(HOLE, "").trim() === "") unknown = true;
    else if (commands.length < MAX_FOUND) commands.push(text);
    else unknown = true;
  };
  const tokens = tokensOf(program);
  const values: Values = new Map();
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    const next = tokens[i + 1];
    // In `cmd = "date -d " $1; cmd | getline` the variable was assigned before. A second `=` would compare.
    if (token?.kind === "other" && next?.text === "=" && next.kind === "other" && tokens[i + 2]?.text !== "=") {
      if (/^[A-Za-z_]/.test(token.text)) values.set(token.text, concatenated(tokens, i + 2, values) ?? HOLE);
    } else if (token?.kind === "other" && token.text === "system" && next?.text === "(")
      add(concatenated(tokens, i + 2, values));
    else if (token?.text === "|" || token?.text === "|&") {
      if (next?.text === "getline") add(concatenatedBefore(tokens, i - 1, values));
      else add(concatenated(tokens, i + 1, values));
    } else if ((token?.text === ">" || token?.text === ">>") && isText(next, values)) {
      const text = concatenated(tokens, i + 1, values);
      if (text === undefined || files.length >= MAX_FOUND) unknown = true;
      else if (printsBefore(tokens, i) && !text.includes(HOLE)) files.push({ name: text, empties: token.text === ">" });
    }
  }
  for (const [, arrow, number = ""] of program.matchAll(/(>>?)\s{0,9}\(?ARGV\[(\d{1,3})\]/g)) {
    const name = named[Number(number) - 1];
    if (name && /\bprint/.test(program) && files.length < MAX_FOUND) files.push({ name, empties: arrow === ">" });
  }
  // `FILENAME` stands for each of the files that awk reads.
  const [, own] = /\bprintf?\b[^\n;|]{0,200}?(>>?)\s{0,9}\(?FILENAME\)?\s{0,9}(?:[;}\n]|$)/.exec(program) ?? [];
  if (own !== undefined)
    for (const name of named.slice(0, MAX_FOUND - files.length))
      if (!/^\w+=/.test(name.value ?? "")) files.push({ name, empties: own === ">" });
  return { commands, files, unknown };
}

/** Tells whether a token is a string, or a variable with a known value. */
function isText(token: Token | undefined, values: Values): boolean {
  return token?.kind === "string" || !(values.get(token?.text ?? "") ?? HOLE).includes(HOLE);
}

interface Token {
  readonly kind: "string" | "other";
  readonly text: string;
}

/** A token of AWK; the text of a string is the group. A pattern between slashes may hold quotes and `#`. */
const TOKEN = anyOf(
  [
    /(?<=(?:^|[{}(,;!~&|\n])[ \t]{0,20})\/(?:[^/\\\n]|\\.)*\//,
    /(?<!\\)"((?:[^"\\]|\\[\s\S])*)"/,
    ...words`#[^\n]* \|\| \|& >> >= [A-Za-z_]\w* \$?\d+ [^\s] \n`,
  ],
  "g",
);

function tokensOf(program: string): Token[] {
  const tokens: Token[] = [];
  for (const match of program.matchAll(
    // A regular expression between slashes may hold quotes and `#`.
    TOKEN,
  )) {
    const [whole, string] = match;
    if (whole.startsWith("#")) continue;
    tokens.push(string === undefined ? { kind: "other", text: whole } : { kind: "string", text: unescaped(string) });
  }
  return tokens;
}

/** Variables with their last assigned values. */
type Values = Map<string, string>;

/** Nobody writes a concatenation of more parts. Each part may also begin another one. */
const MAX_PARTS = 200;

/** Returns the text of a concatenation, with `HOLE` for each unknown part; undefined when it is too long. */
function concatenated(tokens: readonly Token[], from: number, values: Values): string | undefined {
  let text = "";
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    if (i - from > MAX_PARTS) return undefined;
    const token = tokens[i];
    if (!token || (token.kind === "other" && /^[;\n}{|,]$/.test(token.text))) break;
    if (token.kind === "other" && token.text === "(") depth++;
    if (token.kind === "other" && token.text === ")" && --depth < 0) break;
    const value = token.kind === "string" ? token.text : values.get(token.text);
    if (value !== undefined && text.length < MAX_TEXT) text += value;
    else if (!text.endsWith(HOLE) && !/^[()]$/.test(token.text)) text += HOLE;
  }
  return text;
}

function concatenatedBefore(tokens: readonly Token[], to: number, values: Values): string | undefined {
  const goesOn = (token: Token | undefined) => token?.kind !== "other" || !/^[;\n}{(|,]$/.test(token.text);
  let from = to;
  while (from >= 0 && to - from <= MAX_PARTS && goesOn(tokens[from])) from--;
  return to - from > MAX_PARTS ? undefined : concatenated(tokens.slice(from + 1, to + 1), 0, values);
}

/** Tells whether a `print` precedes: `print > "x"` writes, but `$1 > "x"` compares. */
function printsBefore(tokens: readonly Token[], at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    if (at - i > MAX_PARTS) return true;
    const text = tokens[i]?.kind === "other" ? (tokens[i]?.text ?? "") : "";
    if (/^printf?$/.test(text)) return true;
    if (/^[;\n{}]$/.test(text)) return false;
  }
  return false;
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([\s\S]))/g,
    (_, octal?: string, hex?: string, char?: string) => {
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
      return char === "n" ? "\n" : char === "t" ? "\t" : (char ?? "");
    },
  );
}
