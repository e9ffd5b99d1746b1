/** Decoders that stand between a known text and a shell: `echo … | base64 -d | sh`. */
import type { Invocation } from "../pack.ts";
import { HOLE } from "../words.ts";

/** The decoded text; null when the input is not known or the options are others. */
export function decoded({ program, argv, stdin }: Invocation): string | null {
  if (stdin.kind !== "text" || stdin.text.includes(HOLE)) return null;
  const options = argv.slice(1).map(word => word.value);
  switch (program) {
    case "base64":
      return options.length > 0 &&
        options.every(option => /^(-[dD]i?|--decode|-i|--ignore-garbage)$/.test(option ?? ""))
        ? fromBase64(stdin.text)
        : null;
    case "xxd":
      return options.includes("-r") && options.every(option => /^-(r|p|ps|plain)$/.test(option ?? ""))
        ? fromHex(stdin.text)
        : null;
    case "rev":
      return options.length > 0 ? null : stdin.text.replace(/[^\n]+/g, line => [...line].reverse().join(""));
    default:
      return null;
  }
}

function fromBase64(text: string): string | null {
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
  return fromBytes(bytes);
}

function fromHex(text: string): string | null {
  const digits = text.replace(/\s/g, "");
  if (!/^([0-9a-fA-F]{2})*$/.test(digits)) return null;
  return fromBytes((digits.match(/../g) ?? []).map(pair => Number.parseInt(pair, 16)));
}

function fromBytes(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
