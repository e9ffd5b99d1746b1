/** Parses and validates the text of a policy file: a layer, or problems with ranges. Any error means no layer. */
import { type JsonNode, JsonText, type Range } from "../text/json-text.ts";
import { explain } from "./explain.ts";
import { toLayer } from "./layer.ts";
import { withoutCopies } from "./no-copies.ts";
import type { PolicyLayer, Problem } from "./policy.ts";
import { policySchema } from "./schema.ts";

export interface Loaded {
  /** Absent if there is any error. */
  readonly policy?: PolicyLayer;
  /** If there is a policy, these are parts of the file without effect. */
  readonly problems: readonly Problem[];
}

/** Reads one policy file; `file` is its absolute path, for messages and evidence. Never throws. */
export function loadPolicy(text: string, file: string): Loaded {
  const json = new JsonText(text, "jsonc");
  const error = (range: Range, message: string): Problem => ({ file, ...range, message, severity: "error" });
  if (json.faults.length > 0) return { problems: json.faults.map(fault => error(fault, fault.message)) };
  const { value, problems } = withoutCopies(json, file);
  const read = policySchema.safeParse(value);
  if (!read.success)
    return {
      problems: read.error.issues
        .flatMap(issue => explain(issue, json))
        .map(({ range, message, remedy }) => ({ ...error(range, message), ...(remedy && { remedy }) })),
    };
  return { policy: toLayer(read.data, file, rangesOf(json)), problems };
}

/** Maps the JSON pointer of each value to its range, including its key. */
function rangesOf(json: JsonText): ReadonlyMap<string, Range> {
  const ranges = new Map<string, Range>();
  const walk = (node: JsonNode, pointer: string) => {
    const place = node.parent?.type === "property" ? node.parent : node;
    ranges.set(pointer, json.rangeOf(place));
    for (const [index, child] of (node.children ?? []).entries()) {
      const value = child.type === "property" ? child.children?.[1] : child;
      if (value) walk(value, `${pointer}/${child.type === "property" ? child.children?.[0]?.value : index}`);
    }
  };
  if (json.root) walk(json.root, "");
  return ranges;
}
