/** Decodes known texts on their way to a shell: `echo … | base64 -d | sh`. */

import { optionValue, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import { pathOf } from "../../files/targets.ts";
import { ownProperty } from "../../text/own-property.ts";
import { HOLE, type Word } from "../../text/words.ts";
import { editedText } from "./sed-script.ts";

/** Returns the decoded text; null when the input is not known, or an option is not supported. */
export function decoded(command: Invocation): string | null {
  const words = command.argv.slice(1);
  const options = words.flatMap(({ value }) => (value?.startsWith("-") ? [value] : []));
  const plain = words.filter(({ value }) => !value?.startsWith("-"));
  switch (command.program) {
    case "base64":
    case "gbase64":
      return options.length > 0 && options.every(option => /^(-[dD]i?|-id|--decode|-i|--ignore-garbage)$/.test(option))
        ? applied(fromBase64, inputOf(command, plain))
        : null;
    case "openssl": {
      const base64 = /^(base64|enc)$/.test(plain[0]?.value ?? "") && plain.length === 1 && options.includes("-d");
      const others = options.filter(option => !/^-(d|A|a|base64)$/.test(option));
      const named = plain[0]?.value === "base64" || options.some(option => /^-(a|base64)$/.test(option));
      return base64 && named && others.length === 0 ? applied(fromBase64, inputOf(command, [])) : null;
    }
    case "xxd":
      return options.some(option => /^-p?r/.test(option)) &&
        options.every(option => /^-(r|p|ps|plain|rp|pr)$/.test(option))
        ? applied(fromHex, inputOf(command, plain))
        : null;
    case "rev":
      return options.length > 0 ? null : applied(reversed, inputOf(command, plain));
    case "tac":
      return options.length > 0 ? null : applied(upended, inputOf(command, plain));
    case "tr":
      return translated(options, plain, inputOf(command, []));
    case "cut":
      return applied(text => fieldsCut(words, text), inputOf(command, []));
    case "sed":
    case "gsed": {
      const [script, ...files] = plain;
      const known = typeof script?.value === "string" && options.every(option => /^-[Er]$/.test(option));
      const flavour = options.length > 0 ? "extended" : "basic";
      return known && script
        ? applied(text => editedText(script.value ?? "", text, flavour) ?? null, inputOf(command, files))
        : null;
    }
    case "head":
    case "tail":
      return applied(text => linesAtEnd(command.program, words, text), inputOf(command, []));
    default:
      return null;
  }
}

/** What comes in: a known text, or a file that the same text wrote. */
function inputOf({ stdin, scope }: Invocation, files: readonly Word[]): string | null {
  const [file, ...more] = files.length > 0 ? files : stdin.kind === "file" ? [stdin.path] : [];
  if (more.length > 0) return null;
  const path = file && pathOf(file, scope);
  const text = file ? path && scope.earlier?.written.get(path) : stdin.kind === "text" ? stdin.text : null;
  return text && !text.includes(HOLE) ? text : null;
}

function applied(decode: (text: string) => string | null, text: string | null): string | null {
  return text === null ? null : decode(text);
}

/** `cut -d: -f1`: one field of each line. */
function fieldsCut(words: readonly Word[], text: string): string | null {
  const args = readArguments(words, { values: ["d", "delimiter", "f", "fields"] });
  const delimiter = optionValue(args, "d", "delimiter")?.value;
  const field = Number(optionValue(args, "f", "fields")?.value ?? Number.NaN);
  if (args.length !== 2 || !delimiter || !Number.isInteger(field) || field < 1) return null;
  const line = (one: string) => (one.includes(delimiter) ? (one.split(delimiter)[field - 1] ?? "") : one);
  return `${text.replace(/\n$/, "").split("\n").map(line).join("\n")}\n`;
}

/** `head -n 1`, `tail -1`: a number of lines. */
function linesAtEnd(program: string, words: readonly Word[], text: string): string | null {
  const said = words.map(({ value }) => value ?? HOLE).join(" ");
  const count = said === "" ? 10 : Number(/^-(?:n ?)?(\d{1,5})$/.exec(said)?.[1] ?? Number.NaN);
  if (Number.isNaN(count)) return null;
  const lines = text.replace(/\n$/, "").split("\n");
  const kept = program === "head" ? lines.slice(0, count) : lines.slice(Math.max(lines.length - count, 0));
  return kept.length === 0 ? "" : `${kept.join("\n")}\n`;
}

function reversed(text: string): string {
  return text.replace(/[^\n]+/g, line => [...line].reverse().join(""));
}

function upended(text: string): string {
  return `${text.replace(/\n$/, "").split("\n").reverse().join("\n")}\n`;
}

/** `tr a-z n-za-m` and `tr -d x`, with sets of characters, ranges and escapes. */
function translated(options: readonly string[], sets: readonly Word[], text: string | null): string | null {
  if (text === null || sets.some(({ value }) => value === null) || options.some(option => option !== "-d")) return null;
  const [from, to] = sets.map(({ value }) => charactersOf(value ?? ""));
  if (!from || from.length === 0) return null;
  if (options.length > 0) return to ? null : [...text].filter(char => !from.includes(char)).join("");
  const last = to?.at(-1);
  if (!to || last === undefined) return null;
  return [...text].map(char => (from.includes(char) ? (to[from.indexOf(char)] ?? last) : char)).join("");
}

function charactersOf(set: string): readonly string[] {
  const out: string[] = [];
  const plain = set.replace(/\[:(\w+):\]/g, (_, name: string) => ownProperty(CLASSES, name) ?? "");
  for (const match of plain.matchAll(/\\([0-7]{1,3}|[\s\S])|([\s\S])-([\s\S])|([\s\S])/g)) {
    const [, escaped, first, last, one] = match;
    if (escaped !== undefined) {
      const named = { n: "\n", t: "\t", r: "\r" }[escaped];
      out.push(/^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (named ?? escaped));
    } else if (first !== undefined && last !== undefined) {
      for (let code = first.charCodeAt(0); code <= Math.min(last.charCodeAt(0), first.charCodeAt(0) + 255); code++)
        out.push(String.fromCharCode(code));
    } else if (one !== undefined) out.push(one);
  }
  return out;
}

const CLASSES: Readonly<Record<string, string>> = {
  lower: "a-z",
  upper: "A-Z",
  digit: "0-9",
  alpha: "A-Za-z",
  space: " \t\n",
};

export function fromBase64(text: string): string | null {
  const bytes = bytesOfBase64(text);
  return bytes && fromBytes(bytes);
}

export function bytesOfBase64(text: string): readonly number[] | null {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const char of text.replace(/[\s=]/g, "")) {
    const value = alphabet.indexOf(char);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return bytes;
}

export function fromHex(text: string): string | null {
  const digits = text.replace(/\s/g, "");
  if (!/^([0-9a-fA-F]{2})*$/.test(digits)) return null;
  return fromBytes((digits.match(/../g) ?? []).map(pair => Number.parseInt(pair, 16)));
}

function fromBytes(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
