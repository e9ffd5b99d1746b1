/** Expands one parsed word as the shell does: braces, `~`, variables, substitutions, splitting, quote removal. */
import type { Word as Parsed } from "unbash";
import type { Stdin } from "../../effects/pack.ts";
import { MAX_ARGUMENTS } from "../../files/search-results.ts";
import type { Span } from "../../text/span.ts";
import { HOLE, type Piece, unknownWord, type Word, wordOfPieces, wordOfText } from "../../text/words.ts";
import { type Atom, atomsOf, type Dynamic } from "./atoms.ts";
import { expandBraces } from "./braces.ts";
import type { ExpansionContext, Value } from "./expansion.ts";
import { parameterValue, textOfVariable } from "./parameters.ts";
import { homeOf } from "./state.ts";

/** The fields that `word` becomes as an argument: none, one or several. */
export function fieldsOf(word: Parsed, look: ExpansionContext): readonly Word[] {
  const span = look.span(word);
  if (isLiteral(word.text)) return [plainWord(word.text, span)];
  if (LOOKALIKE.test(word.text)) return [plainWord(withDashes(word.text), span)];
  const known = knownVariable(word.text, look, span, false);
  if (known) return [known];
  const variants = expandBraces(atomsOf(word));
  if (!variants) return [holeWord(word.text, "other", span)];
  const [only] = variants;
  if (only && variants.length === 1) return new Fields(look, "fields").of(only, word.text, span);
  return variants.flatMap(atoms => new Fields(look, "fields").of(atoms, word.text, span));
}

/** Returns the fields of all `words`; beyond the limit for a command, only enough to exceed it. */
export function fieldsOfAll(words: readonly Parsed[], look: ExpansionContext): Word[] {
  const fields: Word[] = [];
  for (const word of words) {
    if (fields.length > MAX_ARGUMENTS) break;
    for (const field of fieldsOf(word, look)) fields.push(field);
  }
  return fields;
}

/** The one value of `word` where nothing is split: assignments, redirect targets, `case`, here-strings. */
export function singleOf(word: Parsed, look: ExpansionContext): Word {
  const span = look.span(word);
  if (isLiteral(word.text)) return plainWord(word.text, span, true);
  return knownVariable(word.text, look, span, true) ?? valueOfAtoms(atomsOf(word), word.text, look, span);
}

/** Fast path for `$x` and `"$x"` with one known text; undefined for everything that needs a full expansion. */
function knownVariable(
  text: string,
  look: ExpansionContext,
  span: Span | undefined,
  single: boolean,
): Word | undefined {
  if (!ALONE.test(text)) return undefined;
  const inQuotes = text.startsWith('"');
  const value = textOfVariable(inQuotes ? text.slice(2, -1) : text.slice(1), look);
  if (value === undefined) return undefined;
  const quoted = single || inQuotes;
  // An unquoted value is split, and may become no word at all.
  if (!quoted && (value === "" || /[ \t\n]/.test(value) || look.state.variables.has("IFS"))) return undefined;
  look.expanded(value.length);
  return wordOfPieces(text, [{ kind: "text", value, quoted }], span);
}

