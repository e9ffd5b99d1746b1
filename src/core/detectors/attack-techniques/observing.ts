/** What is collected by two commands together: the clipboard, the environment. Each gives the rule that says so. */
import type { Invocation } from "../../effects/pack.ts";

/** Whether a program collects, prints or encodes what another one shows. */
export const collects = (program: string) =>
  COLLECTS.test(program) || PRINTS_CLIPBOARD.has(program.toLowerCase()) || ENCODES.has(program);

/** The whole environment in letters in which nobody, nor a filter of logs, knows its secrets again. */
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

/** A tool that prints the clipboard, its output added to what it printed before. */
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
