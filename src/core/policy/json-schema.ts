/** The policy's zod schema as JSON Schema: for editors, and for telling which keys are known at a place. */
import * as z from "zod";
import { type SchemaNode, schemasAt } from "../text/schema-node.ts";
import { policySchema } from "./schema.ts";

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
  return policySchemasAt(path).flatMap(node => Object.keys(node.properties ?? {}));
}

let whole: SchemaNode | undefined;

/** All that the policy's schema says of the value at `path`. */
export function policySchemasAt(path: readonly PropertyKey[]): readonly SchemaNode[] {
  whole ??= policyJsonSchema() as SchemaNode;
  return schemasAt(whole, path);
}
