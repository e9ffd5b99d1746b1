/** Turns zod's issues into sentences with exact ranges, and suggests a word where one looks misspelt. */
import type * as z from "zod";
import type { JsonNode, JsonPath, JsonText, Range } from "../text/json-text.ts";
import { knownKeys } from "./json-schema.ts";
import { nearest } from "./nearest.ts";
import type { Remedy } from "./policy.ts";

export interface Explained {
  readonly range: Range;
  readonly message: string;
  /** A fix, if one is known: the intended word, or the missing value. */
  readonly remedy?: Remedy;
}

/** Explains an issue. One issue may concern several places: each unknown key gets an explanation. */
export function explain(issue: z.core.$ZodIssue, json: JsonText, under: JsonPath = []): Explained[] {
  const path: JsonPath = [...under, ...issue.path.filter(step => typeof step !== "symbol")];
  const node = json.at(path);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(path);
      return issue.keys.map(key => ({ range: rangeOfKey(json, path, key), ...unknownKey(key, known) }));
    }
    case "invalid_union":
      return bestBranch(issue.errors, node).flatMap(inner => explain(inner, json, path));
    case "invalid_type":
      if (node === undefined) return [absent(json, path)];
      return [{ range: json.rangeOf(node), message: wrongType(issue, node) }];
    case "invalid_value":
      if (node === undefined) return [absent(json, path)];
      return [{ range: json.rangeOf(node), ...wrongWord(issue, node) }];
    default:
      return [{ range: rangeAt(json, path), message: issue.message }];
  }
}

/** Returns the range of the value at `path`, or of the nearest key above it if the value is missing. */
function rangeAt(json: JsonText, path: JsonPath): Range {
  const node = json.at(path);
  if (node) return json.rangeOf(node);
  const parent = path.length > 0 ? json.at(path.slice(0, -1)) : undefined;
  const key = parent?.parent?.type === "property" ? parent.parent.children?.[0] : undefined;
  if (key) return json.rangeOf(key);
  return parent ? json.range(parent.offset, 1) : json.range(0, 1);
}

function rangeOfKey(json: JsonText, path: JsonPath, key: string): Range {
  const node = json.at(path)?.children?.find(child => child.children?.[0]?.value === key)?.children?.[0];
  return node ? json.rangeOf(node) : rangeAt(json, path);
}

type Told = Omit<Explained, "range">;

function unknownKey(key: string, known: readonly string[]): Told {
  const meant = nearest(key, known);
  const hint = meant ? `Did you mean "${meant}"?` : `Known here: ${known.join(", ")}.`;
  return { message: `Unknown key "${key}". ${hint}`, ...(meant && { remedy: { kind: "meant", word: meant } }) };
}

function absent(json: JsonText, path: JsonPath): Explained {
  return { range: rangeAt(json, path), message: missing(path), remedy: { kind: "missing", path } };
}

function missing(path: JsonPath): string {
  const key = String(path.at(-1) ?? "");
  if (path.length === 0) return 'The file is empty: write at least { "version": 1 }.';
  return key === "version" ? '"version" is missing: write "version": 1.' : `"${key}" is missing.`;
}

function wrongType(issue: z.core.$ZodIssueInvalidType, node: JsonNode): string {
  if (!issue.message.startsWith("Invalid input")) return issue.message;
  return `Must be ${ARTICLES[issue.expected] ?? issue.expected}, and is ${ARTICLES[node.type] ?? node.type}.`;
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

function wrongWord(issue: z.core.$ZodIssueInvalidValue, node: JsonNode): Told {
  if (!/^Invalid (?:input|option)/.test(issue.message)) return { message: issue.message };
  const words = issue.values.map(String);
  if (typeof node.value !== "string") return { message: `Must be one of: ${words.join(", ")}.` };
  const meant = nearest(node.value, words);
  const hint = meant ? `Did you mean "${meant}"?` : `Must be one of: ${words.join(", ")}.`;
  return {
    message: `"${node.value}" is not known here. ${hint}`,
    ...(meant && { remedy: { kind: "meant", word: meant } }),
  };
}

/** Of a union's branches, returns the issues of the one that fits the value's type, because they help most. */
function bestBranch(branches: readonly (readonly z.core.$ZodIssue[])[], node: JsonNode | undefined) {
  const fits = (issues: readonly z.core.$ZodIssue[]) =>
    !issues.some(({ code, path }) => path.length === 0 && (code === "invalid_type" || code === "invalid_value"));
  return (node?.type === "array" ? branches.find(fits) : undefined) ?? branches[0] ?? [];
}
