/** Evaluates `$x` and `${x…}`: looks the variable up, and applies the operation as far as the text tells. */
import type { ParameterExpansionPart, ParameterOperation, Word as Parsed } from "unbash";
import { escaped, matchesGlob, patternOf } from "../../files/globs.ts";
import { boundsOfWord } from "../../files/possible.ts";
import { keepingNames } from "../../text/memoize.ts";
import { literalWord, type Word, wordOfPieces } from "../../text/words.ts";
import type { ExpansionContext, Value } from "./expansion.ts";
import { homeOf, positionalOf, type State, valuesOf } from "./state.ts";

/** Longer values are not cut and searched, which would take quadratic time. */
const MAX_EDITED = 256;
const MAX_PATTERN = 32;

interface Parameter {
  readonly name: string;
  readonly part?: ParameterExpansionPart;
}

/** The parameter's value, or null when it is only known at run time. */
export function parameterValue(
  { name, part }: Parameter,
  look: ExpansionContext,
  expand: (operand: Parsed) => Word = word => literalWord(word.text),
): Value | null {
  const all = allOf(name, part, look.state);
  if (all !== undefined) {
    if (!all || part?.prefix) return null;
    return part?.operation ? sliced(all, name, part.operation, expand) : all;
  }
  const target = part?.prefix === "!" ? indirect(name, part, look) : name;
  if (target === null || part?.operation?.type === "Names") return null;
  const index = part?.index ? Number(expand(part.index).value ?? Number.NaN) : 0;
  const found = lookUp(target, look);
  // With a name or an unknown number as index, it is one of the items.
  if (part?.index && Number.isNaN(index) && found && !part.operation && !part.prefix) {
    const may = found.flatMap(boundsOfWord);
    const of = part.text;
    return found.length > 0 && may.length >= found.length
      ? scalar(wordOfPieces(of, [{ kind: "hole", of, from: "variable", quoted: true, may }]))
      : null;
  }
  const value = found === undefined || found === null ? found : Number.isInteger(index) ? found.at(index) : null;
  if (part?.prefix === "#")
    return value && value.value !== null && !value.glob ? scalar(literalWord(String(value.value.length))) : null;
  if (!part?.operation) return value ? scalar(value) : null;
  const result = operate(part.operation, value, look, expand);
  if (!result) return null;
  const written = result !== value && part.operation.type === "Default";
  return written ? { words: [result], list: false, joined: false, written } : scalar(result);
}

/** `${a[@]:1}` and `${@:2:1}`; null for other operations on a list. */
function sliced(
  all: Value,
  name: string,
  operation: ParameterOperation,
  expand: (operand: Parsed) => Word,
): Value | null {
  if (operation.type !== "Slice") return null;
  const start = numberOf(expand(operation.offset));
  const length = operation.length ? numberOf(expand(operation.length)) : all.words.length;
  // The first positional parameter follows the program's name.
  const from = start === null ? null : name === "@" || name === "*" ? start - 1 : start;
  if (from === null || from < 0 || length === null || length < 0) return null;
  // A glob is any number of words, so positions after it are unknown.
  const counted = operation.length ? all.words : all.words.slice(0, from);
  if (counted.some(({ glob, value }) => glob || value === null)) return null;
  return { ...all, words: all.words.slice(from, from + length) };
}

/** The value of `$name` where it is one known text; undefined for everything that needs a full evaluation. */
export function textOfVariable(name: string, look: ExpansionContext): string | undefined {
  const { variables, rich } = look.state;
  const plain = rich.size > 0 && rich.has(name) ? undefined : variables.get(name);
  if (typeof plain === "string" && name !== "PWD" && name !== "OLDPWD" && !isOnlyKnownAtRunTime(name)) return plain;
  const found = lookUp(name, look);
  const [piece, ...more] = found?.[0]?.pieces ?? [];
  return piece?.kind === "text" && piece.quoted && more.length === 0 ? piece.value : undefined;
}

