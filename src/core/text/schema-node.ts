/** JSON Schema, as far as editors' completion and explanations read it. */

/** What a schema says of one place of a file. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  /** The values of a record; `false` where no other key may stand. */
  readonly additionalProperties?: SchemaNode | false;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly string[];
  /** One for each of `enum`. */
  readonly enumDescriptions?: readonly string[];
  readonly const?: unknown;
}

/** All that `schema` says of the value at `path`, each alternative on its own; empty where nothing may stand. */
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
