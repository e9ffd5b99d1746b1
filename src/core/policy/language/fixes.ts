/** Builds fixes for findings. Their edits keep the comments of the text. */
import { removeJson, setJson, type TextEdit } from "../../text/json-edits.ts";
import type { Range } from "../../text/json-text.ts";
import type { Remedy } from "../policy.ts";
import { type Fix, type PolicyDocument, pathOfPointer } from "./document.ts";

export function removing(title: string, pointer: string, text: string): Fix {
  return { title, edits: () => removeJson(text, pathOfPointer(pointer)) };
}

export function setting(title: string, pointer: string, value: string, text: string): Fix {
  return { title, edits: () => setJson(text, pathOfPointer(pointer), value) };
}

/** Replaces one pattern by its parts, as a list if there was none. */
export function splitting({ text, json }: PolicyDocument, pointer: string, patterns: readonly string[]): Fix {
  const path = pathOfPointer(pointer);
  const index = path.at(-1);
  const title = `Split into ${patterns.length} patterns`;
  if (typeof index !== "number") return { title, edits: () => setJson(text, path, patterns) };
  const list = path.slice(0, -1);
  const value = json.value(list);
  const items = Array.isArray(value) ? value : [];
  return {
    title,
    edits: () => setJson(text, list, [...items.slice(0, index), ...patterns, ...items.slice(index + 1)]),
  };
}

/** Returns fixes for a rule that cannot allow anything: remove it, or let it ask. */
export function withoutEffect(pointer: string, text: string): Fix[] {
  const rule = /^\/rules\/\d+/.exec(pointer)?.[0];
  if (rule === undefined) return [removing("Remove what has no effect", pointer, text)];
  return [
    removing("Remove this rule", rule, text),
    { title: "Ask instead", edits: () => setJson(text, pathOfPointer(`${rule}/then`), "ask") },
  ];
}

/** The smallest valid values of keys whose values cannot be guessed. */
const SMALLEST: Readonly<Record<string, unknown>> = {
  version: 1,
  then: "ask",
  when: { command: "" },
  id: "new-rule",
  name: "NAME",
  for: [""],
  match: { subagent: "" },
  may: ["read"],
  run: "",
  expect: "ask",
};

/** Returns the fixes for a problem of the schema. */
export function remedies(remedy: Remedy, range: Range, text: string, json: PolicyDocument["json"]): Fix[] {
  if (remedy.kind === "meant")
    return [
      { title: `Change to "${remedy.word}"`, edits: () => [replacing(json, range, JSON.stringify(remedy.word))] },
    ];
  const key = String(remedy.path.at(-1) ?? "");
  if (!Object.hasOwn(SMALLEST, key)) return [];
  const value = SMALLEST[key];
  return [{ title: `Add "${key}": ${JSON.stringify(value)}`, edits: () => setJson(text, remedy.path, value) }];
}

function replacing(json: PolicyDocument["json"], { line, column, endLine, endColumn }: Range, text: string): TextEdit {
  return { start: json.offset(line, column), end: json.offset(endLine, endColumn), text };
}
