/** Reads fd, which runs a command on each file that it finds (`-x`), or once on all of them (`-X`). */

import { hasOption, operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { regenerableName } from "../core/files/regenerable.ts";
import { literalWord, type Piece, substituted, textOf, type Word, wordOfPieces } from "../core/text/words.ts";

const GRAMMAR = {
  values: `d max-depth min-depth exact-depth t type e extension E exclude S size changed-within changed-before newer
    older c color j threads o owner and base-directory search-path max-results path-separator ignore-file format
    batch-size max-buffer-time gen-completions`.split(/\s+/),
};

export const fd: ProgramPack = {
  kind: "program",
  id: "fd",
  programs: ["fd", "fdfind"],
  ownPaths: true,
  read(command: Invocation): Reading {
    const words = command.argv.slice(1);
    const at = words.findIndex(word => /^(-[a-zA-Z]*[xX]|--exec|--exec-batch)$/.test(word.value ?? ""));
    if (at < 0) return { effects: [] };
    const end = words.findIndex((word, i) => i > at && word.value === ";");
    const run = words.slice(at + 1, end < 0 ? undefined : end);
    if (run.length === 0) return { effects: [] };
    const found = matchesOf(words.slice(0, at));
    const placed = run.some(word => /\{[/.]*\}/.test(textOf(word)));
    const argv = run.map(word =>
      ["{}", "{.}", "{/}", "{//}", "{/.}"].reduce((now, mark) => substituted(now, mark, found), word),
    );
    const scope = { ...command.scope, via: [...command.scope.via, command.program] };
    const inner: Inner = {
      kind: "argv",
      argv: placed ? argv : [...run, found],
      scope,
      ...(command.span && { span: command.span }),
    };
    return { effects: [], inner: [inner] };
  },
  examples: [
    { run: "fd -H . ~ -x rm -rf {}", expect: "deny", files: { "/home/dev/x": "x" } },
    { run: "fd -e bak -X rm", expect: "ask", files: { "a.bak": "x" } },
    { run: "fd -x rm -rf", expect: "deny", files: { "a.ts": "x" } },
    { run: "fd config -x sh -c 'rm -rf ~'", expect: "deny" },
    { run: "fd notes -x rm", expect: "ask", files: { "old-notes.txt": "x" } },
    { run: "fd -e pyc -x rm", expect: "allow" },
    { run: "fd -H -t d '^node_modules$' --prune -x rm -rf", expect: "allow", files: { "node_modules/a/b.js": "x" } },
    { run: "fd __pycache__ -X rm -rf", expect: "allow", files: { "src/__pycache__/a.pyc": "x", "src/a.py": "x" } },
    { run: "fd -e ts -x wc -l", expect: "allow" },
    { run: "fd delete src", expect: "allow" },
  ],
};

/** Returns the found files as a pattern. An extension or a plain name narrows it, other tests do not. */
function matchesOf(words: readonly Word[]): Word {
  const args = readArguments(words, GRAMMAR);
  const [pattern, inside] = operands(args);
  const root = optionValues(args, "search-path", "base-directory")[0] ?? inside ?? literalWord(".");
  const endings = optionValues(args, "e", "extension").flatMap(({ value }) => value?.replace(/^\./, "") ?? []);
  const name = endings.length === 1 ? `*.${endings[0]}` : nameOf(pattern?.value ?? "", hasOption(args, "g", "glob"));
  const end = name === undefined ? "/**" : `/**/${name}`;
  const piece: Piece = { kind: "text", value: end, quoted: false };
  return wordOfPieces(`${root.text}${end}`, [...root.pieces, piece], root.span);
}

/** Converts a pattern of fd to one of the shell. A regular expression may match anywhere in a name. */
function nameOf(pattern: string, isGlob: boolean): string | undefined {
  if (isGlob) return /^[\w.*?[\]-]+$/.test(pattern) && pattern !== "*" ? pattern : undefined;
  const [, start = "", name, end = ""] = /^(\^?)((?:\\\.|[\w-])+)(\$?)$/.exec(pattern) ?? [];
  if (name === undefined) return undefined;
  const plain = name.replaceAll("\\.", ".");
  // Names of generated folders are searched as they are, anchored or not.
  if (regenerableName(plain) === "always") return plain;
  return `${start === "" ? "*" : ""}${plain}${end === "" ? "*" : ""}`;
}
