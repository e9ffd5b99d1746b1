/**
 * Reads the top-level fields that a GraphQL document asks for, by operation. Aliases never hide a field's name,
 * fragments are followed, variables are substituted. The only importer of `graphql`, by the path of its folder's index:
 * the root of the package is four times as large.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from "graphql/language/index.js";
import { destructiveName } from "../../effects/names.ts";
import { type GraphqlRequest, requestsOf } from "./requests.ts";

export interface GraphqlField {
  /** `guess`: the text could not be parsed, the name was picked out of it. */
  readonly operation: "query" | "mutation" | "subscription" | "guess";
  readonly name: string;
  /** Scalar arguments by dotted path (`input.id`), as text; null where the value is not known. */
  readonly args: Readonly<Record<string, string | null>>;
}

export interface GraphqlReading {
  readonly fields: readonly GraphqlField[];
  /** True when some of the text could not be read: there may be more than `fields`. */
  readonly unreadable: boolean;
}

const MAX_CHARACTERS = 64 * 1024;
const MAX_TOKENS = 5000;
const MAX_FRAGMENT_DEPTH = 8;
const MAX_FIELDS = 500;

/** Reads a request body: `{"query": …}`, a batch of them, form fields, or a bare document. Never throws. */
export function readGraphql(body: string): GraphqlReading {
  if (body.length > MAX_CHARACTERS) return guess(body.slice(0, MAX_CHARACTERS));
  const { requests, complete } = requestsOf(body);
  const readings = requests.map(readRequest);
  return {
    fields: readings.flatMap(({ fields }) => fields).slice(0, MAX_FIELDS),
    unreadable: !complete || readings.some(({ unreadable }) => unreadable),
  };
}

function readRequest({ document, variables, operationName }: GraphqlRequest): GraphqlReading {
  // A persisted query travels as a hash: only its name can be read.
  if (document === undefined) return guess(`${operationName ?? ""} {`);
  try {
    const fields = fieldsOf(parse(document, { noLocation: true, maxTokens: MAX_TOKENS }), variables);
    return { fields: fields.slice(0, MAX_FIELDS), unreadable: fields.length > MAX_FIELDS };
  } catch {
    // Syntax errors, the token limit, and a stack overflow of the parser on hostile nesting are all handled alike.
    return guess(`${document} ${operationName ?? ""} {`);
  }
}

function fieldsOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): GraphqlField[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);

  const fields: GraphqlField[] = [];
  const top = (
    set: SelectionSetNode | undefined,
    operation: GraphqlField["operation"],
    values: Readonly<Record<string, unknown>>,
    depth: number,
  ): void => {
    // Fragments may form a cycle.
    if (depth > MAX_FRAGMENT_DEPTH) throw new RangeError("fragments are nested too deep");
    for (const node of set?.selections ?? []) {
      if (fields.length > MAX_FIELDS) return;
      if (node.kind === Kind.FIELD) {
        const args: Record<string, string | null> = {};
        for (const { name, value } of node.arguments ?? []) flatten(plainValue(value, values), name.value, args);
        fields.push({ operation, name: node.name.value, args });
      } else {
        const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
        if (!inner) throw new RangeError("an unknown fragment");
        top(inner.selectionSet, operation, values, depth + 1);
      }
    }
  };
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const defaults = Object.fromEntries(
      (node.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, plainValue(defaultValue, {})]] : [],
      ),
    );
    top(node.selectionSet, node.operation, { ...defaults, ...variables }, 0);
  }
  return fields;
}

/** A value as plain JSON; `undefined` where it is not known. */
function plainValue(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values.map(value => plainValue(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, plainValue(value, variables)]));
    default:
      return String(node.value);
  }
}

/** An argument that is an object without fields: as a filter it holds everything. */
export const EMPTY = "{}";

function flatten(value: unknown, path: string, into: Record<string, string | null>, depth = 0): void {
  if (depth > 5 || Object.keys(into).length > 50) return;
  if (value === undefined || value === null) into[path] = null;
  else if (typeof value !== "object") into[path] = String(value);
  else if (Object.keys(value).length === 0 && !Array.isArray(value)) into[path] = EMPTY;
  else for (const [key, item] of Object.entries(value)) flatten(item, `${path}.${key}`, into, depth + 1);
}

/** Names in unreadable text that sound like destruction and are used like a field: followed by `(` or `{`. */
function guess(text: string): GraphqlReading {
  const names = new Set([...text.matchAll(/([A-Za-z_]\w{0,99})\s{0,20}[({]/g)].map(match => match[1] ?? ""));
  const fields = [...names]
    .filter(name => destructiveName(name))
    .map(name => ({ operation: "guess" as const, name, args: {} }));
  return { fields, unreadable: true };
}
