/** Text of a policy file → a layer, or problems at exact places. A file with an error yields no layer at all. */
import { type JsonNode, type JsonPath, JsonText, type Range } from "../json-text.ts";
import { explain, rangeAt } from "./explain.ts";
import type { EnvironmentRule, PolicyLayer, Problem } from "./policy.ts";
import { type PolicyFile, policySchema } from "./schema.ts";

export interface Loaded {
  /** Absent when there is any error. */
  readonly policy?: PolicyLayer;
  readonly problems: readonly Problem[];
}

/** Reads one policy file; `file` is its absolute path, for messages and evidence. Never throws. */
export function loadPolicy(text: string, file: string): Loaded {
  const json = new JsonText(text, "jsonc");
  const error = (range: Range, message: string): Problem => ({ file, ...range, message, severity: "error" });
  if (json.faults.length > 0) return { problems: json.faults.map(fault => error(fault, fault.message)) };
  const read = policySchema.safeParse(json.value());
  if (!read.success)
    return {
      problems: read.error.issues
        .flatMap(issue => explain(issue, json))
        .map(({ range, message }) => error(range, message)),
    };
  return { policy: toLayer(read.data, file, json), problems: [] };
}

function toLayer(read: PolicyFile, file: string, json: JsonText): PolicyLayer {
  const from = (path: JsonPath) => ({ file, line: rangeAt(json, path).line });
  const { ask, deny } = read.thresholds ?? {};
  return {
    file,
    ...(read.mode && { mode: read.mode }),
    thresholds: { ...(ask !== undefined && { ask }), ...(deny !== undefined && { deny }) },
    environments: MARKABLE.flatMap((name): EnvironmentRule[] => {
      const rule = read.environments?.[name];
      if (!rule) return [];
      const { match, badge } = rule;
      const badged = badge && { badge: present(badge) };
      return [{ name, match: lists(match ?? {}), ...badged, from: from(["environments", name]) }];
    }),
    rules: (read.rules ?? []).map(({ id, when, then, because, instead }, index) => ({
      id,
      when: lists(when),
      then,
      ...present({ because, instead }),
      from: from(["rules", index]),
    })),
    credentials: (read.credentials ?? []).map(({ name, for: purpose, environment }) => ({
      name,
      for: [purpose].flat(),
      ...(environment && { environment }),
    })),
    protect: read.protect ?? [],
    ranges: rangesOf(json),
  };
}

const MARKABLE = ["production", "staging", "development", "local"] as const;

type Lists<T> = { [Key in keyof T]?: Extract<T[Key], readonly unknown[]> };

/** One value or several → always several. */
function lists<T extends object>(conditions: T): Lists<T> {
  const several = Object.entries(conditions).filter(([, value]) => value !== undefined);
  return Object.fromEntries(several.map(([key, value]) => [key, [value].flat()])) as Lists<T>;
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** JSON pointer of every value → where it stands, its key included. */
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
