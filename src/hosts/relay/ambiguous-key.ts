/**
 * Finds JSON that two readers read differently. Of a repeated key some take the first and some the last, and some match
 * keys in any case (Go's encoding/json: "preferring an exact match but also accepting a case-insensitive match").
 */

/** The keys that are read, of a message and its parameters. */
const KNOWN = new Set(["jsonrpc", "id", "method", "params", "name", "arguments", "uri"]);
/** Matches the start of a string, brackets, and separators. */
const MARK = /["{}[\]:]/g;

interface Opened {
  /** The object's keys so far; null for a list. */
  readonly keys: Set<string> | null;
  /** The number of keys that lead to it; lists do not count. */
  readonly depth: number;
}

/** Returns the first ambiguous key. `text` is JSON. Linear in its length. */
export function ambiguousKey(text: string): string | undefined {
  const open: Opened[] = [];
  const mark = new RegExp(MARK);
  let last = "";
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const around = open.at(-1);
    const depth = around?.depth ?? 0;
    switch (found[0]) {
      case '"':
        mark.lastIndex = endOfString(text, found.index);
        last = text.slice(found.index, mark.lastIndex);
        break;
      case "{":
        open.push({ keys: new Set(), depth: depth + 1 });
        break;
      case "[":
        open.push({ keys: null, depth });
        break;
      case ":": {
        const key = JSON.parse(last) as string;
        const folded = key.normalize("NFKC").toLowerCase();
        if (around?.keys?.has(key) || (depth <= 2 && folded !== key && KNOWN.has(folded))) return folded;
        around?.keys?.add(key);
        break;
      }
      default:
        open.pop();
    }
  }
  return undefined;
}

/** Returns the index behind the closing quote. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (; end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}
