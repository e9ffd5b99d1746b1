/** Brace expansion: `{a,b}` and `{1..3}` turn one word into several, before any other expansion. */
import type { Atom } from "./atoms.ts";

/** Words that one word may become; beyond it the result is not known. */
const MAX_WORDS = 256;
const MAX_DEPTH = 8;
const MAX_BRACES = 64;
const MAX_ATOMS = 64 * 1024;

/** The words a word becomes, or null when there are too many to follow. */
export function expandBraces(atoms: readonly Atom[]): readonly (readonly Atom[])[] | null {
  let open = 0;
  for (const atom of atoms) if (is(atom, "{")) open++;
  if (open === 0) return [atoms];
  if (open > MAX_BRACES) return null;
  return expand(atoms, 0);
}

function expand(atoms: readonly Atom[], depth: number): (readonly Atom[])[] | null {
  for (let start = 0; start < atoms.length; start++) {
    // `{}` at the start of a word is the one find knows.
    if (!is(atoms[start], "{") || (start === 0 && is(atoms[1], "}"))) continue;
    if (depth >= MAX_DEPTH) return null;
    const cuts = cutsOf(atoms, start);
    if (!cuts) continue;
    const end = cuts.at(-1) ?? start;
    const inside = atoms.slice(start + 1, end);
    const choices = inside.some(atom => is(atom, ",")) ? alternatives(atoms, cuts, depth) : sequence(inside);
    if (choices === "too many") return null;
    if (!choices) {
      // `{a..b..c}` is no sequence and stays as text.
      start = end;
      continue;
    }
    const tails = expand(atoms.slice(end + 1), depth);
    if (!tails) return null;
    const count = choices.length * tails.length;
    if (count > MAX_WORDS || count * atoms.length > MAX_ATOMS) return null;
    const head = atoms.slice(0, start);
    return choices.flatMap(choice => tails.map(tail => [...head, ...choice, ...tail])).filter(word => word.length > 0);
  }
  return [atoms];
}

/**
 * Indexes of the brace at `start`, its own commas, and its end; null when it is never closed. As in bash, a closing
 * brace counts only behind a comma or dots: `{a},b}` is `a}` and `b`.
 */
function cutsOf(atoms: readonly Atom[], start: number): number[] | null {
  const cuts = [start];
  let depth = 0;
  let parted = false;
  for (let i = start + 1; i < atoms.length; i++) {
    if (is(atoms[i], "{")) depth++;
    else if (is(atoms[i], "}")) {
      if (depth > 0) depth--;
      else if (parted) return [...cuts, i];
    } else if (depth === 0 && is(atoms[i], ",")) {
      cuts.push(i);
      parted = true;
    } else if (depth === 0 && is(atoms[i], ".") && is(atoms[i + 1], ".") && !is(atoms[i + 2], "}")) parted = true;
  }
  return null;
}

function alternatives(
  atoms: readonly Atom[],
  cuts: readonly number[],
  depth: number,
): (readonly Atom[])[] | "too many" {
  const found: (readonly Atom[])[] = [];
  for (let i = 1; i < cuts.length; i++) {
    const words = expand(atoms.slice((cuts[i - 1] ?? 0) + 1, cuts[i]), depth + 1);
    if (!words || found.length + words.length > MAX_WORDS) return "too many";
    found.push(...words);
  }
  return found;
}

/** `1..9..2`, `a..e`, `03..01`; null when it is none of these. */
function sequence(atoms: readonly Atom[]): Atom[][] | "too many" | null {
  if (atoms.length > 40 || atoms.some(atom => atom.kind === "part" || atom.quoted)) return null;
  const text = atoms.map(atom => (atom.kind === "char" ? atom.char : "")).join("");
  const match = /^(?:(-?\d{1,15})\.\.(-?\d{1,15})|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d{1,9}))?$/.exec(text);
  if (!match) return null;
  const [, fromNumber, toNumber, fromLetter, toLetter, by] = match;
  const from = fromNumber === undefined ? (fromLetter ?? "").charCodeAt(0) : Number(fromNumber);
  const to = toNumber === undefined ? (toLetter ?? "").charCodeAt(0) : Number(toNumber);
  const step = Math.max(1, Math.abs(Number(by ?? 1))) * (to < from ? -1 : 1);
  const count = Math.floor((to - from) / step) + 1;
  if (count > MAX_WORDS) return "too many";
  const width = [fromNumber, toNumber].some(number => /^-?0\d/.test(number ?? ""))
    ? Math.max(fromNumber?.length ?? 0, toNumber?.length ?? 0)
    : 0;
  return Array.from({ length: count }, (_, i) => {
    const value = from + i * step;
    const word = fromNumber === undefined ? String.fromCharCode(value) : padded(value, width);
    return [...word].map(char => ({ kind: "char" as const, char, quoted: true }));
  });
}

function padded(value: number, width: number): string {
  const digits = String(Math.abs(value)).padStart(width - (value < 0 ? 1 : 0), "0");
  return value < 0 ? `-${digits}` : digits;
}

function is(atom: Atom | undefined, char: string): boolean {
  return atom?.kind === "char" && !atom.quoted && atom.char === char;
}
