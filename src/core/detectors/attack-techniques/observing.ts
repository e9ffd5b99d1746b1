/** Finds data that two commands collect together, the clipboard or the environment, and returns the matching rule. */
import type { Invocation } from "../../effects/pack.ts";

/** Returns whether a program collects, prints or encodes the output of another one. */
export const collects = (program: string) =>
  COLLECTS.test(program) || PRINTS_CLIPBOARD.has(program.toLowerCase()) || ENCODES.has(program);

/** Matches the whole environment in an encoding that hides its secrets from people and log filters. */
export function hidesEnvironment({ program, argv, stdin }: Invocation): string | undefined {
  if (stdin.kind === "none" || stdin.kind === "file" || !ENCODES.has(program)) return undefined;
  const [from, first] = stdin.producer ?? [];
  const prints =
    from?.value === "printenv" || from?.value === "env" || from?.value === "set" || from?.value === "export";
  return prints && first === undefined && !argv.some(({ value }) => DECODES.test(value ?? ""))
    ? "collection/encoded-environment"
    : undefined;
}

const ENCODES = new Set("base32 base64 basenc xxd od hexdump rev openssl".split(" "));
const DECODES = /^-(?:d|D|r)$|^--decode$/;

/** Matches a tool that prints the clipboard and appends it to a file. */
export function collectsClipboard({ program, argv, redirects, stdin }: Invocation): string | undefined {
  const from = stdin.kind === "pipe" || stdin.kind === "text" ? stdin.producer?.[0]?.value : undefined;
  if (from && PRINTS_CLIPBOARD.has(from.toLowerCase()) && COLLECTS.test(program)) {
    const appends = argv.some(({ value }) => APPENDS.test(value ?? "")) || program.toLowerCase() === "add-content";
    if (appends) return "collection/clipboard";
  }
  if (!redirects.some(({ operator, beside }) => !beside && (operator === ">>" || operator === "&>>"))) return undefined;
  const words = argv.slice(1).map(({ value }) => value ?? "");
  const prints = PRINTS_CLIPBOARD.get(program.toLowerCase());
  return prints?.(words) ? "collection/clipboard" : undefined;
}

const COLLECTS = /^(?:tee|tee-object|out-file|add-content)$/i;
const APPENDS = /^-a(?:pp(?:end)?)?$|^--append$/i;

const PRINTS_CLIPBOARD: ReadonlyMap<string, (words: readonly string[]) => boolean> = new Map([
  ["pbpaste", () => true],
  ["wl-paste", () => true],
  ["get-clipboard", () => true],
  ["xsel", (words: readonly string[]) => !words.some(word => /^(?:-i|--input|-c|--clear)$/.test(word))],
  ["osascript", (words: readonly string[]) => words.some(word => /\b(?:get )?the clipboard\b(?! to\b)/.test(word))],
  ["xclip", (words: readonly string[]) => words.some(word => /^-o(?:ut)?$/.test(word))],
]);
