/** Explains the key, value or rule under the pointer. */
import type { JsonNode, JsonPath, Range } from "../../text/json-text.ts";
import type { SchemaNode } from "../../text/schema-node.ts";
import { policySchemasAt } from "../json-schema.ts";
import type { PolicyRule } from "../policy.ts";
import { sayRule } from "../say-rule.ts";
import type { PolicyDocument } from "./document.ts";
import { type FiredOf, sayFired } from "./firings.ts";

export interface Hover {
  readonly range: Range;
  /** Markdown paragraphs. */
  readonly paragraphs: readonly string[];
}

/** Returns the explanation at `offset`; undefined if there is none. `now` is in epoch ms. */
export function hoverPolicy(document: PolicyDocument, offset: number, fired: FiredOf, now: number): Hover | undefined {
  const { json } = document;
  const node = json.nodeAt(offset);
  if (!node || (node.children && node.type !== "property")) return undefined;
  const path = json.pathOf(node);
  const isKey = node.parent?.type === "property" && node.parent.children?.[0] === node;
  const paragraphs = [
    ...aboutRule(document, path, fired, now),
    ...(isKey ? aboutRole(path, fired, now) : []),
    ...(isKey ? aboutKey(path) : aboutValue(path, node)),
  ];
  return paragraphs.length === 0 ? undefined : { range: json.rangeOf(node), paragraphs };
}

/** The sentence of a rule is shown over its own keys, not over its conditions. */
function aboutRule({ loaded }: PolicyDocument, path: JsonPath, fired: FiredOf, now: number): string[] {
  const rule = ruleAt(loaded.policy?.rules ?? [], path);
  if (!rule || path.length > 3) return [];
  return [`**${sayRule(rule)}**`, ...(path[2] === "id" ? [`It ${sayFired(fired(`policy/${rule.id}`), now)}.`] : [])];
}

/** Over a role's name, says how often the role refused something. */
function aboutRole([list, name, ...inside]: JsonPath, fired: FiredOf, now: number): string[] {
  if (list !== "agents" || typeof name !== "string" || inside.length > 0) return [];
  return [`It ${sayFired(fired(`role/${name}`), now)}.`];
}

function ruleAt(rules: readonly PolicyRule[], [list, index]: JsonPath): PolicyRule | undefined {
  return list === "rules" && typeof index === "number" ? rules[index] : undefined;
}

function aboutKey(path: JsonPath): string[] {
  const schemas = policySchemasAt(path);
  const description = describes(schemas);
  const words = schemas.flatMap(({ enum: words = [], enumDescriptions: notes = [] }) =>
    words.map((word, i) => (notes[i] ? `- \`${word}\` ${notes[i]}` : `- \`${word}\``)),
  );
  return [...description, ...(words.length > 0 && words.length <= MOST_WORDS ? [words.join("\n")] : [])];
}

/** With more words than this, completion is the better help. */
const MOST_WORDS = 10;

function aboutValue(path: JsonPath, node: JsonNode): string[] {
  const schemas = policySchemasAt(path);
  for (const { enum: words = [], enumDescriptions: notes = [] } of schemas) {
    const note = notes[words.indexOf(String(node.value))];
    if (note) return [`\`${node.value}\`: ${note}.`];
  }
  // The description of a list applies to its items.
  const own = describes(schemas);
  return own.length > 0 ? own : describes(policySchemasAt(path.slice(0, -1)));
}

function describes(schemas: readonly SchemaNode[]): string[] {
  return schemas.flatMap(({ description }) => description ?? []).slice(0, 1);
}
