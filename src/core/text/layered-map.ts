/**
 * An immutable map. A changed copy shares unchanged layers with its original, so that a text with thousands of
 * assignments does not copy thousands of variables for each of them, and two branches are merged by comparing only what
 * they changed.
 */

/** Marks a name that a lower layer holds and this map has deleted. */
const GONE = Symbol("gone");
/** Most entries of the top layer, a list that each change copies; a longer one is merged into the layer below. */
const MAX_OVER = 16;
/**
 * Most entries of the middle layer, which is copied whenever the top layer is full. When it is full itself, the whole
 * map is copied: both cost about the same when the middle grows with the square root of the map.
 */
const MAX_BETWEEN = 256;
const MIN_BETWEEN = 32;

const NOTHING = new Map<string, never>();
const NO_NAMES: ReadonlySet<string> = new Set();

type Entry<V> = readonly [string, V | typeof GONE];

/** Any value but undefined, which means that a name is absent. */
export type Held = string | boolean | object | null;

export class LayeredMap<V extends Held> implements ReadonlyMap<string, V> {
  /** All layers merged, computed on first use. */
  private flat: ReadonlyMap<string, V> | undefined;

  private constructor(
    private readonly under: ReadonlyMap<string, V>,
    private readonly between: ReadonlyMap<string, V | typeof GONE>,
    private readonly over: readonly Entry<V>[],
    readonly size: number,
    /** A Bloom filter of the names in `over`: it rules out most names without a search. */
    private readonly signs: number,
  ) {}

  /** Wraps `map`, which must not change afterwards; a LayeredMap is returned as it is. */
  static of<V extends Held>(map: ReadonlyMap<string, V> = NOTHING): LayeredMap<V> {
    return map instanceof LayeredMap ? map : new LayeredMap(map, NOTHING, [], map.size, 0);
  }

