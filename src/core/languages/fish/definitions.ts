/** Translates `set`, `read`, `alias` and `eval` of fish to POSIX shell. */
import { literalOf, quoted, type Writing, writeWord } from "./words.ts";

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Translates the command if it is one of these; returns false for others. */
export function writeDefinition(words: readonly Place[], writing: Writing): boolean {
  const said = words.map(({ start, end }) => literalOf(writing.text.slice(start, end)));
  const at = said[0] === "builtin" || said[0] === "command" ? 1 : 0;
  const [name, ...rest] = words.slice(at);
  if (!name) return false;
  const told = said.slice(at + 1);
  switch (said[at]) {
    case "set":
      writeSet(name, rest, told, writing);
      return true;
    case "read":
      writeRead(name, rest, told, writing);
      return true;
    case "alias":
      return writeAlias(name, rest, told, writing);
    case "eval":
      return writeEval(name, rest, told, writing);
    default:
      return false;
  }
}

const NAME = /^[A-Za-z_]\w*$/;

function writeSet(set: Place, words: readonly Place[], told: readonly (string | null)[], writing: Writing): void {
  const { out } = writing;
  const first = told.findIndex(word => !word?.startsWith("-") || word === "--");
  const from = first < 0 ? words.length : told[first] === "--" ? first + 1 : first;
  const flags = told.slice(0, from);
  const has = (letter: string, long: string) =>
    flags.some(flag => flag === long || (/^-[a-zA-Z]+$/.test(flag ?? "") && flag?.includes(letter)));
  const named = words[from];
  const end = named?.end ?? words.at(-1)?.end ?? set.end;
  const values = words.slice(from + 1);
  const name = told[from] ?? "";
  if (!named || has("n", "--names") || has("S", "--show")) return writePlain("set", set, words.slice(from), writing);
  if (has("q", "--query")) {
    if (!NAME.test(name)) return writePlain("test -n", set, words.slice(from), writing);
    return out.add(`test -n "\${${name}+x}"`, set.start, words.at(-1)?.end ?? end);
  }
  if (has("e", "--erase")) {
    const whole = told.slice(from).every(one => one !== null && NAME.test(one));
    // A list without some of its items is unknown.
    return writePlain(whole ? "unset" : "read", set, words.slice(from), writing);
  }
  if (!NAME.test(name)) {
    const sliced = /^([A-Za-z_]\w*)\[/.exec(name)?.[1];
    out.add(sliced ? `read ${sliced}\n:` : ":", set.start, end);
    return writeAll(values, " ", true, writing);
  }
  const exported = has("x", "--export");
  const [append, prepend] = [has("a", "--append"), has("p", "--prepend")];
  const [only] = values;
  const single = !append && !prepend && values.length === 1 && only && isOne(writing.text.slice(only.start, only.end));
  const path = /PATH$/.test(name) && values.length > 1 && exported;
  if (single || path || (exported && !append && !prepend && values.length < 2)) {
    out.add(`${exported ? "export " : ""}${name}=`, set.start, end);
    return writeAll(values, ":", false, writing);
  }
  out.add(`${name}${append ? "+=" : "="}(`, set.start, end);
  writeAll(values, " ", false, writing);
  out.add(`${prepend ? ` "\${${name}[@]}"` : ""})${exported ? `\nexport ${name}` : ""}`, end, end);
}

const READ_VALUE = /^(?:-[PpcdntR]|--(?:prompt|prompt-str|command|delimiter|nchars|tokenize|right-prompt))$/;

/** Whatever its options are, the named variables get values from outside. */
function writeRead(read: Place, words: readonly Place[], told: readonly (string | null)[], writing: Writing): void {
  const names = told.filter((word, i) => word !== null && NAME.test(word) && !READ_VALUE.test(told[i - 1] ?? ""));
  writing.out.add(`read -r ${names.join(" ")}`.trimEnd(), read.start, words.at(-1)?.end ?? read.end);
}

/** Whether the word is exactly one argument. */
function isOne(text: string): boolean {
  return !/[({*?]|\$\$|\$argv/.test(text);
}

function writePlain(command: string, { start, end }: Place, words: readonly Place[], writing: Writing): void {
  writing.out.add(command, start, end);
  writeAll(words, " ", true, writing);
}

function writeAll(words: readonly Place[], between: string, before: boolean, writing: Writing): void {
  words.forEach(({ start, end }, i) => {
    if (before || i > 0) writing.out.add(between, start, start);
    writeWord(start, end, writing);
  });
}

/** `alias name value` and `alias name=value`. */
function writeAlias(
  alias: Place,
  words: readonly Place[],
  told: readonly (string | null)[],
  writing: Writing,
): boolean {
  const from = told.findIndex(word => !word?.startsWith("-"));
  const [name, value, ...more] = words.slice(from);
  const said = told[from];
  if (from < 0 || !name || !value || said === null || said === undefined || !/^[\w.+-]+$/.test(said)) return false;
  writing.out.add(`alias ${said}=`, alias.start, name.end);
  writeAll([value, ...more], "' '", false, writing);
  return true;
}

const MAX_TEXT = 32 * 1024;

/** A known text is fish code, too. */
function writeEval(name: Place, words: readonly Place[], told: readonly (string | null)[], writing: Writing): boolean {
  if (words.length === 0 || told.some(word => word === null)) return false;
  const text = writing.inside(told.join(" "));
  // Nested quotes double: a text that is too long is left as it is to the reader of the other shell.
  if (text.length > MAX_TEXT) return false;
  writing.out.add(`eval ${quoted(text)}`, name.start, words.at(-1)?.end ?? name.end);
  return true;
}
