/** Supports teams' knowledge files in an editor: diagnostics, completion, and the meanings of keys. */
import { dirname } from "node:path";
import {
  type CompletionItem,
  CompletionItemKind,
  type Hover,
  InsertTextFormat,
  MarkupKind,
  type Position,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  completeKnowledge,
  describeKnowledge,
  type KnowledgeOffer,
} from "../../../core/knowledge/editing/completion.ts";
import type { TeamKnowledge } from "../../../core/knowledge/team.ts";
import type { Finding } from "../../../core/policy/language/document.ts";
import { nameOf } from "../../../platform/knowledge-files.ts";
import { isWorkspaceKnowledge, userKnowledge } from "../../../platform/policy-files.ts";
import { provenTeam } from "../../prove.ts";
import { pathOf, toEdit } from "./places.ts";

/** Returns whose file it is, by its folder; undefined for any other file. */
export function teamFile(file: string, userFile: string): Pick<TeamKnowledge, "tier" | "name" | "file"> | undefined {
  if (!/\.ya?ml$/i.test(file)) return undefined;
  const tier =
    dirname(file) === userKnowledge(userFile) ? "user" : isWorkspaceKnowledge(file) ? "workspace" : undefined;
  return tier && { tier, name: nameOf(file), file };
}

/** Returns the findings, after trying the examples; undefined for other documents. */
export function knowledgeFindings(document: TextDocument, userFile: string): readonly Finding[] | undefined {
  const team = teamFile(pathOf(document.uri), userFile);
  return (
    team &&
    provenTeam(document.getText(), team).problems.map(({ severity, ...problem }) => ({
      ...problem,
      code: "knowledge",
      severity: severity === "inert" ? "warning" : "error",
      fixes: [],
    }))
  );
}

export function knowledgeItems(document: TextDocument, position: Position): CompletionItem[] {
  return completeKnowledge(document.getText(), document.offsetAt(position)).map(
    ({ label, kind, says, insert, start, end }, index) => ({
      label,
      kind: KINDS[kind],
      // Sorts in the order of the schema.
      sortText: String(index).padStart(4, "0"),
      insertTextFormat: InsertTextFormat.Snippet,
      textEdit: toEdit(document, { start, end, text: insert }),
      ...(insert.endsWith(" ") && { command: { title: "Suggest", command: "editor.action.triggerSuggest" } }),
      ...(says !== undefined && { documentation: { kind: MarkupKind.Markdown, value: says } }),
    }),
  );
}

export function knowledgeHover(document: TextDocument, position: Position): Hover | null {
  const found = describeKnowledge(document.getText(), document.offsetAt(position));
  if (!found) return null;
  const { start, end, says } = found;
  return {
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    contents: { kind: MarkupKind.Markdown, value: says },
  };
}

const KINDS = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  snippet: CompletionItemKind.Snippet,
} as const satisfies Record<KnowledgeOffer["kind"], CompletionItemKind>;
