/** Splits a parsed word into single characters, with quotes removed, and its dynamic parts. */
import {
  type AnsiCQuotedPart,
  type ArithmeticExpansionPart,
  type CommandExpansionPart,
  type ParameterExpansionPart,
  type ProcessSubstitutionPart,
  parse,
  type SimpleExpansionPart,
  type Word,
  type WordPart,
} from "unbash";
import { HOLE } from "../../text/words.ts";

export type Dynamic =
  | SimpleExpansionPart
  | ParameterExpansionPart
  | CommandExpansionPart
  | ArithmeticExpansionPart
  | ProcessSubstitutionPart;

export type Atom =
  /** One character, or a whole quoted text; an empty pair of quotes is an empty atom, since it makes a word, too. */
  | { readonly kind: "char"; readonly char: string; readonly quoted: boolean }
  | { readonly kind: "part"; readonly part: Dynamic; readonly quoted: boolean };

export function atomsOf(word: Pick<Word, "text" | "parts">): readonly Atom[] {
  const { text } = word;
  if (text.length > MAX_KEPT_TEXT || !EVERYDAY.test(text)) return atomsAnew(word);
  const known = kept.get(text);
  if (known) return known;
  const atoms = atomsAnew(word);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(text, atoms);
  return atoms;
}

/** Words of names, quotes and variables, whose parts do not depend on their position: `"$dir/$name"`. */
const EVERYDAY = /^[\w./:=@%+,"$-]+$/;
const MAX_KEPT = 512;
const MAX_KEPT_TEXT = 64;
const kept = new Map<string, readonly Atom[]>();

function atomsAnew(word: Pick<Word, "text" | "parts">): readonly Atom[] {
  const atoms: Atom[] = [];
  if (word.parts) addParts(atoms, word.parts);
  else addText(atoms, word.text);
  return atoms;
}

/** Splits the parts of a here-document, where only expansions are special. */
export function documentAtoms(parts: readonly WordPart[]): Atom[] {
  const atoms: Atom[] = [];
  for (const part of parts) {
    if (isDynamic(part)) atoms.push({ kind: "part", part, quoted: true });
    else add(atoms, "value" in part ? part.value : part.text, true);
  }
  return atoms;
}

/** The parser's own idea of braces is not used: it misses `{a},b}`, which bash expands. */
function addParts(atoms: Atom[], parts: readonly WordPart[]): void {
  for (const part of parts) {
    if (isDynamic(part)) {
      atoms.push({ kind: "part", part, quoted: false });
      continue;
    }
    switch (part.type) {
      case "DoubleQuoted":
      case "LocaleString":
        add(atoms, "", true);
        for (const child of part.parts) {
          if (child.type === "Literal") add(atoms, child.value, true);
          else atoms.push({ kind: "part", part: child, quoted: true });
        }
        break;
      case "SingleQuoted":
        add(atoms, "", true);
        add(atoms, part.value, true);
        break;
      case "AnsiCQuoted":
        add(atoms, "", true);
        add(atoms, ansiValue(part), true);
        break;
      case "BraceExpansion":
        if (!part.parts) {
          addText(atoms, part.text);
          break;
        }
        add(atoms, "{", false);
        addParts(atoms, part.parts);
        add(atoms, "}", false);
        break;
      case "Glob":
        if (!part.parts) {
          add(atoms, part.text, false);
          break;
        }
        add(atoms, "[", false);
        addParts(atoms, part.parts);
        add(atoms, "]", false);
        break;
      case "ExtendedGlob":
        if (!part.parts) {
          addText(atoms, part.text);
          break;
        }
        add(atoms, `${part.operator}(`, false);
        addParts(atoms, part.parts);
        add(atoms, ")", false);
        break;
      case "Literal":
        addText(atoms, part.text);
        break;
    }
  }
}

/**
 * Rewrites two spellings that the parser reads differently than bash: `\\x{72}` is `\\x72`, and a backslash before a
 * newline stays.
 */
function ansiValue({ text, value }: AnsiCQuotedPart): string {
  if (!/\\(x\{|\n)/.test(text)) return value;
  const plain = text.replace(/\\(?:x\{([0-9a-fA-F]*)\}?|[\s\S])/g, (found, hex: string | undefined) => {
    if (hex !== undefined) return `\\x${hex.slice(-2).padStart(2, "0")}`;
    return found === "\\\n" ? `\\${found}` : found;
  });
  const command = parse(plain).commands[0]?.command;
  const part = command?.type === "Command" ? command.name?.parts?.[0] : undefined;
  return part?.type === "AnsiCQuoted" ? part.value : value;
}

function isDynamic(part: WordPart): part is Dynamic {
  switch (part.type) {
    case "SimpleExpansion":
    case "ParameterExpansion":
    case "CommandExpansion":
    case "ArithmeticExpansion":
    case "ProcessSubstitution":
      return true;
    default:
      return false;
  }
}

/** Source text outside quotes: a backslash quotes the next character, and vanishes before a newline. */
function addText(atoms: Atom[], text: string): void {
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    const next = text[i + 1];
    if (char !== "\\" || next === undefined) add(atoms, char, false);
    else {
      i++;
      if (next !== "\n") add(atoms, next, true);
    }
  }
}

function add(atoms: Atom[], value: string, quoted: boolean): void {
  // No quoted character is special, so the text stays in one piece, except for its holes.
  if (value === "" || (quoted && !value.includes(HOLE))) {
    atoms.push({ kind: "char", char: value, quoted });
    return;
  }
  for (let i = 0; i < value.length; i++) atoms.push({ kind: "char", char: value[i] ?? "", quoted });
}
