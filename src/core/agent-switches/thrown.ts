/** Which switches are thrown in a text: read as the document that it is, and searched where it is none. */

import { canonicalJson } from "../text/canonical-json.ts";
import { JsonText } from "../text/json-text.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import type { SettingsText, Tree } from "./document.ts";
import { type AgentSwitch, type Entry, indexOf } from "./switch.ts";

/** A switch that is thrown in a text. */
export interface ThrownSwitch {
  readonly by: AgentSwitch;
  /** The key and what stands there, to be shown and compared. */
  readonly setting: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Every switch that is thrown in a text. One that is no whole document (a piece that an edit puts in) is searched for
 * the settings. `audit`: what an audit tells of.
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
  // Two agents may read one file: the first that says what a setting means is enough.
  const known = new Map(found.toReversed().map(one => [`${one.setting}\0${one.by.means}`, one]));
  return [...known.values()]
    .toReversed()
    .map(({ by, setting, offset }) => ({ by, setting, line: lineOf(text, offset) }));
}

/** Whether a file holds hooks of an agent's. */
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

/** What of a value throws the switch, each as a text: a list may hold several that do. */
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

/** Keys that many settings have: only below what they belong to they say something. */
const COMMONPLACE = /^(?:enabled?|disabled?|hooks|bash|edit|\*)$/;
/** How much of a text after a key is looked at. */
const REACH = 4000;

/** For a text that is no whole document: the key with its value, wherever it stands. */
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

/** The value that a text begins with: JSON, as far as it goes, or a bare word of YAML. */
function firstValue(text: string): unknown {
  const bare = /^[\w.-]+/.exec(text)?.[0];
  if (bare !== undefined) return bare === "true" || bare === "false" ? bare === "true" : bare;
  return /^'([^'\n]*)'/.exec(text)?.[1] ?? new JsonText(text, "jsonc").value();
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
