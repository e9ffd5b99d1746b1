/** Converts the policy's zod schema to JSON Schema, for editors and to find the known keys of an object. */
import * as z from "zod";
import { type SchemaNode, schemasAt } from "../text/schema-node.ts";
import { policySchema } from "./schema.ts";

/** Returns the JSON Schema of `.agentguard.json`, as it stands in `media/schema/agentguard.schema.json`. */
export function policyJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, { io: "input", target: "draft-7" });
  return {
    $schema,
    $id: "https://agentguard.dev/schema/v1.json",
    title: "AgentGuard policy",
    // The JSON language service reads this: the file is JSON with comments.
    allowComments: true,
    allowTrailingCommas: true,
    ...schema,
  };
}

/** Returns the keys that the object at `path` may have; empty if the schema has no object there. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  return policySchemasAt(path).flatMap(node => Object.keys(node.properties ?? {}));
}

let whole: SchemaNode | undefined;

/** Returns all subschemas for the value at `path`. */
export function policySchemasAt(path: readonly PropertyKey[]): readonly SchemaNode[] {
  whole ??= policyJsonSchema() as SchemaNode;
  return schemasAt(whole, path);
}
