/** The policy's zod schema as JSON Schema: for editors, and for telling which keys are known at a place. */
import * as z from "zod";
import { policySchema } from "./schema.ts";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  /** The values of a record; `false` where no other key may stand. */
  readonly additionalProperties?: Node | false;
  readonly anyOf?: readonly Node[];
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
  let nodes: readonly Node[] = [policyJsonSchema() as Node];
  for (const step of path)
    nodes = nodes
      .flatMap(node => [node, ...(node.anyOf ?? [])])
      .flatMap(node =>
        typeof step === "number"
          ? (node.items ?? [])
          : (node.properties?.[String(step)] ?? (node.additionalProperties || [])),
      );
  return nodes.flatMap(node => Object.keys(node.properties ?? {}));
}
