/** Decodes string and number literals. */

const PLAIN: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
  e: "\x1b",
  "0": "\0",
  "\n": "",
};

/** Decodes backslash sequences of C-like languages; an unknown one stands for its character. */
export function unescapedText(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(x[0-9a-fA-F]{1,2}|x\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])/g,
    (_, code: string) => {
      if (/^[xuU]./.test(code)) return fromCode(Number.parseInt(code.replace(/[^0-9a-fA-F]/g, ""), 16));
      if (/^[0-7]{1,3}$/.test(code)) return fromCode(Number.parseInt(code, 8));
      return PLAIN[code] ?? code;
    },
  );
}

export function fromCode(code: number): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** The number that a literal stands for, in any base; NaN when it is none. */
export function numberOf(text: string): number {
  return Number(
    text
      .replace(/_/g, "")
      .replace(/^0([0-7]+)$/, "0o$1")
      .replace(/n$/, ""),
  );
}
