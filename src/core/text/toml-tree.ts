/**
 * Scans TOML into a tree with ranges (toml.io, version 1.0). This scanner gives up on what it does not follow; whether
 * the file is valid as a whole is checked by `toml-text.ts`.
 */
import type { Entry, Table, Tree } from "./text-tree.ts";

/** Returns undefined where the scanner gave up. */
export function tomlTree(text: string): Table | undefined {
  try {
    return new Scanner(text).file();
  } catch (error) {
    if (error instanceof Lost) return undefined;
    throw error;
  }
}

class Lost extends Error {}

interface Open {
  readonly kind: "table";
  start: number;
  end: number;
  readonly entries: Entry[];
}

const MAX_DEPTH = 50;

class Scanner {
  #at = 0;

  constructor(readonly text: string) {}

  file(): Table {
    const root = open(0, this.text.length);
    let here: Open = root;
    if (this.text.startsWith("\uFEFF")) this.#at = 1;
    for (this.#gap(true); this.#at < this.text.length; this.#gap(true)) {
      const start = this.#at;
      if (this.#take("[[")) {
        this.#path("]]");
        // An array of tables: no name leads to what it holds.
        here = open(start, start);
      } else if (this.#take("[")) {
        const path = this.#path("]");
        here = path.reduce((table, { name }, i) => this.#within(table, name, path[i] ?? { start, end: start }), root);
      } else this.#pair(here, true, 0);
      this.#lineEnd();
    }
    return root;
  }

  /** The table `name` of `table`, made when nothing has named it yet. */
  #within(table: Open, name: string, key: { readonly start: number; readonly end: number }): Open {
    const there = table.entries.find(entry => entry.name === name)?.value;
    if (there?.kind === "table") return there as Open;
    if (there) throw new Lost();
    const made = open(key.start, key.end);
    table.entries.push({ name, key, value: made, lines: true });
    return made;
  }

  #pair(table: Open, lines: boolean, depth: number): void {
    const start = this.#at;
    const path = this.#path("=");
    const last = path.at(-1);
    if (!last) throw new Lost();
    this.#gap(false);
    const value = this.#value(depth);
    const holder = path.slice(0, -1).reduce((inner, part) => this.#within(inner, part.name, part), table);
    if (holder.entries.some(({ name }) => name === last.name)) throw new Lost();
    holder.entries.push({ name: last.name, key: { start, end: last.end }, value, lines });
  }

  /** Parts of a dotted key, up to and with `close`. */
  #path(close: string) {
    const parts: { name: string; start: number; end: number }[] = [];
    for (;;) {
      this.#gap(false);
      const start = this.#at;
      const quote = this.text[start];
      const name = quote === '"' || quote === "'" ? this.#string().value : this.#match(/[A-Za-z0-9_-]+/y);
      parts.push({ name, start, end: this.#at });
      this.#gap(false);
      if (this.#take(close)) return parts;
      if (!this.#take(".")) throw new Lost();
    }
  }

  #value(depth: number): Tree {
    if (depth > MAX_DEPTH) throw new Lost();
    const start = this.#at;
    const char = this.text[start];
    if (char === '"' || char === "'") {
      const { value, lines } = this.#string();
      return lines ? this.#other(start) : { kind: "text", value, start, end: this.#at };
    }
    if (this.#take("[")) {
      const items: Tree[] = [];
      this.#series("]", true, () => items.push(this.#value(depth + 1)));
      return { kind: "list", items, lines: false, start, end: this.#at };
    }
    if (this.#take("{")) {
      const table = open(start, start);
      this.#series("}", false, () => this.#pair(table, false, depth + 1));
      table.end = this.#at;
      return table;
    }
    this.#match(/[^\s,\]}#=[{"']+(?:[ ]\d[^\s,\]}#]*)?/y);
    return this.#other(start);
  }

  #series(close: string, lines: boolean, one: () => void): void {
    for (this.#gap(lines); !this.#take(close); this.#gap(lines)) {
      one();
      this.#gap(lines);
      if (this.#take(",")) continue;
      if (this.text.startsWith(close, this.#at)) continue;
      throw new Lost();
    }
  }

  #other(start: number): Tree {
    return { kind: "other", start, end: this.#at };
  }

  #string(): { value: string; lines: boolean } {
    const quote = this.text[this.#at] ?? "";
    if (this.text.startsWith(quote.repeat(3), this.#at)) {
      const raw = this.#match(
        quote === '"' ? /"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}/y : /'''(?:[^']|'{1,2}(?!'))*'{3,5}/y,
      );
      return { value: raw, lines: true };
    }
    const raw = this.#match(quote === '"' ? /"(?:[^"\\\r\n]|\\[^\r\n])*"/y : /'[^'\r\n]*'/y);
    return { value: quote === "'" ? raw.slice(1, -1) : unescaped(raw.slice(1, -1)), lines: false };
  }

  /** Blanks; with `lines` also line ends and comments. */
  #gap(lines: boolean): void {
    this.#match(lines ? /(?:[ \t\r\n]|#[^\r\n]*)*/y : /[ \t]*/y);
  }

  #lineEnd(): void {
    this.#match(/[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/y);
  }

  #take(word: string): boolean {
    if (!this.text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new Lost();
    this.#at += found.length;
    return found;
  }
}

function open(start: number, end: number): Open {
  return { kind: "table", start, end, entries: [] };
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\u001b" };

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))/g,
    (_, four, eight, two, char) => {
      const code: string | undefined = four ?? eight ?? two;
      if (code === undefined) return ESCAPES[char] ?? char;
      const point = Number.parseInt(code, 16);
      if (point > 0x10ffff) throw new Lost();
      return String.fromCodePoint(point);
    },
  );
}
