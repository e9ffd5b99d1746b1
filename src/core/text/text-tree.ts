/** The tree of a configuration file with the range of each part, for edits that leave every other byte alone. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Tree = Text | List | Table | (Span & { readonly kind: "other" });

/** A string that is written on one line. */
export interface Text extends Span {
  readonly kind: "text";
  readonly value: string;
}

export interface List extends Span {
  readonly kind: "list";
  readonly items: readonly Tree[];
  /** Each item stands on lines of its own, behind a dash. */
  readonly lines: boolean;
}

export interface Table extends Span {
  readonly kind: "table";
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly name: string;
  /** The key as written; of a dotted key, including the parts before its last one. */
  readonly key: Span;
  readonly value: Tree;
  /** Stands on lines of its own; otherwise commas separate the entries. */
  readonly lines: boolean;
}

/** The entry of that name; undefined where it is missing or `tree` is no table. */
export function entryOf(tree: Tree | undefined, name: string): Entry | undefined {
  return tree?.kind === "table" ? tree.entries.find(entry => entry.name === name) : undefined;
}

/** Value of an entry that is a text. */
export function textAt(tree: Tree | undefined, name: string): string | undefined {
  const value = entryOf(tree, name)?.value;
  return value?.kind === "text" ? value.value : undefined;
}
