/** Applies a sed script, or perl's `s///`, to the lines of a file, where the result can be told. */
import { type Flavour, linePattern } from "./line-patterns.ts";

const MAX_TEXT = 256 * 1024;
const MAX_LINE = 4000;

interface Place {
  readonly line?: number;
  readonly last?: true;
  readonly fits?: RegExp;
}

interface Step {
  readonly from?: Place;
  readonly to?: Place;
  readonly not: boolean;
  readonly does:
    | { readonly kind: "delete" | "print" | "nothing" }
    | { readonly kind: "before" | "behind" | "instead"; readonly text: string }
    | {
        readonly kind: "replace";
        readonly fits: RegExp;
        readonly by: (match: readonly string[]) => string;
        readonly nth: number;
        readonly prints: boolean;
      };
}

/** Returns the text after `script`; undefined where it cannot be told. `silent`: only what it prints (`sed -n`). */
export function editedText(script: string, text: string, flavour: Flavour, silent = false): string | undefined {
  if (text.length > MAX_TEXT || script.length > MAX_LINE) return undefined;
  const steps = stepsOf(script, flavour);
  const lines = text.replace(/\n$/, "").split("\n");
  if (!steps || lines.some(line => line.length > MAX_LINE)) return undefined;
  const within = new Map<Step, boolean>();
  const out: string[] = [];
  lines.forEach((line, i) => {
    let now: string | undefined = line;
    const behind: string[] = [];
    for (const step of steps) {
      if (now === undefined) break;
      if (applies(step, now, i + 1, lines.length, within) === step.not) continue;
      const { does } = step;
      if (does.kind === "delete") now = undefined;
      else if (does.kind === "before") out.push(does.text);
      else if (does.kind === "behind") behind.push(does.text);
      else if (does.kind === "instead") {
        out.push(does.text);
        now = undefined;
      } else if (does.kind === "print") out.push(now);
      else if (does.kind === "replace") {
        const line: string = now;
        now = replaced(line, does);
        if (does.prints && now !== line) out.push(now);
      }
    }
    if (now !== undefined && !silent) out.push(now);
    out.push(...behind);
  });
  return `${out.join("\n")}\n`;
}

function applies(step: Step, line: string, at: number, last: number, within: Map<Step, boolean>): boolean {
  const { from, to } = step;
  if (!from) return true;
  if (!to) return fits(from, line, at, last);
  if (within.get(step)) {
    if (fits(to, line, at, last) || (to.line !== undefined && at >= to.line)) within.set(step, false);
    return to.line === undefined || at <= to.line;
  }
  const first = from.line === 0 ? at === 1 : fits(from, line, at, last);
  if (!first) return false;
  const ends = (to.line !== undefined && to.line <= at) || (from.line === 0 && fits(to, line, at, last));
  within.set(step, !ends);
  return true;
}

function fits(place: Place, line: string, at: number, last: number): boolean {
  return place.fits ? place.fits.test(line) : place.last ? at === last : place.line === at;
}

function replaced(line: string, does: Extract<Step["does"], { kind: "replace" }>): string {
  let count = 0;
  return line.replace(does.fits, (...given: unknown[]) => {
    count++;
    const match = given.filter((part): part is string => typeof part === "string").slice(0, -1);
    return does.nth > 0 && count !== does.nth ? (match[0] ?? "") : does.by(match);
  });
}

const BETWEEN = /^[\s;]+/;

/** Returns the steps in order; undefined where one is not supported. */
function stepsOf(script: string, flavour: Flavour): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (let rest = script.replace(BETWEEN, ""); rest !== ""; rest = rest.replace(BETWEEN, "")) {
    if (rest.startsWith("#") && flavour !== "perl") {
      rest = rest.replace(/^[^\n]*/, "");
      continue;
    }
    const from = flavour === "perl" ? undefined : placeOf(rest, flavour);
    if (from === null) return undefined;
    rest = from?.rest ?? rest;
    const to = from && rest.startsWith(",") ? placeOf(rest.slice(1).trimStart(), flavour) : undefined;
    if (to === null || (from && rest.startsWith(",") && !to)) return undefined;
    rest = (to?.rest ?? rest).trimStart();
    const not = from !== undefined && rest.startsWith("!");
    if (not) rest = rest.slice(1).trimStart();
    const step = stepOf(rest, flavour);
    if (!step) return undefined;
    steps.push({ ...(from && { from: from.place }), ...(to && { to: to.place }), not, does: step.does });
    rest = step.rest;
    if (rest !== "" && !/^\s*[;\n]/.test(rest)) return undefined;
  }
  return steps;
}

