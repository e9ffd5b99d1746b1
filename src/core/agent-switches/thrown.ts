/** Finds the switches that a settings text turns on. Text that does not parse as a document is searched by pattern. */

import { canonicalJson } from "../text/canonical-json.ts";
import { JsonText } from "../text/json-text.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import type { SettingsText, Tree } from "./document.ts";
import { type AgentSwitch, type Entry, indexOf } from "./switch.ts";

/** A switch that a text turns on. */
export interface ThrownSwitch {
  readonly by: AgentSwitch;
  /** The key and its value, for display and comparison. */
  readonly setting: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Returns every switch that a text turns on. A text that is no complete document, such as the new text of an edit, is
 * searched by pattern. `audit`: only what an audit of a workspace reports.
 */
export function thrownIn(settings: SettingsText, switches: readonly AgentSwitch[], audit = false): ThrownSwitch[] {
  const { any, entries } = indexOf(switches);
  if (!any?.test(settings.path)) return [];
  const { text } = settings;
  const here = entries.filter(({ place }) => place.test(settings.path));
  const { root, whole } = settings.document;
  const everywhere = root && here.some(({ by }) => by.deep) ? everyBelow({ tree: root }) : [];
  const found = here.flatMap(entry => [
    ...(root ? inTree(entry.by.deep ? everywhere : below([{ tree: root }], entry.within), entry, audit) : []),
    ...(whole ? [] : inPieces(text, entry.by, audit)),
  ]);
  // Two agents may read the same file: of equal settings, the first switch is reported.
  const known = new Map(found.toReversed().map(one => [`${one.setting}\0${one.by.means}`, one]));
  return [...known.values()]
    .toReversed()
    .map(({ by, setting, offset }) => ({ by, setting, line: lineOf(text, offset) }));
}

/** Returns whether a settings file defines hooks of an agent. */
export function holdsHooks({ text, document: { root, whole } }: SettingsText): boolean {
  const hooks = root?.entries.find(([key]) => key === "hooks")?.[1].value();
  if (typeof hooks === "object" && hooks !== null && Object.keys(hooks).length > 0) return true;
  return !whole && /["']?\bhooks["']?\s{0,8}[:=]\s{0,8}[{[]\s{0,8}["'{]/.test(text);
}

interface Found {
  readonly by: AgentSwitch;
  readonly setting: string;
  readonly offset: number;
}

interface Node {
  readonly tree: Tree;
  readonly key?: string;
  readonly parent?: Tree;
}

function inTree(from: readonly Node[], { by, keys }: Entry, audit: boolean): Found[] {
  return below(from, keys).flatMap(({ tree, parent, key = "" }) => {
    const { auditedWith: beside } = by;
    const stands = ([name, { value }]: readonly [string, Tree]) => name === beside?.key && value() === beside.is;
    if (audit && beside && !parent?.entries.some(stands)) return [];
    return partsThrown(key, tree.value(), by, audit).map(setting => ({ by, setting, offset: tree.offset }));
  });
}

function below(from: readonly Node[], keys: Entry["keys"]): readonly Node[] {
  let nodes = from;
  for (const wanted of keys)
    nodes = nodes.flatMap(({ tree }) =>
      tree.entries
        .filter(([key]) => (typeof wanted === "string" ? key === wanted : wanted.test(key)))
        .map(([key, inner]) => ({ tree: inner, parent: tree, key })),
    );
  return nodes;
}

function everyBelow(node: Node): Node[] {
  return [node, ...node.tree.entries.flatMap(([key, tree]) => everyBelow({ tree, parent: node.tree, key }))];
}

/** Returns each part of a value that turns the switch on, as text. A list may have several. */
function partsThrown(key: string, value: unknown, { thrown, audited = thrown }: AgentSwitch, audit: boolean): string[] {
  const wanted = audit ? audited : thrown;
  if (wanted === null) return [];
  const found = "any" in wanted ? [value] : "is" in wanted ? scalarsOf(value, wanted.is) : partsOf(value, wanted);
  return found.map(one => `${key}: ${canonicalJson(one ?? null).slice(0, 200)}`);
}

function scalarsOf(value: unknown, wanted: readonly (string | boolean)[]): readonly unknown[] {
  const folded = typeof value === "string" ? value.toLowerCase() : value;
  return wanted.some(one => one === value || (typeof one === "string" && one.toLowerCase() === folded)) ? [value] : [];
}

function partsOf(value: unknown, wanted: { readonly lists: RegExp } | { readonly keys: RegExp }): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if ("lists" in wanted)
    return (Array.isArray(value) ? value : [])
      .filter(one => typeof one === "string" && wanted.lists.test(one))
      .map(one => [one]);
  if (Array.isArray(value)) return [];
  return Object.entries(value)
    .filter(([name, on]) => wanted.keys.test(name) && on !== false && on !== null)
    .map(([name, on]) => ({ [name]: on }));
}

/** Keys that are too common to be searched for without the keys above them. */
const COMMONPLACE = /^(?:enabled?|disabled?|hooks|bash|edit|\*)$/;
/** Number of characters after a key that are searched for its value. */
const REACH = 4000;

/** Searches a text that is no complete document for the key with its value. */
function inPieces(text: string, by: AgentSwitch, audit: boolean): Found[] {
  const last = by.at.at(-1);
  if (last === undefined || (audit && by.auditedWith)) return [];
  const key = new RegExp(`(?:(?<![\\w-])|(?<=\\\\[nrt]))(["']?)(${sourceOf(last)})\\1\\s{0,8}[:=]\\s{0,8}`, "g");
  return [...text.matchAll(key)].flatMap(({ 0: all, 2: name = "", index: offset }) => {
    const before = text.slice(0, offset);
    const parents = COMMONPLACE.test(name) ? by.at.slice(0, -1) : [];
    if (!parents.every(parent => new RegExp(sourceOf(parent)).test(before))) return [];
    const value = firstValue(text.slice(offset + all.length, offset + all.length + REACH));
    return partsThrown(name, value, by, audit).map(setting => ({ by, setting, offset }));
  });
}

function sourceOf(key: string | RegExp): string {
  return typeof key === "string" ? literalPattern(key) : `(?:${key.source})`;
}

/** Parses the value at the start of a text: the longest JSON value, or a bare word of YAML. */
function firstValue(text: string): unknown {
  const bare = /^[\w.-]+/.exec(text)?.[0];
  if (bare !== undefined) return bare === "true" || bare === "false" ? bare === "true" : bare;
  return /^'([^'\n]*)'/.exec(text)?.[1] ?? new JsonText(text, "jsonc").value();
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
