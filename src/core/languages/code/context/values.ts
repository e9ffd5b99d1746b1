/** The values that an expression may have, and their conversion to words and texts for other readers. */

import { HOLE, type Piece, type Word, wordOfPieces } from "../../../text/words.ts";
import type { FunctionExpression } from "../../syntax/program.ts";

export type Value =
  /** `HOLE` marks parts that are only known at run time, and the marks of `ANY` parts that match any name. */
  | { readonly kind: "text"; readonly text: string; readonly isPath?: true; readonly secret?: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "constant"; readonly value: boolean | null }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "record"; readonly entries: ReadonlyMap<string, Value> }
  /** A module, a member of one, or a name without a value. */
  | { readonly kind: "reference"; readonly name: string }
  /** The result of calling `of`: an object of that library. */
  | { readonly kind: "made"; readonly of: string; readonly given: Given }
  | { readonly kind: "function"; readonly fn: FunctionExpression; readonly names: Names }
  | { readonly kind: "either"; readonly options: readonly Value[] }
  /** The content of a file. */
  | { readonly kind: "content"; readonly path: Value; readonly secret?: string }
  /**
   * `secret`: what of it must not leave the machine. `origin`: where the rest comes from; `unread` is what a bound of
   * the reading has left off.
   */
  | { readonly kind: "unknown"; readonly origin?: "network" | "rebuilt" | "unread"; readonly secret?: string };

/** The arguments of one call, evaluated. */
export interface Given {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** The receiver of a method call. */
  readonly on: Value;
}

/** Variables with their values, in nested scopes. */
export class Names {
  private readonly local = new Map<string, Value>();
  /** Counts changes of variables that several functions see. */
  readonly changes: { count: number };

  constructor(
    private readonly outer?: Names,
    private readonly isClass = false,
  ) {
    this.changes = outer?.changes ?? { count: 0 };
  }

  get(name: string): Value | undefined {
    return this.local.get(name) ?? this.outer?.get(name);
  }

  set(name: string, value: Value): void {
    if (!this.local.has(name) && this.outer?.has(name)) {
      if (!this.outer.isOneOf(name, value)) this.changes.count++;
      this.outer.set(name, value);
    } else this.bind(name, value);
  }

  /** Binds a name in this scope, hiding an outer variable. */
  bind(name: string, value: Value): void {
    if (!this.outer && !this.isOneOf(name, value)) this.changes.count++;
    this.local.set(name, value);
  }

  /** All variables of this scope. */
  get all(): ReadonlyMap<string, Value> {
    return this.local;
  }

  /** The value of a variable of this scope, without outer ones. */
  own(name: string): Value | undefined {
    return this.local.get(name);
  }

  /** A field of the object whose method this is in: every method of its class sees it. */
  keep(name: string, value: Value): void {
    if (this.isOneOf(name, value)) return;
    this.changes.count++;
    const before = this.get(name);
    const kept = before && before.kind !== "unknown" && before.kind !== "constant" ? eitherOf([value, before]) : value;
    this.set(name, kept);
    for (let place = this.outer; place; place = place.outer)
      if (place.isClass || !place.outer) {
        place.local.set(name, kept);
        return;
      }
  }

  /** Whether the name may stand for this value already. */
  private isOneOf(name: string, value: Value): boolean {
    const before = this.get(name);
    return before !== undefined && optionsOf(before).some(one => isSame(one, value));
  }

  private has(name: string): boolean {
    return this.local.has(name) || (this.outer?.has(name) ?? false);
  }
}

function isSame(one: Value, other: Value): boolean {
  if (one === other) return true;
  switch (one.kind) {
    case "text":
      return other.kind === "text" && one.text === other.text && one.secret === other.secret;
    case "number":
    case "constant":
      return other.kind === one.kind && one.value === other.value;
    case "reference":
      return other.kind === "reference" && one.name === other.name;
    default:
      return false;
  }
}

export const UNKNOWN: Value = { kind: "unknown" };
/** The value of code that a limit has left unread. */
export const UNREAD: Value = { kind: "unknown", origin: "unread" };

/** Marks for glob characters inside a text: they keep their meaning when the text is joined to others. */
const PATTERN_SIGNS: Readonly<Record<string, string>> = { "*": "\uE0F0", "?": "\uE0F1", "[": "\uE0F2", "]": "\uE0F3" };
const SIGN_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PATTERN_SIGNS).map(([sign, mark]) => [mark, sign]),
);
/** Any one name in a folder. */
export const ANY = "\uE0F0";

export function text(value: string): Value {
  return { kind: "text", text: value };
}

/** Converts a glob to a text that stands for every match. */
export function patternText(pattern: string): string {
  return pattern.replace(/[*?[\]]/g, sign => PATTERN_SIGNS[sign] ?? sign);
}

const MAX_OPTIONS = 200;
/** Limits the depth of nested lists: a value may contain itself many times over. */
const MAX_DEPTH = 3;
export const MAX_ITEMS = 200;

/** The first of many values; one `UNREAD` stands for the rest. */
export function firstOf(values: readonly Value[], most: number = MAX_ITEMS): readonly Value[] {
  return values.length > most ? [...values.slice(0, most - 1), UNREAD] : values;
}

/** Names of the whole environment in each language. */
const WHOLE_ENVIRONMENT = /^(?:process\.env|os\.environ|ENV|\$_ENV|\$ENV|Bun\.env|Deno\.env\.toObject)$/;

