/** The policy's zod schema as JSON Schema: for editors, and for telling which keys are known at a place. */
import * as z from "zod";
import { policySchema } from "./schema.ts";

/** What the schema says of one place of the file. */
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

/** JSON Schema of `.agentguard.json`, ready to be written to `media/schema/agentguard.schema.json`. */
export function policyJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, { io: "input", target: "draft-7" });
  return {
    $schema,
    $id: "https://agentguard.dev/schema/v1.json",
    title: "AgentGuard policy",
    // Read by the JSON language service: the file is JSON with comments.
    allowComments: true,
    allowTrailingCommas: true,
    ...schema,
  };
}

/** Keys that may stand in the object at `path`; empty when there is no object there. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  return schemasAt(path).flatMap(node => Object.keys(node.properties ?? {}));
}

let whole: SchemaNode | undefined;

/** All that the schema says of the value at `path`, each alternative on its own; empty where nothing may stand. */
export function schemasAt(path: readonly PropertyKey[]): readonly SchemaNode[] {
  whole ??= policyJsonSchema() as SchemaNode;
  let nodes: readonly SchemaNode[] = alternatives(whole);
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
