/** Builds the outline of a policy file: its sections with rules, roles, environments and credentials by name. */
import type { JsonNode, Range } from "../../text/json-text.ts";
import type { PolicyDocument } from "./document.ts";

export interface PolicySymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: "section" | "rule" | "role" | "place" | "setting";
  readonly range: Range;
  /** The range that is selected on navigation. */
  readonly selection: Range;
  readonly children: readonly PolicySymbol[];
}

/** Returns the outline, also of a file with errors, as far as it parses. */
export function symbolsOf({ json }: PolicyDocument): PolicySymbol[] {
  return properties(json.root).map(({ property, key, value }): PolicySymbol => {
    const name = String(key.value);
    const children = KINDS[name] ? inside(value, KINDS[name], json) : [];
    const detail = value?.children ? "" : String(value?.value ?? "");
    const kind = children.length > 0 ? "section" : "setting";
    return { name, detail, kind, range: json.rangeOf(property), selection: json.rangeOf(key), children };
  });
}

const KINDS: Readonly<Record<string, PolicySymbol["kind"]>> = {
  rules: "rule",
  agents: "role",
  environments: "place",
  credentials: "setting",
};

function inside(node: JsonNode | undefined, kind: PolicySymbol["kind"], json: PolicyDocument["json"]): PolicySymbol[] {
  if (node?.type === "array")
    return (node.children ?? []).map((item, index) => {
      const named = properties(item).find(({ key }) => key.value === "id" || key.value === "name")?.value;
      const then = properties(item).find(({ key }) => key.value === "then")?.value;
      return {
        name: String(named?.value ?? `${kind} ${index + 1}`),
        detail: String(then?.value ?? ""),
        kind,
        range: json.rangeOf(item),
        selection: json.rangeOf(named ?? item),
        children: [],
      };
    });
  return properties(node).map(({ property, key }) => ({
    name: String(key.value),
    detail: "",
    kind,
    range: json.rangeOf(property),
    selection: json.rangeOf(key),
    children: [],
  }));
}

function properties(node: JsonNode | undefined) {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap(property => {
    const [key, value] = property.children ?? [];
    return key ? [{ property, key, value }] : [];
  });
}
