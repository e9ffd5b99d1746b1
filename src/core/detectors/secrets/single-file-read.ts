/** Recognises acts that only show one file, so that they can show another one instead without any other change. */
import type { Action } from "../../action/action.ts";
import { type Grammar, readArguments } from "../../effects/options.ts";
import { literalCommand } from "../../languages/shell/literal-command.ts";
import { resolvePath } from "../../text/paths.ts";
import { quotedForShell } from "../../text/words.ts";

export interface SingleFileRead {
  /** Absolute path of the file. */
  readonly path: string;
  /** Returns the act on another file: the `other` path itself, or the command with that path. */
  readonly from: (other: string) => string;
}

/** Returns the file that an act reads; undefined if the act does more, or if that is unknown. */
export function plainRead(action: Action): SingleFileRead | undefined {
  if (action.kind === "read") return { path: resolvePath(action.path, action.cwd), from: other => other };
  if (action.kind !== "command" || !/^(?:bash|sh|zsh)$/.test(action.shell)) return undefined;
  const { text, cwd } = action;
  const [program, ...words] = literalCommand(text) ?? [];
  const reader = READERS.get(program?.value ?? "");
  if (!reader) return undefined;
  const read = readArguments(words, reader);
  const options = read.flatMap(one => (one.kind === "option" ? [one.name] : []));
  const [first, ...others] = read.flatMap(one => (one.kind === "operand" ? [one.word] : []));
  const pattern = reader.searches && !options.some(name => name === "e" || name === "regexp");
  const [file, ...more] = pattern ? others : [first, ...others];
  const known = options.every(name => reader.flags.includes(name) || reader.values.includes(name));
  if (!known || !file?.value || !file.span || more.length > 0) return undefined;
  const { start, end } = file.span;
  return {
    path: resolvePath(file.value, cwd),
    from: other => `${text.slice(0, start)}${quotedForShell(other)}${text.slice(end)}`,
  };
}

interface Reader extends Grammar {
  readonly values: readonly string[];
  /** Options that only change how the file is shown. */
  readonly flags: readonly string[];
  /** Its first operand is a pattern. */
  readonly searches?: true;
}

const words = (text: string) => text.split(" ");
const PIECE: Reader = {
  values: words("n c lines bytes"),
  flags: words("q v z quiet silent verbose 1 2 3 4 5 6 7 8 9 0"),
};
const PAGER: Reader = { values: [], flags: words("F N R S X i n s e E") };
/** Options that read further files (`-f`, `-r`) are missing on purpose. */
const SEARCH: Reader = {
  values: words("e m A B C regexp max-count after-context before-context context"),
  flags: words(
    "i E F G P a c h H l n o q s v w x extended-regexp fixed-strings perl-regexp ignore-case only-matching count line-number color colour no-filename word-regexp invert-match",
  ),
  searches: true,
};
const READERS: ReadonlyMap<string, Reader> = new Map([
  ["cat", { values: [], flags: words("A b e E n s t T u v number number-nonblank show-all") }],
  ["tac", { values: [], flags: [] }],
  ["nl", { values: ["b"], flags: [] }],
  ["head", PIECE],
  ["tail", PIECE],
  ["less", PAGER],
  ["more", PAGER],
  ["grep", SEARCH],
  ["egrep", SEARCH],
  ["fgrep", SEARCH],
  ["rg", SEARCH],
]);
