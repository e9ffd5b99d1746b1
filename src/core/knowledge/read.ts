/** A knowledge file's text, read and checked. */
import { type Alias, type Document, isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type * as z from "zod";
import { type KnowledgeFile, knowledgeFile } from "./schema.ts";
import { type TechniqueFile, techniqueFile } from "./techniques.ts";

/** What is wrong, and where; line and column count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

type Read<File> = { readonly file: File } | { readonly problems: readonly Problem[] };
export type KnowledgeRead = Read<KnowledgeFile>;

/** Reads one file. Never throws: what is wrong is told with its place. Texts over 256 kB are refused. */
export function readKnowledge(text: string): KnowledgeRead {
  return readAs(knowledgeFile, text);
}

/** The same of a file of attack techniques. */
export function readTechniques(text: string): Read<TechniqueFile> {
  return readAs(techniqueFile, text);
}

function readAs<File>(schema: z.ZodType<File>, text: string): Read<File> {
  if (text.length > MAX_LENGTH) return { problems: [{ line: 1, column: 1, message: "is longer than 256 kB" }] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent" });
  const at = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  if (document.errors.length > 0)
    return { problems: document.errors.map(({ pos, message }) => at(pos[0], message.split("\n")[0] ?? message)) };
  const problems = aliasesIn(document).map(({ range }) => at(range?.[0] ?? 0, "aliases are not read: write it out"));
  if (problems.length > 0) return { problems };
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return { file: checked.data };
  return {
    problems: checked.error.issues.map(issue => {
      const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
      return at(offsetOf(document.contents, path), [issue.path.join("."), wordingOf(issue)].filter(Boolean).join(": "));
    }),
  };
}

/** A few aliases can stand for more than anybody could hold. */
function aliasesIn(document: Document.Parsed): readonly Alias[] {
  const found: Alias[] = [];
  visit(document, { Alias: (_, alias) => void found.push(alias) });
  return found;
}

function wordingOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  return issue.message.endsWith("received undefined") ? "is missing" : issue.message;
}

const MAX_LENGTH = 262_144;

/** Where the last part of `path` that is there begins: its key, where it has one. */
function offsetOf(node: unknown, path: readonly PropertyKey[]): number {
  let at = 0;
  let inside = node;
  for (const step of path) {
    const pair = isMap(inside) ? inside.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    if (!pair) break;
    if (isScalar(pair.key) && pair.key.range) at = pair.key.range[0];
    inside = pair.value;
  }
  return at;
}
