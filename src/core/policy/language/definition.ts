/** Finds definitions by name: roles in a policy file, and rules in the guard's messages. */
import type { Range } from "../../text/json-text.ts";
import type { Policy } from "../policy.ts";
import type { PolicyDocument } from "./document.ts";

/** Returns the definition of the role whose name is at `offset` in a rule's condition. */
export function roleAt(
  { json }: PolicyDocument,
  offset: number,
): { readonly from: Range; readonly to: Range } | undefined {
  const node = json.nodeAt(offset);
  if (node?.type !== "string") return undefined;
  const [list, , when, key] = json.pathOf(node);
  if (list !== "rules" || when !== "when" || key !== "role") return undefined;
  const role = json.at(["agents"])?.children?.find(({ children }) => children?.[0]?.value === node.value)
    ?.children?.[0];
  return role && { from: json.rangeOf(node), to: json.rangeOf(role) };
}

export interface Named {
  /** The name in the audit log and on cards: `policy/<id>`, `role/<name>`, `environment/<name>`. */
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

/** Returns the rules that a line of text mentions. */
export function rulesNamed(line: string): Named[] {
  return [...line.matchAll(/\b(?:policy|role|environment)\/[A-Za-z0-9][A-Za-z0-9._/-]{0,63}/g)].map(found => ({
    reason: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** Returns the file and line that a reason names. Of two layers, the later one, which is closer to the work, wins. */
export function placeOfReason(
  reason: string,
  policy: Policy,
): { readonly file: string; readonly line: number } | undefined {
  const [kind, ...rest] = reason.split("/");
  const name = rest.join("/");
  switch (kind) {
    case "policy":
      return policy.rules.findLast(({ id, from }) => id === name && from)?.from;
    case "role":
      return policy.roles.findLast(role => role.name === name && role.from)?.from;
    case "environment":
      return policy.environments.findLast(rule => rule.name === name && rule.from)?.from;
    default:
      return undefined;
  }
}
