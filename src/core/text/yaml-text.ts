/**
 * Reads YAML files that people write as plain data: kubeconfigs, manifests, compose files. Limits them before parsing
 * and walks the tree itself, since the library's `toJS()` takes minutes for a few hundred braces.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";

export type Yaml = string | number | boolean | null | readonly Yaml[] | YamlMap;
export type YamlMap = { readonly [key: string]: Yaml };

const MAX_TEXT = 256 * 1024;
const MAX_NODES = 20_000;
const MAX_DEPTH = 60;
/** The library takes about as long for one as for a page of plain text. Files of people hold some dozens. */
const MAX_ALIASES = 500;

/** The documents of a file as plain data; null when it is no YAML, or more than will be read. */
export function readYaml(text: string): readonly Yaml[] | null {
  if (isTooMuch(text)) return null;
  try {
    const documents: readonly Document.Parsed[] = [...parseAllDocuments(text, { logLevel: "silent" })];
    if (documents.some(({ errors }) => errors.length > 0)) return null;
    const budget = { nodes: MAX_NODES };
    return documents.map(({ contents }) => plain(contents, targetsOf(contents), budget, 0));
  } catch {
    // The library throws on some texts it cannot resolve, the walk on what exceeds its budget.
    return null;
  }
}

/** A string of a file, with its place. */
export interface YamlText {
  readonly value: string;
  /** 0-based line of the file on which its first line stands. */
  readonly line: number;
  /** A block scalar of the literal style (`|`): its lines stand as in the file. */
  readonly literal: boolean;
  /** The other texts of the same map, by key. */
  readonly beside: Readonly<Record<string, string>>;
}

/** Every text under `key`, at any depth, in the order of the file; none when it is no YAML, or more than is read. */
export function yamlTextsOf(text: string, key: string): readonly YamlText[] {
  if (isTooMuch(text)) return [];
  const lines = new LineCounter();
  const found: YamlText[] = [];
  try {
    const budget = { nodes: MAX_NODES };
    for (const document of parseAllDocuments(text, { logLevel: "silent", lineCounter: lines }))
      collect(document.contents, key, lines, budget, 0, found);
  } catch {
    // The library throws on some texts it cannot resolve, the walk on what exceeds its budget.
  }
  return found;
}

function isTooMuch(text: string): boolean {
  return text.length > MAX_TEXT || /[[{]{40}/.test(text) || holdsMoreAliases(text, MAX_ALIASES);
}

/** Whatever stands where an alias could; in a text that is quoted it may be none. */
function holdsMoreAliases(text: string, most: number): boolean {
  const aliases = /(?:^|[\s,:[{-])\*[^\s,[\]{}*]/gm;
  for (let count = 0; count <= most; count++) if (!aliases.test(text)) return false;
  return true;
}

function collect(
  node: unknown,
  key: string,
  lines: LineCounter,
  budget: { nodes: number },
  depth: number,
  found: YamlText[],
): void {
  if (--budget.nodes < 0 || depth > MAX_DEPTH) throw new RangeError("more YAML than is read");
  if (isSeq(node)) for (const item of node.items) collect(item, key, lines, budget, depth + 1, found);
  if (!isMap(node)) return;
  const texts = node.items.flatMap(({ key: name, value }) =>
    isScalar(name) && isScalar(value) && typeof value.value === "string"
      ? [[String(name.value), value.value] as const]
      : [],
  );
  for (const { key: name, value } of node.items) {
    if (isScalar(name) && name.value === key && isScalar(value) && typeof value.value === "string" && value.range) {
      const literal = value.type === "BLOCK_LITERAL";
      const first = lines.linePos(value.range[0]).line - 1;
      const below = literal || value.type === "BLOCK_FOLDED";
      found.push({ value: value.value, line: below ? first + 1 : first, literal, beside: Object.fromEntries(texts) });
    } else collect(value, key, lines, budget, depth + 1, found);
  }
}

/** The value at the path `keys` of nested maps; undefined where there is none. */
export function yamlAt(value: Yaml | undefined, ...keys: readonly string[]): Yaml | undefined {
  return keys.reduce<Yaml | undefined>((at, key) => (isYamlMap(at) ? at[key] : undefined), value);
}

/** The items of a sequence; empty for anything else. */
export function yamlItems(value: Yaml | undefined): readonly Yaml[] {
  return Array.isArray(value) ? value : [];
}

/** A scalar as text; undefined for anything else. */
export function yamlText(value: Yaml | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

export function isYamlMap(value: Yaml | undefined): value is YamlMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Targets = ReadonlyMap<unknown, unknown>;

/** Maps each alias to the last anchor of its name before it. The library would search the whole text for each alias. */
function targetsOf(contents: unknown): Targets {
  const anchors = new Map<string, unknown>();
  const targets = new Map<unknown, unknown>();
  const look = (node: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (isAlias(node)) targets.set(node, anchors.get(node.source));
    else if ((isScalar(node) || isSeq(node) || isMap(node)) && node.anchor !== undefined)
      anchors.set(node.anchor, node);
    if (isSeq(node)) for (const item of node.items) look(item, depth + 1);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      look(key, depth + 1);
      look(value, depth + 1);
    }
  };
  look(contents, 0);
  return targets;
}

/** An alias is expanded each time it occurs, against the same budget, which stops an alias bomb. */
function plain(node: unknown, targets: Targets, budget: { nodes: number }, depth: number): Yaml {
  if (--budget.nodes < 0 || depth > MAX_DEPTH) throw new RangeError("more YAML than is read");
  if (isAlias(node)) return plain(targets.get(node), targets, budget, depth + 1);
  if (isScalar(node)) return scalar(node.value);
  if (isSeq(node)) return node.items.map(item => plain(item, targets, budget, depth + 1));
  if (!isMap(node)) return null;
  const entries = node.items.map(({ key, value }): [string, Yaml] => [
    String(plain(key, targets, budget, depth + 1)),
    plain(value, targets, budget, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function scalar(value: unknown): Yaml {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return typeof value === "bigint" ? String(value) : null;
}