/** Undefined where there is no address, null where it is not supported. */
function placeOf(text: string, flavour: Flavour): { readonly place: Place; readonly rest: string } | null | undefined {
  const number = /^\d{1,7}(?![\d~])/.exec(text)?.[0];
  if (number !== undefined) return { place: { line: Number(number) }, rest: text.slice(number.length) };
  if (/^\d|^[+~]/.test(text)) return null;
  if (text.startsWith("$")) return { place: { last: true }, rest: text.slice(1) };
  const [mark, from] = text.startsWith("/") ? ["/", 1] : text.startsWith("\\") ? [text.charAt(1), 2] : ["", 0];
  if (mark === "") return undefined;
  const pattern = upTo(text, from, mark);
  const ignores = pattern && /^I/.test(text.slice(pattern.end + 1));
  const found = pattern && linePattern(pattern.text, flavour, ignores ? "i" : "");
  return found ? { place: { fits: found }, rest: text.slice(pattern.end + (ignores ? 2 : 1)) } : null;
}

function stepOf(text: string, flavour: Flavour): { readonly does: Step["does"]; readonly rest: string } | undefined {
  const name = text.charAt(0);
  if (name === "s") return replacement(text, flavour);
  if (flavour === "perl") return undefined;
  if (name === "p") return { does: { kind: "print" }, rest: text.slice(1) };
  if (name === "d") return { does: { kind: "delete" }, rest: text.slice(1) };
  if (!/[aic]/.test(name)) return undefined;
  const [all, given = ""] = /^[aic]\s{0,8}(?:\\\n?)?\s{0,80}((?:[^\n]|\\\n){0,4000})/.exec(text) ?? [];
  if (all === undefined) return undefined;
  const kind = name === "a" ? "behind" : name === "i" ? "before" : "instead";
  // `$a\` alone only ends the last line.
  const does =
    given === "" ? ({ kind: "nothing" } as const) : ({ kind, text: given.replace(/\\([\s\S])/g, "$1") } as const);
  return { does, rest: text.slice(all.length) };
}

function replacement(text: string, flavour: Flavour): ReturnType<typeof stepOf> {
  const open = text.charAt(1);
  const close = { "{": "}", "(": ")", "[": "]", "<": ">" }[open] ?? open;
  if (open === "" || /[\w\s\\;]/.test(open) || (close !== open && flavour !== "perl")) return undefined;
  const pattern = upTo(text, 2, close);
  const next = pattern && (close === open ? pattern.end + 1 : text.indexOf(open, pattern.end) + 1);
  const by = next ? upTo(text, next, close) : undefined;
  if (!pattern || !by) return undefined;
  const [flags = ""] = /^[a-zA-Z\d]{0,6}/.exec(text.slice(by.end + 1)) ?? [];
  if (/[^gIip\d]/.test(flags)) return undefined;
  const nth = /\d+/.exec(flags)?.[0];
  const all = flags.includes("g");
  if (all && nth !== undefined) return undefined;
  const fits = linePattern(pattern.text, flavour, `${all || nth ? "g" : ""}${/i/i.test(flags) ? "i" : ""}`);
  const parts = partsOf(by.text, flavour);
  if (!fits || !parts) return undefined;
  const join = (match: readonly string[]) =>
    parts.map(part => (typeof part === "number" ? (match[part] ?? "") : part)).join("");
  return {
    does: { kind: "replace", fits, by: join, nth: Number(nth ?? 0), prints: flags.includes("p") },
    rest: text.slice(by.end + 1 + flags.length),
  };
}

/** Reads up to `mark`, unless a backslash precedes it. */
function upTo(text: string, from: number, mark: string): { readonly text: string; readonly end: number } | undefined {
  let out = "";
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === mark) return { text: out, end: at };
    if (char === "\\") {
      const next = text.charAt(++at);
      out += next === mark ? next : `\\${next}`;
    } else out += char;
  }
  return undefined;
}

/** The parts of a replacement: numbers refer to groups. */
function partsOf(text: string, flavour: Flavour): readonly (string | number)[] | undefined {
  const perl = flavour === "perl";
  const parts: (string | number)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === "\\") {
      at++;
      if (/\d/.test(next)) parts.push(Number(next));
      else if (/[a-zA-Z]/.test(next) && !/[nt]/.test(next)) return undefined;
      else parts.push(next === "n" ? "\n" : next === "t" ? "\t" : next);
    } else if (perl && (char === "$" || char === "@")) {
      const group = /^\$(?:(\d)|\{(\d)\}|(&))/.exec(text.slice(at));
      if (!group) return undefined;
      parts.push(Number(group[1] ?? group[2] ?? 0));
      at += group[0].length - 1;
    } else if (!perl && char === "&") parts.push(0);
    else parts.push(char);
  }
  return parts;
}
