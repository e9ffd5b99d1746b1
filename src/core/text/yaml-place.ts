/**
 * Finds the place of a cursor in YAML that is being written and mostly cannot be parsed yet, by the indentation of the
 * lines around it and, within a line, by its braces.
 */

export interface YamlPlace {
  /** Path of the map or list that the word under the cursor is in: keys, and `0` for items of a list. */
  readonly path: readonly (string | number)[];
  /** The word may be a key of the map at `path`. */
  readonly isKey: boolean;
  /** The word may be the value at `path`. */
  readonly isValue: boolean;
  /** The text from the beginning of the word to the cursor, and where it begins. */
  readonly word: string;
  readonly start: number;
  /** The other keys of the map. */
  readonly beside: readonly string[];
}

interface Line {
  /** Columns of the first dash and of what follows all dashes; equal where there is no dash. */
  readonly dash: number;
  readonly column: number;
  readonly key: string | undefined;
}

/** Nobody types into longer lines. */
const MAX_LINE = 1000;

const LINE = /^( *)((?:- +|-$)*)(?:([\w./-]+|"[^"]*"|'[^']*')\s*:(?=\s|$))?/;

/** The place at `offset`; undefined inside a comment. */
export function yamlPlaceAt(text: string, offset: number): YamlPlace | undefined {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(from, offset);
  if (before.length > MAX_LINE || /(?:^|\s)#/.test(before)) return undefined;
  const { dash, column, key } = lineOf(before);
  const lines = [text.slice(0, from).split("\n").slice(0, -1), text.slice(offset).split("\n").slice(1)] as const;
  const { path, beside } = around(lines, { dash, column });
  const rest = before.slice(column);
  if (key === undefined) {
    const found = { path, isKey: true, isValue: dash < column, word: rest, start: from + column, beside };
    return rest.startsWith("{") || rest.startsWith("[") ? inFlow(path, rest, from + column) : found;
  }
  const value = rest.replace(/^(?:"[^"]*"|'[^']*'|[^:])*:\s*/, "");
  return inFlow([...path, key], value, offset - value.length);
}

/** The place within a value, or within its `{ … }` and `[ … ]` on the same line. */
function inFlow(path: readonly (string | number)[], value: string, start: number): YamlPlace {
  const opened = /^[{[]/.exec(value)?.[0];
  if (opened === undefined) return { path, isKey: false, isValue: true, word: value, start, beside: [] };
  const parts = splitFlow(value.slice(1));
  const last = parts.at(-1) ?? "";
  const word = last.trimStart();
  const at = start + value.length - word.length;
  if (opened === "[") return inFlow([...path, 0], word, at);
  const keyed = /^([\w-]+):\s+/.exec(word);
  if (keyed?.[1]) return inFlow([...path, keyed[1]], word.slice(keyed[0].length), at + keyed[0].length);
  const beside = parts.slice(0, -1).flatMap(part => /^\s*([\w-]+):/.exec(part)?.[1] ?? []);
  return { path, isKey: true, isValue: false, word, start: at, beside };
}

/** The parts between commas that stand in no further brackets. */
function splitFlow(text: string): string[] {
  const parts = [""];
  let depth = 0;
  let quote = "";
  let before = "";
  for (const char of text) {
    // A quote counts only at the start of a value: not the one in `don't`.
    const begins = before === "" || /[,:{[]/.test(before);
    if (char !== " ") before = char;
    if (quote !== "") quote = char === quote ? "" : quote;
    else if (begins && (char === '"' || char === "'")) quote = char;
    else if (/[{[]/.test(char)) depth += 1;
    else if (/[}\]]/.test(char)) depth -= 1;
    if (char === "," && depth === 0 && quote === "") parts.push("");
    else parts.push(`${parts.pop()}${char}`);
  }
  return parts;
}

/** The path that a line at `column` has, and the keys beside it. */
function around(
  [above, below]: readonly [readonly string[], readonly string[]],
  { dash, column }: Pick<Line, "dash" | "column">,
): Pick<YamlPlace, "path" | "beside"> {
  const path: (string | number)[] = [];
  const beside: string[] = [];
  let [isItem, need] = [false, column];
  const enterItem = (at: number) => {
    path.unshift(0);
    [isItem, need] = [true, at];
  };
  if (dash < column) enterItem(dash);
  for (const text of above.toReversed()) {
    if (isBlank(text)) continue;
    const line = lineOf(text);
    if (need === column && !isItem && line.column === need && line.key !== undefined) beside.push(line.key);
    if (line.dash < line.column && line.dash < need) {
      if (line.column < need && line.key !== undefined) path.unshift(line.key);
      if (line.column <= need) enterItem(line.dash);
    } else if (line.key !== undefined && (line.column < need || (isItem && line.column === need))) {
      path.unshift(line.key);
      [isItem, need] = [false, line.column];
    }
    if (need === 0 && !isItem) break;
  }
  for (const text of below) {
    if (isBlank(text)) continue;
    const line = lineOf(text);
    if (line.dash < column) break;
    if (line.column === column && line.key !== undefined) beside.push(line.key);
  }
  return { path, beside };
}

function lineOf(text: string): Line {
  const [, spaces = "", dashes = "", key] = LINE.exec(text) ?? [];
  return { dash: spaces.length, column: spaces.length + dashes.length, key: key?.replace(/^["']|["']$/g, "") };
}

function isBlank(text: string): boolean {
  return /^\s*(?:#|$)/.test(text);
}