/** Whether the environment is known, so that a variable without a value is unset. */
function environmentKnown(state: State): boolean {
  return state.variables.has("PATH");
}

/** `$@`, `$*`, `${a[@]}`; undefined for any other parameter. */
function allOf(name: string, part: ParameterExpansionPart | undefined, state: State): Value | null | undefined {
  const index = part?.index?.text;
  const isList = name === "@" || name === "*" || index === "@" || index === "*";
  if (!isList) return undefined;
  const words = name === "@" || name === "*" ? positionalOf(state) : valuesOf(state, name);
  return words ? { words, list: true, joined: name === "*" || index === "*" } : null;
}

function lookUp(name: string, { state, facts }: ExpansionContext): readonly Word[] | null | undefined {
  if (name === "PWD") return state.cwd === null && (state.either ?? state.within) ? [oneOf(state)] : one(state.cwd);
  if (name === "OLDPWD") return one(state.before);
  if (isOnlyKnownAtRunTime(name)) return null;
  const values = valuesOf(state, name);
  if (values !== undefined) return values;
  // In a script it is the script, as `$0` is (bash(1), BASH_SOURCE).
  if (name === "BASH_SOURCE") return valuesOf(state, "0") ?? null;
  // Always set, so that its default is never used.
  if (name === "0" || name === "#") return null;
  // Every shell resets it at its start, whatever the environment holds (bash(1), IFS).
  if (name === "IFS") return one(" \t\n");
  if (/^\d+$/.test(name) && Number(name) > Number(state.variables.get("#") ?? Number.NaN)) return one("");
  if (name === "HOME") return one(homeOf(state, facts));
  if (name === "USER" || name === "LOGNAME") return one(facts.around.user);
  // Some shell, whichever it is.
  if (name === "SHELL" || name === "BASH") return one("/bin/sh");
  // In a known environment, an absent TMPDIR is empty, and `$TMPDIR/x` is `/x`.
  if (name === "TMPDIR" && !environmentKnown(state)) return one("/tmp");
  return undefined;
}

/** The current folder as one of several, or within bounds. */
function oneOf({ either, within }: State): Word {
  const may = either?.map(escaped) ?? within ?? [];
  return wordOfPieces("$PWD", [{ kind: "hole", of: "$PWD", from: "variable", quoted: true, may }]);
}

function one(value: string | null | undefined): readonly Word[] | null | undefined {
  return typeof value === "string" ? [literalWord(value)] : value;
}

const isOnlyKnownAtRunTime = keepingNames(name =>
  /^([?$!_-]|RANDOM|SRANDOM|SECONDS|BASHPID|PPID|UID|EUID|LINENO|EPOCH\w+)$/.test(name),
);

/** The name that `${!x}` refers to. */
function indirect(name: string, part: ParameterExpansionPart, look: ExpansionContext): string | null {
  if (part.index) return null;
  const target = lookUp(name, look)?.[0]?.value;
  return target !== undefined && target !== null && /^\w+$/.test(target) ? target : null;
}

function operate(
  operation: ParameterOperation,
  value: Word | null | undefined,
  look: ExpansionContext,
  expand: (operand: Parsed) => Word,
): Word | null | undefined {
  if (operation.type === "Default") return byDefault(operation.operator, value, look, () => expand(operation.operand));
  if (value?.glob && operation.type === "Remove" && (value.value ?? "").length <= MAX_EDITED)
    return sameOfEach(operation, value, expand);
  if (!value || value.value === null || value.glob || value.value.length > MAX_EDITED) return null;
  const text = value.value;
  switch (operation.type) {
    case "Remove": {
      const pattern = patternOf(expand(operation.operand));
      return pattern === null || pattern.length > MAX_PATTERN
        ? null
        : edited(removed(text, pattern, operation.operator));
    }
    case "Replace": {
      const from = expand(operation.pattern);
      const to = expand(operation.replacement).value;
      if (from.value === null || from.value === "" || from.glob || to === null) return null;
      if (operation.operator === "//") return edited(text.replaceAll(from.value, () => to));
      return operation.operator === "/" ? edited(text.replace(from.value, () => to)) : null;
    }
    case "Slice": {
      const start = numberOf(expand(operation.offset));
      const length = operation.length ? numberOf(expand(operation.length)) : text.length;
      if (start === null || length === null) return null;
      const from = start < 0 ? text.length + start : start;
      return edited(text.slice(from, length < 0 ? text.length + length : from + length));
    }
    case "CaseModification":
      if (operation.operand) return null;
      if (operation.operator === "^^") return edited(text.toUpperCase());
      if (operation.operator === ",,") return edited(text.toLowerCase());
      return edited(
        (operation.operator === "^" ? text.charAt(0).toUpperCase() : text.charAt(0).toLowerCase()) + text.slice(1),
      );
    default:
      return null;
  }
}

