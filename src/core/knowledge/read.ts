/** Parses and checks the text of a knowledge file. */
import { type Alias, type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type * as z from "zod";
import { type Range, START } from "../text/json-text.ts";
import { type KnowledgeFile, knowledgeFile } from "./schema.ts";

/** An error and its range. */
export interface Problem extends Range {
  readonly message: string;
}

/** Returns the range of the value at a path: its key's if it has one. A missing path gives its last existing part. */
export type PlaceOf = (path: readonly PropertyKey[]) => Range;

export type YamlRead<File> =
  | { readonly file: File; readonly placeOf: PlaceOf }
  | { readonly problems: readonly Problem[] };
export type KnowledgeRead = YamlRead<KnowledgeFile>;

/** Reads one file. Never throws: errors are returned with their ranges. Longer texts than `MAX_LENGTH` are rejected. */
export function readKnowledge(text: string): KnowledgeRead {
  return readYamlFile(knowledgeFile, text);
}

/** Reads a YAML file of another schema in the same way. */
export function readYamlFile<File>(schema: z.ZodType<File>, text: string): YamlRead<File> {
  if (text.length > MAX_LENGTH) return { problems: [{ ...START, message: "is longer than 256 kB" }] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent" });
  const placed = (start: number, end: number): Range => {
    const [from, to] = [lines.linePos(start), lines.linePos(Math.max(start + 1, end))];
    return {
      line: Math.max(from.line, 1),
      column: Math.max(from.col, 1),
      endLine: Math.max(to.line, 1),
      endColumn: Math.max(to.col, 2),
    };
  };
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(({ pos: [start, end], message }) => ({
        ...placed(start, end),
        message: message.split("\n")[0] ?? message,
      })),
    };
  const aliases = aliasesIn(document).map(({ range }) => ({
    ...placed(range?.[0] ?? 0, range?.[1] ?? 1),
    message: "aliases are not read: write it out",
  }));
  if (aliases.length > 0) return { problems: aliases };
  const placeOf: PlaceOf = path => placed(...spanOf(document.contents, path));
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return { file: checked.data, placeOf };
  return {
    problems: checked.error.issues.map(issue => {
      const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
      const wording = isMissing(issue, document) ? "is missing" : wordingOf(issue);
      return { ...placeOf(path), message: [issue.path.join("."), wording].filter(Boolean).join(": ") };
    }),
  };
}

/** Collects the aliases, because a few of them can expand to more than memory holds. */
function aliasesIn(document: Document.Parsed): readonly Alias[] {
  const found: Alias[] = [];
  visit(document, { Alias: (_, alias) => void found.push(alias) });
  return found;
}

/** Returns whether the value is missing. Zod says so itself only if the value may have a single type. */
function isMissing({ code, path }: z.core.$ZodIssue, document: Document.Parsed): boolean {
  return (code === "invalid_type" || code === "invalid_union") && path.length > 0 && !document.hasIn(path);
}

function wordingOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  return issue.message;
}

const MAX_LENGTH = 262_144;

/** Returns the offsets of the last part of `path` that exists. */
function spanOf(node: unknown, path: readonly PropertyKey[]): readonly [number, number] {
  let span: readonly [number, number] = [0, 1];
  let inside = node;
  for (const step of path) {
    const pair = isMap(inside) ? inside.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const item = isSeq(inside) && typeof step === "number" ? inside.items[step] : undefined;
    const here = pair ? pair.key : item;
    if (!isNode(here)) break;
    if (here.range) span = [here.range[0], here.range[1]];
    inside = pair ? pair.value : item;
  }
  return span;
}