const ALONE = /^(")?\$(?:[A-Za-z_]\w*|\d)\1$/;

/** Whether no character of the text is special to the shell, as in most words. */
export function isLiteral(text: string): boolean {
  return PLAIN.test(text);
}

const PLAIN = /^[\w./:=@%+,-]+$/;

/** An option whose dash only looks like one, as web pages and word processors write `--force`. */
const LOOKALIKE = /^[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]{1,2}[A-Za-z][\w./:=@%+,-]*$/;

/** Restores the dashes that were meant; the shell itself reports an unknown option. One long dash stands for two. */
function withDashes(text: string): string {
  return text.replace(/^(?:[\u2014\u2015]|[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]{2})/, "--").replace(/^[^-]/, "-");
}

/** The one field of a plain word. */
export function plainWord(text: string, span: Span | undefined, quoted = false): Word {
  const pieces = [{ kind: "text", value: text, quoted }] as const;
  return span ? { text, value: text, pieces, glob: false, span } : { text, value: text, pieces, glob: false };
}

export function valueOfAtoms(atoms: readonly Atom[], text: string, look: ExpansionContext, span?: Span): Word {
  return new Fields(look, "value").of(atoms, text, span)[0] ?? wordOfPieces(text, [], span);
}

/** The value of an operand that is a pattern: `.*` of `${x%.*}`. */
function patternWord(word: Parsed, look: ExpansionContext): Word {
  return new Fields(look, "pattern").of(atomsOf(word), word.text, undefined)[0] ?? wordOfPieces(word.text, []);
}

export function holeWord(text: string, from: Extract<Piece, { kind: "hole" }>["from"], span?: Span): Word {
  return wordOfPieces(text, [{ kind: "hole", of: text, from, quoted: true }], span);
}

type Growing =
  | { -readonly [Key in keyof Extract<Piece, { kind: "text" }>]: Extract<Piece, { kind: "text" }>[Key] }
  | Extract<Piece, { kind: "hole" }>;

/** The fields under construction while one word is expanded. */
class Fields {
  private readonly done: (readonly Piece[])[] = [];
  /** Mutable pieces: known text is extended in place, since it comes one character at a time. */
  private current: Growing[] | null = null;
  private vanishes = false;

  constructor(
    private readonly look: ExpansionContext,
    private readonly mode: "fields" | "value" | "pattern",
  ) {}

  of(atoms: readonly Atom[], text: string, span: Span | undefined): Word[] {
    for (const atom of withHome(atoms, this.look)) {
      if (atom.kind === "home") this.add(atom.piece);
      else if (atom.kind === "char") this.character(atom.char, atom.quoted);
      else this.part(atom.part, atom.quoted);
    }
    this.end();
    return this.done.map(pieces => wordOfPieces(text, pieces, span));
  }

  private character(char: string, written: boolean): void {
    const quoted = written || this.mode === "value";
    if (char === HOLE) this.add({ kind: "hole", of: HOLE, from: "other", quoted, ...this.bounds() });
    else this.text(char, quoted);
  }

  /** Bounds of the hole in a text that was handed on. */
  private bounds(): Pick<Extract<Piece, { kind: "hole" }>, "may"> {
    const [piece] = this.look.state.rich.get(HOLE)?.[0]?.pieces ?? [];
    return piece?.kind === "hole" && piece.may ? { may: piece.may } : {};
  }

  private part(part: Dynamic, quoted: boolean): void {
    const value = dynamicValue(part, this.look, quoted);
    if (!value) {
      const may = boundsOfPart(part, this.look);
      this.add({ kind: "hole", of: part.text, from: holeKind(part), quoted, ...(may && { may }) });
    } else if (!value.list) {
      this.value(value.words[0], quoted, value.written);
    } else {
      // `"$@"` without parameters is no word at all, although it stands in quotes.
      if (value.words.length === 0) this.vanishes = true;
      value.words.forEach((word, i) => {
        if (i > 0 && (value.joined || this.mode !== "fields"))
          this.value(value.joined && quoted ? this.joint() : SPACE, quoted);
        else if (i > 0) this.end();
        this.value(word, quoted, false, true);
      });
    }
  }

  /** The separator of `"$*"`: the first character of `IFS`, or none. */
  private joint(): Word {
    const separators = this.look.state.variables.get("IFS");
    if (separators === undefined || separators === null) return SPACE;
    const sign = separators.charAt(0);
    return wordOfPieces(sign, [{ kind: "text", value: sign, quoted: true }]);
  }

  private value(word: Word | undefined, quoted: boolean, written = false, item = false): void {
    const whole = quoted || this.mode !== "fields";
    if (whole) this.current ??= [];
    this.look.expanded(word?.value?.length ?? 0);
    for (const piece of word?.pieces ?? []) {
      // An unquoted piece of a variable's value is a glob that a loop iterates over, and stays one.
      const pattern = piece.kind === "text" && !piece.quoted && !written;
      if (written && !whole && piece.quoted) {
        this.add(piece);
        continue;
      }
      // A hole that was open when the list was made stands for any number of items, however the list is quoted.
      if (pattern || (item && piece.kind === "hole" && !piece.quoted)) this.add(piece);
      else if (whole || piece.kind === "hole") this.add(piece.quoted === whole ? piece : { ...piece, quoted: whole });
      else this.splitText(piece.value);
    }
  }

  private splitText(text: string): void {
    const separators = this.look.state.variables.get("IFS");
    if (separators === null) return this.add({ kind: "hole", of: text, from: "variable", quoted: false });
    const ifs = separators ?? BLANKS;
    if (ifs === BLANKS && !/[ \t\n]/.test(text)) {
      if (text !== "") this.text(text, false);
      return;
    }
    const blank = [...ifs].filter(char => " \t\n".includes(char)).join("");
    let empty = true;
    for (const char of text) {
      if (!ifs.includes(char)) {
        this.text(char, false);
        empty = false;
      } else {
        // Two separators that are not blanks have an empty field between them.
        if (!blank.includes(char) && empty && !this.current) this.current = [];
        this.end();
        empty = true;
      }
    }
  }

  private add(piece: Piece): void {
    if (piece.kind === "text") this.text(piece.value, piece.quoted);
    else if (this.current && this.current.length > 0) this.current.push(piece);
    else this.current = [piece];
  }

  private text(value: string, quoted: boolean): void {
    const last = this.current?.at(-1);
    if (last?.kind === "text" && last.quoted === quoted) last.value += value;
    else if (this.current && this.current.length > 0) this.current.push({ kind: "text", value, quoted });
    else this.current = [{ kind: "text", value, quoted }];
  }

  private end(): void {
    const empty = this.vanishes && this.current?.every(piece => piece.kind === "text" && piece.value === "");
    if (this.current && !empty) this.done.push(withoutEmpty(this.current));
    this.current = null;
    this.vanishes = false;
  }
}

/** A pair of quotes that holds nothing makes a word, but is no part of a longer one. */
function withoutEmpty(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length === 1) return pieces;
  const full = pieces.filter(piece => piece.kind === "hole" || piece.value !== "");
  return full.length > 0 ? full : pieces.slice(0, 1);
}