  get(name: string): V | undefined {
    const at = (this.signs & signOf(name)) === 0 ? -1 : indexIn(this.over, name);
    const own = at < 0 ? this.below(name) : this.over[at]?.[1];
    return own === GONE ? undefined : own;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  with(name: string, value: V): LayeredMap<V> {
    const before = this.get(name);
    if (before === value) return this;
    const entry = [name, value] as const;
    const sign = signOf(name);
    const at = (this.signs & sign) === 0 ? -1 : indexIn(this.over, name);
    if (at < 0 && this.over.length === MAX_OVER) return this.changed([entry]);
    // `concat` and `slice` allocate exactly, where `push` reserves room: each of these maps may stay.
    const over = at < 0 ? this.over.concat([entry]) : this.over.slice();
    if (at >= 0) over[at] = entry;
    const size = before === undefined ? this.size + 1 : this.size;
    return new LayeredMap(this.under, this.between, over, size, this.signs | sign);
  }

  withAll(entries: readonly (readonly [string, V])[]): LayeredMap<V> {
    return this.changed(entries);
  }

  without(names: Iterable<string>): LayeredMap<V> {
    return this.replacing(names, []);
  }

  /** Without `names`, and with `entries` instead: one change rather than two. */
  replacing(names: Iterable<string>, entries: readonly (readonly [string, V])[]): LayeredMap<V> {
    let changes: Entry<V>[] | undefined;
    for (const name of names) {
      if (!this.has(name)) continue;
      changes ??= [];
      changes.push([name, GONE]);
    }
    if (changes === undefined) return this.changed(entries);
    for (const entry of entries) changes.push(entry);
    return this.changed(changes);
  }

  /** Names whose values differ between the two maps; cheap where one was made from the other, or both from a third. */
  differences(other: LayeredMap<V>): ReadonlySet<string> {
    if (this === other) return NO_NAMES;
    let names: Set<string> | undefined;
    const near = this.under === other.under;
    const sharing = near && this.between === other.between;
    const look = (name: string): void => {
      if (this.get(name) === other.get(name)) return;
      names ??= new Set();
      names.add(name);
    };
    // An entry that both maps share as an object cannot differ.
    if (near) for (const entry of this.over) if (!sharing || !other.over.includes(entry)) look(entry[0]);
    if (near) for (const entry of other.over) if (!sharing || !this.over.includes(entry)) look(entry[0]);
    if (sharing) return names ?? NO_NAMES;
    // Where the middle layers agree, the maps agree too, unless a top layer says otherwise: those were compared above.
    if (near) {
      for (const [name, value] of this.between) if (other.between.get(name) !== value) look(name);
      for (const [name, value] of other.between) if (this.between.get(name) !== value) look(name);
    } else {
      for (const [name, value] of this.all()) if (other.get(name) !== value) look(name);
      for (const [name, value] of other.all()) if (this.get(name) !== value) look(name);
    }
    return names ?? NO_NAMES;
  }

  /** Those of `names` that some layer mentions, deleted or not: hardly any, for the names of a list. */
  among(names: ReadonlySet<string>): readonly string[] {
    const below = [...namesIn(this.under, names), ...namesIn(this.between, names)];
    for (const [name] of this.over) if (names.has(name)) below.push(name);
    return below;
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
    if (this.under.size > 0 || this.between.size > 0) {
      for (const [name, value] of this.all()) callback(value, name, this);
    } else for (const [name, value] of this.over) if (value !== GONE) callback(value, name, this);
  }

  private changed(entries: readonly Entry<V>[]): LayeredMap<V> {
    if (entries.length === 0) return this;
    let { size } = this;
    const counted = (before: V | typeof GONE | undefined, after: V | typeof GONE): void => {
      if (before !== undefined && before !== GONE) size--;
      if (after !== GONE) size++;
    };
    if (entries.length <= MAX_OVER) {
      const over = this.over.slice();
      let { signs } = this;
      for (const entry of entries) {
        const [name, value] = entry;
        const sign = signOf(name);
        const at = (signs & sign) === 0 ? -1 : indexIn(over, name);
        signs |= sign;
        const below = this.below(name);
        counted(at < 0 ? below : over[at]?.[1], value);
        // A name that no lower layer holds needs no mark of deletion.
        const nowhere = value === GONE && (below === undefined || below === GONE);
        if (at >= 0 && nowhere) over.splice(at, 1);
        else if (!nowhere) over[at < 0 ? over.length : at] = entry;
      }
      if (over.length <= MAX_OVER) return new LayeredMap(this.under, this.between, over.slice(), size, signs);
      size = this.size;
    }
    const merges =
      this.between.size >= MIN_BETWEEN && this.between.size >= Math.min(MAX_BETWEEN, 3 * Math.sqrt(this.size));
    const under = merges ? this.all() : this.under;
    const between = new Map<string, V | typeof GONE>(merges ? NOTHING : this.between);
    if (!merges) for (const [name, value] of this.over) between.set(name, value);
    for (const [name, value] of entries) {
      const before = between.get(name);
      counted(before === undefined ? under.get(name) : before, value);
      between.set(name, value);
    }
    return new LayeredMap(under, between, [], size, 0);
  }

  /** The value in the layers under the top one. */
  private below(name: string): V | typeof GONE | undefined {
    const own = this.between.get(name);
    return own === undefined ? this.under.get(name) : own;
  }

  private all(): ReadonlyMap<string, V> {
    if (this.over.length === 0 && this.between.size === 0) return this.under;
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

/** Memoized for each layer and list of names, since maps that were made from each other share their layers. */
function namesIn(layer: ReadonlyMap<string, unknown>, names: ReadonlySet<string>): readonly string[] {
  if (layer.size === 0) return NOBODY;
  const lists = inLayers.get(layer) ?? new Map<ReadonlySet<string>, readonly string[]>();
  const known = lists.get(names);
  if (known) return known;
  const found = [...names].filter(name => layer.has(name));
  if (lists.size === 0) inLayers.set(layer, lists);
  lists.set(names, found);
  return found;
}

const NOBODY: readonly string[] = [];
const inLayers = new WeakMap<ReadonlyMap<string, unknown>, Map<ReadonlySet<string>, readonly string[]>>();

/** One of 32 bits; two names mostly have different ones. */
function signOf(name: string): number {
  const last = name.length - 1;
  return 1 << ((name.charCodeAt(0) ^ (name.charCodeAt(last) * 5) ^ (last * 11)) & 31);
}

function indexIn(entries: readonly Entry<unknown>[], name: string): number {
  for (let i = 0; i < entries.length; i++) if (entries[i]?.[0] === name) return i;
  return -1;
}
