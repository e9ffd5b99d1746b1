/**
 * JSON that two readers read differently: of a key that stands twice some take the first and some the last, and some take
 * keys in any case (Go's encoding/json: "preferring an exact match but also accepting a case-insensitive match").
 */

/** What is read of a message, and of what it asks. */
const KNOWN = new Set(["jsonrpc", "id", "method", "params", "name", "arguments", "uri"]);
/** A string begins, or what opens, closes and parts. */
const MARK = /["{}[\]:]/g;

interface Opened {
  /** Keys of an object so far; null for a list. */
  readonly keys: Set<string> | null;
  /** Keys down to it; lists do not count. */
  readonly depth: number;
}

/** The first key of such a kind. `text` is JSON. Linear in its length. */
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

/** Behind its closing quote. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (; end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}
