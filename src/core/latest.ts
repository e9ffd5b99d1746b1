/** What was made of the texts that were read last: an act is judged again with each round of facts, its texts are the same. */

const MAX_TEXTS = 32;
const MAX_CHARACTERS = 128 * 1024;

/** `make`, asked once for a text as long as few others come between. What it makes must not change; what it throws is not kept. */
export function keepingLatest<T>(make: (text: string) => T): (text: string) => T {
  const latest = new Map<string, { readonly made: T }>();
  let characters = 0;
  return text => {
    const known = latest.get(text);
    if (known) return known.made;
    const made = make(text);
    if (latest.size >= MAX_TEXTS || characters + text.length > MAX_CHARACTERS) {
      latest.clear();
      characters = 0;
    }
    if (text.length > MAX_CHARACTERS) return made;
    latest.set(text, { made });
    characters += text.length;
    return made;
  };
}
