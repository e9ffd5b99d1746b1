/** Memoizes pure functions of one string. A cache is cleared when it is full. */

const MAX_TEXTS = 32;
const MAX_CHARACTERS = 128 * 1024;

/** Memoizes `make` for a few texts of limited total length. Results must not be changed; errors are not cached. */
export function memoize<T>(make: (text: string) => T): (text: string) => T {
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

/**
 * Memoizes `make` for the time of one act, which is judged again with each round of facts. The cache is kept by the
 * object `act` and released with it: trees of long texts that outlive their judgement cost more than they save.
 */
export function keepingWithin<T>(make: (text: string) => T): (text: string, act: object) => T {
  const acts = new WeakMap<object, (text: string) => T>();
  return (text, act) => {
    const known = acts.get(act);
    if (known) return known(text);
    const own = memoize(make);
    acts.set(act, own);
    return own(text);
  };
}

const MAX_NAMES = 1024;
const MAX_NAME = 64;

/** Memoizes `make` for short names: the same few programs stand in every text. */
export function keepingNames<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return name => {
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    const made = make(name);
    if (name.length > MAX_NAME) return made;
    if (known.size >= MAX_NAMES) known.clear();
    known.set(name, made);
    return made;
  };
}