/** The field separators unless the text sets `IFS`. */
const BLANKS = " \t\n";

const SPACE = wordOfPieces(" ", [{ kind: "text", value: " ", quoted: true }]);

function dynamicValue(part: Dynamic, look: ExpansionContext, quoted: boolean): Value | null {
  if (part.type === "SimpleExpansion") return parameterValue({ name: part.text.slice(1) }, look);
  if (part.type === "ParameterExpansion")
    return parameterValue({ name: part.parameter, part }, look, operand => patternWord(operand, look));
  const output = part.type === "CommandExpansion" ? look.output(part) : undefined;
  if (output?.kind === "text") return { words: [printedWord(part, output, look)], list: false, joined: false };
  const shown = output?.kind === "file" ? look.shown(output.path) : null;
  if (shown !== null && shown.length <= MAX_SHOWN)
    return { words: [wordOfText(withoutNewlines(shown))], list: false, joined: false };
  const items = output?.kind === "pipe" && !quoted ? look.items(output) : null;
  return items && { words: items, list: true, joined: false };
}

/** Most characters of a file that are followed inside a word. */
const MAX_SHOWN = 16 * 1024;

/** `$(echo x*)` is known by its pattern alone. */
function printedWord(part: Dynamic, output: Extract<Stdin, { kind: "text" }>, look: ExpansionContext): Word {
  const text = withoutNewlines(output.text);
  const may = text === HOLE ? look.bounds(output) : undefined;
  return may ? unknownWord(part.text, undefined, may) : wordOfText(text);
}

