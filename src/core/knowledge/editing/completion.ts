/** Completes and explains keys and values of a knowledge file at the cursor, by the schema. */
import { type SchemaNode, schemasAt } from "../../text/schema-node.ts";
import { yamlPlaceAt } from "../../text/yaml-place.ts";
import { knowledgeJsonSchema } from "../json-schema.ts";
import { RESOURCES, VERBS } from "../schema.ts";

export interface KnowledgeOffer {
  readonly label: string;
  readonly kind: "key" | "word" | "snippet";
  readonly says?: string;
  /** The inserted text, in snippet syntax. */
  readonly insert: string;
  /** Offsets of the text that it replaces. */
  readonly start: number;
  readonly end: number;
}

type Offer = Omit<KnowledgeOffer, "start" | "end">;

/** Returns completions for the word that ends at `offset`. The editor filters those that match the word. */
export function completeKnowledge(text: string, offset: number): KnowledgeOffer[] {
  const place = yamlPlaceAt(text, offset);
  if (!place) return [];
  const { path, isKey, isValue, word, start, beside } = place;
  const nodes = schemasAt(schema(), path);
  const offers = [
    ...(isKey ? nodes.flatMap(node => keysOf(node, beside)) : []),
    ...(isKey && path.length === 1 && path[0] === "rules" ? [NEW_RULE] : []),
    ...(isValue ? [...nodes.flatMap(wordsOf), ...(path.at(-1) === "effect" ? effects(word) : [])] : []),
  ];
  return offers.map(offer => ({ ...offer, start, end: offset }));
}

/** Returns what the key at `offset` means, with its offsets; undefined if there is no key. */
export function describeKnowledge(
  text: string,
  offset: number,
): { readonly start: number; readonly end: number; readonly says: string } | undefined {
  let start = offset;
  while (start > 0 && /[\w-]/.test(text.charAt(start - 1))) start--;
  const key = /^[\w-]{1,40}(?=\s{0,4}:(?:\s|$))/.exec(text.slice(start, start + 60))?.[0];
  const place = key === undefined ? undefined : yamlPlaceAt(text, start);
  if (!place?.isKey || key === undefined) return undefined;
  const says = schemasAt(schema(), [...place.path, key]).find(({ description }) => description)?.description;
  return says === undefined ? undefined : { start, end: start + key.length, says };
}

let whole: SchemaNode | undefined;

function schema(): SchemaNode {
  whole ??= knowledgeJsonSchema() as SchemaNode;
  return whole;
}

function keysOf({ properties = {} }: SchemaNode, beside: readonly string[]): Offer[] {
  return Object.entries(properties).flatMap(([key, node]) =>
    beside.includes(key)
      ? []
      : [{ label: key, kind: "key", insert: `${key}:${blankOf(node)}`, ...said(node.description) }],
  );
}

/** Returns the text after a key: the start of its value, with the cursor's place. */
function blankOf(node: SchemaNode): string {
  const [first] = [node, ...(node.anyOf ?? [])].filter(one => one.type !== undefined || one.const !== undefined);
  if (first?.const !== undefined) return ` ${String(first.const)}`;
  if (first?.type === "object") return "\n  $0";
  return first?.type === "array" ? " [$0]" : " ";
}

function wordsOf({ enum: words = [], const: value }: SchemaNode): Offer[] {
  return [...words, ...(value === undefined ? [] : [String(value)])].map(word => ({
    label: word,
    kind: "word",
    insert: word,
  }));
}

/** Completes a verb first, then the verb with a resource. */
function effects(word: string): Offer[] {
  const verb = VERBS.find(one => word.startsWith(`${one} `));
  return verb
    ? RESOURCES.map(resource => ({ label: `${verb} ${resource}`, kind: "word", insert: `${verb} ${resource}` }))
    : VERBS.map(one => ({ label: one, kind: "word", insert: `${one} ` }));
}

function said(says: string | undefined): Pick<Offer, "says"> {
  return says === undefined ? {} : { says };
}

const NEW_RULE: Offer = {
  label: "a new rule",
  kind: "snippet",
  says: "A call, what it does, and commands that prove it.",
  insert: [
    "${1:wipe-database}:",
    "  call: ${2:db wipe}",
    "  effect: ${3:delete database}",
    "  says: ${4:deletes the database {\\}}",
    "  held: ${5:mycorp db wipe shop}",
    "  passes: ${6:mycorp db list}",
  ].join("\n"),
};