/** Credentials that a web page keeps, for scripts that a browser tool runs in it. */
const PAGE_SECRETS = /^(?:(?:window|globalThis|self)\.)?(?:document\.cookie|localStorage|sessionStorage)$/;

/** All alternatives of `value`. */
export function optionsOf(value: Value): readonly Value[] {
  if (value.kind === "either") return value.options.flatMap(optionsOf);
  return [value];
}

export function eitherOf(options: readonly Value[]): Value {
  const all = firstOf(options.flatMap(optionsOf), MAX_OPTIONS);
  const [first] = all;
  return all.length === 1 && first ? first : { kind: "either", options: all };
}

/** The value as one text, `HOLE` for what is not known; of several alternatives, the first. */
export function textOfValue(value: Value): string {
  switch (value.kind) {
    case "text":
      return value.text;
    case "number":
      return String(value.value);
    case "either": {
      const [first] = optionsOf(value);
      return first ? textOfValue(first) : HOLE;
    }
    case "reference":
      return RUNNING.get(value.name) ?? HOLE;
    default:
      return HOLE;
  }
}

/** Expressions for the interpreter that runs the program. */
const RUNNING: ReadonlyMap<string, string> = new Map([
  ["process.execPath", "node"],
  ["process.argv0", "node"],
  ["sys.executable", "python3"],
]);

/** The value as text; undefined where a part is not known. */
export function knownText(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const found = value.kind === "either" ? optionsOf(value)[0] : value;
  if (found?.kind === "number") return String(found.value);
  return found?.kind === "text" && !found.text.includes(HOLE) ? plainText(found.text) : undefined;
}

/** Replaces the marks of globs by the glob characters, for other readers. */
export function plainText(value: string): string {
  return value.replace(/[\uE0F0-\uE0F3]/g, mark => SIGN_OF[mark] ?? mark);
}

/** A text as a word of a command. */
export function wordOfValue(value: Value): Word {
  const whole = textOfValue(value);
  const pieces = whole.split(/(\uFFFC|[\uE0F0-\uE0F3]+)/).flatMap((part): Piece[] => {
    if (part === "") return [];
    if (part === HOLE) return [{ kind: "hole", of: "…", from: "other", quoted: true }];
    const isPattern = /^[\uE0F0-\uE0F3]/.test(part);
    return [{ kind: "text", value: plainText(part), quoted: !isPattern }];
  });
  return wordOfPieces(plainText(whole), pieces.length > 0 ? pieces : [{ kind: "text", value: "", quoted: true }]);
}

/** All words for `value`: each item of a list, and each alternative. */
export function wordsOfValue(value: Value, depth = 0): Word[] {
  if (depth > MAX_DEPTH) return [wordOfValue(UNREAD)];
  return optionsOf(value).flatMap(option =>
    option.kind === "list"
      ? firstOf(option.items).flatMap(item => wordsOfValue(item, depth + 1))
      : [wordOfValue(option)],
  );
}

/** What in `value` must not leave the machine. */
export function secretOf(value: Value, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const inside = (item: Value) => secretOf(item, depth + 1);
  switch (value.kind) {
    case "text":
    case "unknown":
    case "content":
      return value.secret;
    case "list":
      return firstOf(value.items).map(inside).find(Boolean);
    case "record":
      return [...value.entries.values()].map(inside).find(Boolean);
    case "either":
      return value.options.map(inside).find(Boolean);
    case "reference":
      if (WHOLE_ENVIRONMENT.test(value.name)) return "the whole environment";
      return PAGE_SECRETS.test(value.name) ? `what signs the page's visitor in (${value.name})` : undefined;
    case "made":
      if (WHOLE_ENVIRONMENT.test(value.of)) return "the whole environment";
      return [
        ...(/copy|items|toObject|to_h|entries|read/.test(value.of) ? [value.given.on] : []),
        ...value.given.args,
        ...value.given.named.values(),
      ]
        .map(inside)
        .find(Boolean);
    default:
      return undefined;
  }
}

/** The value as JSON, with a string of `HOLE` for what is not known. */
export function jsonOf(value: Value, depth = 0, budget = { left: 2000 }): string {
  if (depth > 20 || --budget.left < 0) return `"${HOLE}"`;
  switch (value.kind) {
    case "record":
      return `{${[...value.entries].map(([key, item]) => `${JSON.stringify(key)}:${jsonOf(item, depth + 1, budget)}`).join(",")}}`;
    case "list":
      return `[${value.items.map(item => jsonOf(item, depth + 1, budget)).join(",")}]`;
    case "number":
      return String(value.value);
    case "constant":
      return String(value.value);
    case "made":
      return value.given.args[0] ? jsonOf(value.given.args[0], depth + 1, budget) : `"${HOLE}"`;
    default:
      return JSON.stringify(plainText(textOfValue(value)));
  }
}

/** The argument at a position, or by one of its names. */
export function argument(given: Given, position: number, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const found = given.named.get(name);
    if (found) return found;
  }
  return given.args[position];
}

/** The entry of a record argument: `{ recursive: true }`, wherever it stands. */
export function option(given: Given, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const found =
      given.named.get(name) ??
      given.args.map(arg => (arg.kind === "record" ? arg.entries.get(name) : undefined)).find(Boolean);
    if (found) return found;
  }
  return undefined;
}

export function isTrue(value: Value | undefined): boolean {
  if (!value) return false;
  if (value.kind === "constant") return value.value === true;
  if (value.kind === "number") return value.value !== 0;
  return true;
}