/** What bounds the names that a substitution prints: `"$(find src -name x)"`. */
function boundsOfPart(part: Dynamic, look: ExpansionContext): readonly string[] | undefined {
  const output = part.type === "CommandExpansion" ? look.output(part) : undefined;
  return output?.kind === "pipe" ? look.bounds(output) : undefined;
}

/** Removes trailing newlines, as a substitution does. An expression would search long runs of them repeatedly. */
function withoutNewlines(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end--;
  return text.slice(0, end);
}

/** Commands whose output begins with a digit and has no slash: a time, an id. */
const NUMBERED = /^(?:\$\(|`)\s*(?:date(?:\s+-u)?\s+(["']?)\+%[sYymdHMSj][%\w.:+-]{0,40}\1|id\s+-[ug]|nproc)\s*[)`]$/;

function holeKind(part: Dynamic): Extract<Piece, { kind: "hole" }>["from"] {
  switch (part.type) {
    case "ArithmeticExpansion":
      return "arithmetic";
    case "CommandExpansion":
      return NUMBERED.test(part.text) ? "arithmetic" : "substitution";
    case "ProcessSubstitution":
      return "substitution";
    case "SimpleExpansion":
      return /^\$[$?!#]$|^\$(RANDOM|SECONDS|BASHPID|PPID|UID|EUID|LINENO|EPOCHSECONDS)$/.test(part.text)
        ? "arithmetic"
        : "variable";
    case "ParameterExpansion":
      return part.prefix === "#" ? "arithmetic" : "variable";
  }
}

type Homed = Atom | { readonly kind: "home"; readonly piece: Piece };

/** Expands a leading `~`, also after `NAME=`: bash does that in ordinary arguments, too. */
function withHome(atoms: readonly Atom[], look: ExpansionContext): readonly Homed[] {
  const start = assignmentLength(atoms);
  if (!isBare(atoms[start], "~")) return atoms;
  let end = start + 1;
  while (end < atoms.length && !isBare(atoms[end], "/")) {
    const atom = atoms[end];
    if (atom?.kind !== "char" || atom.quoted) return atoms;
    end++;
  }
  const name = atoms
    .slice(start + 1, end)
    .map(atom => (atom.kind === "char" ? atom.char : ""))
    .join("");
  const piece = homePiece(name, look);
  return piece ? [...atoms.slice(0, start), { kind: "home", piece }, ...atoms.slice(end)] : atoms;
}

function homePiece(name: string, { state, facts }: ExpansionContext): Piece | null {
  const path =
    name === ""
      ? homeOf(state, facts)
      : name === "+"
        ? state.cwd
        : name === "-"
          ? state.before
          : name === "root"
            ? "/root"
            : name === facts.around.user
              ? (facts.around.home ?? null)
              : null;
  if (path !== null) return { kind: "text", value: path, quoted: true };
  return /^[\w.+-]*$/.test(name) ? { kind: "hole", of: `~${name}`, from: "variable", quoted: true } : null;
}

/** Index at which the value of `NAME=value` begins; 0 for other words. */
function assignmentLength(atoms: readonly Atom[]): number {
  for (let i = 0; i < atoms.length; i++) {
    const atom = atoms[i];
    if (atom?.kind !== "char" || atom.quoted) return 0;
    if (atom.char === "=") return i > 0 && isBare(atoms[i + 1], "~") ? i + 1 : 0;
    if (!(i === 0 ? /[A-Za-z_]/ : /\w/).test(atom.char)) return 0;
  }
  return 0;
}

function isBare(atom: Atom | undefined, char: string): boolean {
  return atom?.kind === "char" && !atom.quoted && atom.char === char;
}
