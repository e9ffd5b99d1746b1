/**
 * A map that never changes. Another one with a few values changed shares the rest with it, so that a text with
 * thousands of assignments does not copy thousands of variables for each of them, and two ways through a text are
 * joined by what they changed.
 */

/** Marks, in the upper layer, what the lower one holds and this map does not. */
const GONE = Symbol("gone");
/** Entries of the upper layer, which is copied at each change; beyond it, both layers become one. */
const MAX_OVER = 48;

const NOTHING = new Map<string, never>();

/** Anything but undefined, which says that a name is not there. */
export type Held = string | boolean | object | null;

export class LayeredMap<V extends Held> implements ReadonlyMap<string, V> {
  /** Both layers in one, made when somebody wants to see all of it. */
  private flat: ReadonlyMap<string, V> | undefined;

  private constructor(
    private readonly under: ReadonlyMap<string, V>,
    private readonly over: ReadonlyMap<string, V | typeof GONE>,
    readonly size: number,
  ) {}

  /** `map` itself where it is one already; it must not change afterwards. */
  static of<V extends Held>(map: ReadonlyMap<string, V> = NOTHING): LayeredMap<V> {
    return map instanceof LayeredMap ? map : new LayeredMap(map, NOTHING, map.size);
  }

  get(name: string): V | undefined {
    const own = this.over.get(name);
    if (own === undefined) return this.under.get(name);
    return own === GONE ? undefined : own;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  with(name: string, value: V): LayeredMap<V> {
    return this.changed([[name, value]]);
  }

  withAll(entries: Iterable<readonly [string, V]>): LayeredMap<V> {
    return this.changed(entries);
  }

  without(names: Iterable<string>): LayeredMap<V> {
    const gone: [string, typeof GONE][] = [];
    for (const name of names) if (this.has(name)) gone.push([name, GONE]);
    return this.changed(gone);
  }

  /** The names that do not hold the same in both; cheap where one was made from the other, or both from a third. */
  differences(other: LayeredMap<V>): ReadonlySet<string> {
    const names = new Set<string>();
    if (this === other) return names;
    const near = this.under === other.under;
    for (const map of near ? [this.over, other.over] : [this.all(), other.all()])
      for (const name of map.keys()) if (this.get(name) !== other.get(name)) names.add(name);
    return names;
  }

  keys(): MapIterator<string> {
    return this.all().keys();
  }

  values(): MapIterator<V> {
    return this.all().values();
  }

  entries(): MapIterator<[string, V]> {
    return this.all().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.all().entries();
  }

  forEach(callback: (value: V, name: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [name, value] of this.all()) callback(value, name, this);
  }

  private changed(entries: Iterable<readonly [string, V | typeof GONE]>): LayeredMap<V> {
    const merges = this.over.size >= MAX_OVER;
    const under = merges ? this.all() : this.under;
    const over = new Map<string, V | typeof GONE>(merges ? NOTHING : this.over);
    let { size } = this;
    for (const [name, value] of entries) {
      const own = over.get(name);
      const before = own === undefined ? under.get(name) : own;
      if (before !== undefined && before !== GONE) size--;
      if (value !== GONE) size++;
      over.set(name, value);
    }
    return new LayeredMap(under, over, size);
  }

  private all(): ReadonlyMap<string, V> {
    if (this.over.size === 0) return this.under;
    if (this.flat) return this.flat;
    const flat = new Map(this.under);
    for (const [name, value] of this.over)
      if (value === GONE) flat.delete(name);
      else flat.set(name, value);
    this.flat = flat;
    return flat;
  }
}
