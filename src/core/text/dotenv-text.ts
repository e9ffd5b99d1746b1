/** Reads env files: `NAME=value` lines, quoted values over several lines, `export`, comments. */

export interface Entry {
  readonly name: string;
  readonly value: string;
  /** 1-based line of the name. */
  readonly line: number;
  /** In single quotes: `$` stands for itself. */
  readonly literal: boolean;
}

const NAME = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*(?:=[ \t]*|:[ \t]+)/;
/** Real files have a few hundred lines. */
const MAX_ENTRIES = 10_000;

/** The entries in order; a name may stand more than once, the last one counts. Never throws. */
export function readDotenv(text: string): readonly Entry[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const entries: Entry[] = [];
  for (let i = 0; i < lines.length && entries.length < MAX_ENTRIES; i++) {
    const line = lines[i] ?? "";
    const found = NAME.exec(line);
    if (!found?.[1]) continue;
    const rest = line.slice(found[0].length);
    const quote = rest.charAt(0);
    const at = i + 1;
    if (quote !== '"' && quote !== "'" && quote !== "`") {
      entries.push({ name: found[1], value: bare(rest), line: at, literal: false });
      continue;
    }
    let body = rest.slice(1);
    let end = closing(body, quote);
    while (end === -1 && i + 1 < lines.length && i + 1 - at < 200) {
      body += `\n${lines[++i] ?? ""}`;
      end = closing(body, quote);
    }
    // A quote that is never closed is part of the value, and the lines after it are read as entries again.
    if (end === -1) {
      i = at - 1;
      entries.push({ name: found[1], value: bare(rest), line: at, literal: false });
      continue;
    }
    const inside = body.slice(0, end);
    const value = quote === '"' ? inside.replace(/\\([nrt"])/g, (_, sign: string) => ESCAPED[sign] ?? sign) : inside;
    entries.push({ name: found[1], value, line: at, literal: quote === "'" });
  }
  return entries;
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"' };

/** An unquoted value ends before a comment. */
function bare(text: string): string {
  return text.replace(/(?:^|[ \t])#.*$/s, "").trim();
}

function closing(body: string, quote: string): number {
  for (let at = body.indexOf(quote); at !== -1; at = body.indexOf(quote, at + 1)) {
    if (quote !== '"' || body.charAt(at - 1) !== "\\") return at;
  }
  return -1;
}
