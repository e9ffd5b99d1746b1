/**
 * A map that never changes. Another one with a few values changed shares the rest with it, so that a text with
 * thousands of assignments does not copy thousands of variables for each of them, and two ways through a text are
 * joined by what they changed.
 */

/** Marks, in a layer, what the ones below hold and this map does not. */
const GONE = Symbol("gone");
/** Entries of the uppermost layer, which is copied at each change; beyond it, it becomes part of the one below. */
const MAX_OVER = 16;
/** Entries of the layer between, which is copied each time the uppermost one is full. */
const MAX_BETWEEN = 256;

const NOTHING = new Map<string, never>();

/** Anything but undefined, which says that a name is not there. */
export type Held = string | boolean | object | null;

export class LayeredMap<V extends Held> implements ReadonlyMap<string, V> {
  /** All layers in one, made when somebody wants to see all of it. */
  private flat: ReadonlyMap<string, V> | undefined;

  private constructor(
    private readonly under: ReadonlyMap<string, V>,
    private readonly between: ReadonlyMap<string, V | typeof GONE>,
    private readonly over: ReadonlyMap<string, V | typeof GONE>,
    readonly size: number,
  ) {}

  /** `map` itself where it is one already; it must not change afterwards. */
  static of<V extends Held>(map: ReadonlyMap<string, V> = NOTHING): LayeredMap<V> {
    return map instanceof LayeredMap ? map : new LayeredMap(map, NOTHING, NOTHING, map.size);
  }

  get(name: string): V | undefined {
    const top = this.over.get(name);
    const own = top === undefined ? this.between.get(name) : top;
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
    const sharing = near && this.between === other.between;
    const layers = sharing
      ? [this.over, other.over]
      : near
        ? [this.over, other.over, this.between, other.between]
        : [this.all(), other.all()];
    for (const map of layers) for (const name of map.keys()) if (this.get(name) !== other.get(name)) names.add(name);
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
    const full = this.over.size >= MAX_OVER;
    const merges = full && this.between.size >= MAX_BETWEEN;
    const under = merges ? this.all() : this.under;
    const between = merges ? NOTHING : full ? new Map([...this.between, ...this.over]) : this.between;
    const over = new Map<string, V | typeof GONE>(full ? NOTHING : this.over);
    let { size } = this;
    for (const [name, value] of entries) {
      const top = over.get(name);
      const own = top === undefined ? between.get(name) : top;
      const before = own === undefined ? under.get(name) : own;
      if (before !== undefined && before !== GONE) size--;
      if (value !== GONE) size++;
      over.set(name, value);
    }
    return new LayeredMap(under, between, over, size);
  }

  private all(): ReadonlyMap<string, V> {
    if (this.over.size === 0 && this.between.size === 0) return this.under;
    if (this.flat) return this.flat;
    const flat = new Map(this.under);
    for (const layer of [this.between, this.over])
      for (const [name, value] of layer)
        if (value === GONE) flat.delete(name);
        else flat.set(name, value);
    this.flat = flat;
    return flat;
  }
}
