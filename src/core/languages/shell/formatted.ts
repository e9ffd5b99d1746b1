/** Evaluates `printf` with known arguments: the format is repeated until all are used. */

const MAX_ROUNDS = 100;

/** Returns the output of `printf`; null for formats that are not supported. */
export function formatted(values: readonly string[]): string | null {
  const [format, ...rest] = values;
  if (format === undefined) return null;
  let text = "";
  let used = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const start = used;
    let known = true;
    text += format.replace(
      /%(%|[-0]?\d*(?:\.\d+)?[sdiqb])|%|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|[\s\S])/g,
      (found, spec: string | undefined) => {
        if (found.startsWith("\\")) return escaped(found);
        if (spec === "%") return "%";
        if (spec === undefined || spec.length > 1) {
          known = false;
          return "";
        }
        const value = rest[used++] ?? (spec === "s" || spec === "b" ? "" : "0");
        return spec === "b" ? unescapedText(value) : value;
      },
    );
    if (!known) return null;
    if (used >= rest.length || used === start) return text;
  }
  return null;
}

function unescapedText(text: string): string {
  return text.replace(/\\(?:0[0-7]{0,3}|[0-7]{1,3}|x[0-9a-fA-F]{1,2}|[\s\S])/g, escaped);
}

function escaped(found: string): string {
  const code = found.slice(1);
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
  if (/^x[0-9a-fA-F]/.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  const simple: Readonly<Record<string, string>> = {
    n: "\n",
    t: "\t",
    r: "\r",
    a: "\u0007",
    b: "\b",
    f: "\f",
    v: "\v",
  };
  return simple[code] ?? (code === "e" || code === "E" ? "\u001b" : code === "\\" || code === '"' ? code : found);
}
