/** The part of JSON Schema that completion and hover texts of editors use. */

/** The schema of one place of a file. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  /** Schema of a record's values; `false` where no other key is allowed. */
  readonly additionalProperties?: SchemaNode | false;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly string[];
  /** One for each of `enum`. */
  readonly enumDescriptions?: readonly string[];
  readonly const?: unknown;
}

/** Returns every alternative that `schema` allows at `path`; empty where nothing may stand. */
export function schemasAt(schema: SchemaNode, path: readonly PropertyKey[]): readonly SchemaNode[] {
  let nodes: readonly SchemaNode[] = alternatives(schema);
  for (const step of path)
    nodes = nodes
      .flatMap(node =>
        typeof step === "number"
          ? (node.items ?? [])
          : (node.properties?.[String(step)] ?? (node.additionalProperties || [])),
      )
      .flatMap(alternatives);
  return nodes;
}

function alternatives(node: SchemaNode): SchemaNode[] {
  return [node, ...(node.anyOf ?? []).flatMap(alternatives)];
}
