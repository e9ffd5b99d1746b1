/** One parsed word as single characters with their quoting taken off, and its dynamic parts in between. */
import type {
  ArithmeticExpansionPart,
  CommandExpansionPart,
  ParameterExpansionPart,
  ProcessSubstitutionPart,
  SimpleExpansionPart,
  Word,
  WordPart,
} from "unbash";

export type Dynamic =
  | SimpleExpansionPart
  | ParameterExpansionPart
  | CommandExpansionPart
  | ArithmeticExpansionPart
  | ProcessSubstitutionPart;

export type Atom =
  /** `char` is empty for a pair of quotes with nothing inside: it makes a word without adding to it. */
  | { readonly kind: "char"; readonly char: string; readonly quoted: boolean; readonly brace: boolean }
  | { readonly kind: "part"; readonly part: Dynamic; readonly quoted: boolean };

export function atomsOf(word: Pick<Word, "text" | "parts">): Atom[] {
  const atoms: Atom[] = [];
  if (word.parts) addParts(atoms, word.parts, false);
  else addText(atoms, word.text, false);
  return atoms;
}

export function literalAtoms(value: string): Atom[] {
  const atoms: Atom[] = [];
  add(atoms, value, true, false);
  return atoms;
}

/** Parts of a here-document: nothing but expansions is special there. */
export function documentAtoms(parts: readonly WordPart[]): Atom[] {
  const atoms: Atom[] = [];
  for (const part of parts) {
    if (isDynamic(part)) atoms.push({ kind: "part", part, quoted: true });
    else add(atoms, "value" in part ? part.value : part.text, true, false);
  }
  return atoms;
}

/** `brace`: inside `{…}`, where braces and commas are active. */
function addParts(atoms: Atom[], parts: readonly WordPart[], brace: boolean): void {
  for (const part of parts) {
    if (isDynamic(part)) {
      atoms.push({ kind: "part", part, quoted: false });
      continue;
    }
    switch (part.type) {
      case "DoubleQuoted":
      case "LocaleString":
        add(atoms, "", true, false);
        for (const child of part.parts) {
          if (child.type === "Literal") add(atoms, child.value, true, false);
          else atoms.push({ kind: "part", part: child, quoted: true });
        }
        break;
      case "SingleQuoted":
      case "AnsiCQuoted":
        add(atoms, "", true, false);
        add(atoms, part.value, true, false);
        break;
      case "BraceExpansion":
        if (!part.parts) {
          addText(atoms, part.text, true);
          break;
        }
        add(atoms, "{", false, true);
        addParts(atoms, part.parts, true);
        add(atoms, "}", false, true);
        break;
      case "Glob":
        if (!part.parts) {
          add(atoms, part.text, false, false);
          break;
        }
        add(atoms, "[", false, false);
        addParts(atoms, part.parts, false);
        add(atoms, "]", false, false);
        break;
      case "ExtendedGlob":
        if (!part.parts) {
          addText(atoms, part.text, brace);
          break;
        }
        add(atoms, `${part.operator}(`, false, false);
        addParts(atoms, part.parts, false);
        add(atoms, ")", false, false);
        break;
      case "Literal":
        addText(atoms, part.text, brace);
        break;
    }
  }
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
function addText(atoms: Atom[], text: string, brace: boolean): void {
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    const next = text[i + 1];
    if (char !== "\\" || next === undefined) add(atoms, char, false, brace);
    else {
      i++;
      if (next !== "\n") add(atoms, next, true, false);
    }
  }
}

function add(atoms: Atom[], value: string, quoted: boolean, brace: boolean): void {
  if (value === "") atoms.push({ kind: "char", char: "", quoted, brace: false });
  for (let i = 0; i < value.length; i++) atoms.push({ kind: "char", char: value[i] ?? "", quoted, brace });
}