/**
 * `:-`, `=`, `+`, `?` and similar operators. A variable that was never set counts as unset where the environment is
 * known; a script most likely runs with its default.
 */
function byDefault(
  operator: string,
  value: Word | null | undefined,
  look: ExpansionContext,
  operand: () => Word,
): Word | null | undefined {
  if (value === null) return null;
  const inScript = look.state.variables.has("0") && /[-=]$/.test(operator);
  if (value === undefined && !inScript && !environmentKnown(look.state)) return null;
  // A variable with alternatives may be unset in a branch that did not set it.
  const open = value?.value === null && !value.glob;
  if (open && operator.endsWith("+")) return null;
  if (open && /[-=]$/.test(operator)) return either(value, operand());
  const unset = value === undefined || (operator.startsWith(":") && value.value === "");
  if (operator.endsWith("+")) return unset ? wordOfPieces("", []) : operand();
  if (operator.endsWith("?")) return unset ? null : value;
  return unset ? operand() : value;
}

/** `value` or its default, as alternatives where both have bounds. */
function either(value: Word, otherwise: Word): Word {
  const [own, other] = [boundsOfWord(value), boundsOfWord(otherwise)];
  if (own.length === 0 || other.length === 0) return value;
  const of = value.text;
  return wordOfPieces(of, [
    { kind: "hole", of, from: "variable", quoted: true, may: [...new Set([...own, ...other])] },
  ]);
}

function removed(text: string, pattern: string, operator: "#" | "##" | "%" | "%%"): string | null {
  const front = operator.startsWith("#");
  const longest = operator.length === 2;
  for (let i = 0; i <= text.length; i++) {
    const size = longest ? text.length - i : i;
    const fits = matchesGlob(pattern, front ? text.slice(0, size) : text.slice(text.length - size));
    if (fits === null) return null;
    if (fits) return front ? text.slice(size) : text.slice(0, text.length - size);
  }
  return text;
}

/** `${f##*.}` of `*.jpg`: the result when it is the same for every matching name. */
function sameOfEach(
  { operator, operand }: Extract<ParameterOperation, { type: "Remove" }>,
  { value }: Word,
  expand: (operand: Parsed) => Word,
): Word | null {
  const pattern = patternOf(expand(operand)) ?? "";
  const [known = ""] = (operator === "##" ? /[^*?[\]()]*$/ : /^[^*?[\]()]*/).exec(value ?? "") ?? [];
  const mark = operator === "##" ? /^\*([^*?[\]()\\]+)$/ : /^([^*?[\]()\\]+)\*$/;
  const [, at = ""] = operator.length === 2 ? (mark.exec(pattern) ?? []) : [];
  if (at === "" || !known.includes(at)) return null;
  return edited(operator === "##" ? known.slice(known.lastIndexOf(at) + at.length) : known.slice(0, known.indexOf(at)));
}

function numberOf(word: Word): number | null {
  return word.value !== null && /^\s*-?\d+\s*$/.test(word.value) ? Number(word.value) : null;
}

function edited(text: string | null): Word | null {
  return text === null ? null : literalWord(text);
}

function scalar(word: Word): Value {
  return { words: [word], list: false, joined: false };
}
