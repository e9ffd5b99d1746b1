/** Provides completion, hover, quick fixes, outline, formatting and lenses of policy files to a language server. */
import {
  type _Connection,
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  type DocumentSymbol,
  InsertTextFormat,
  MarkupKind,
  type Position,
  SymbolKind,
  type TextDocuments,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Completion, completePolicy } from "../../../core/policy/language/completion.ts";
import { roleAt } from "../../../core/policy/language/definition.ts";
import { type PolicyDocument, policyDocument } from "../../../core/policy/language/document.ts";
import { hoverPolicy } from "../../../core/policy/language/hover.ts";
import { lensesOf } from "../../../core/policy/language/lenses.ts";
import { type PolicySymbol, symbolsOf } from "../../../core/policy/language/symbols.ts";
import { formatJson } from "../../../core/text/json-edits.ts";
import { knowledgeHover, knowledgeItems, teamFile } from "./knowledge-features.ts";
import { pathOf, toEdit, toRange } from "./places.ts";
import { type PolicyDiagnostics, toDiagnostic } from "./policy-diagnostics.ts";
import type { WorkspaceFacts } from "./workspace-facts.ts";

/** Commands that a lens starts: the editor's own, or the server's where an editor has none. */
export const TEST_RULE = "agentguard.rule.test";
export const SHOW_FIRINGS = "agentguard.rule.firings";

export function servePolicyFeatures(
  connection: _Connection,
  documents: TextDocuments<TextDocument>,
  facts: WorkspaceFacts,
  diagnostics: PolicyDiagnostics,
  /** Tells whether the editor is our own extension, which has commands that no other has. */
  isOwn: () => boolean,
): void {
  const open = (uri: string) => {
    const document = documents.get(uri);
    return document && isPolicy(document) ? { document, policy: policyOf(document) } : undefined;
  };
  const at = (uri: string, position: Position) => {
    const found = open(uri);
    return found && { ...found, offset: found.document.offsetAt(position) };
  };
  /** Returns the document if it is a team's knowledge file. */
  const teams = (uri: string) => {
    const document = documents.get(uri);
    return document && teamFile(pathOf(uri), facts.parts.userFile) ? document : undefined;
  };

  connection.onCompletion(({ textDocument, position }) => {
    const team = teams(textDocument.uri);
    if (team) return knowledgeItems(team, position);
    const found = at(textDocument.uri, position);
    if (!found) return null;
    return completePolicy(found.policy, found.offset, facts.known(found.policy.file)).map((offer, index) =>
      toItem(offer, index, found.document),
    );
  });
  connection.onHover(({ textDocument, position }) => {
    const team = teams(textDocument.uri);
    if (team) return knowledgeHover(team, position);
    const found = at(textDocument.uri, position);
    const hover = found && hoverPolicy(found.policy, found.offset, facts.fired(found.policy.file), facts.now());
    if (!hover) return null;
    return {
      range: toRange(hover.range),
      contents: { kind: MarkupKind.Markdown, value: hover.paragraphs.join("\n\n") },
    };
  });
  connection.onCodeAction(({ textDocument, range, context }) => {
    const found = open(textDocument.uri);
    if (!found || (context.only && !context.only.some(kind => CodeActionKind.QuickFix.startsWith(kind)))) return null;
    const { document } = found;
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return diagnostics.findings(document).flatMap(finding => {
      const diagnostic = toDiagnostic(finding);
      const touches =
        document.offsetAt(diagnostic.range.start) <= end && document.offsetAt(diagnostic.range.end) >= start;
      if (!touches) return [];
      const fixes = finding.fixes.map(
        (fix, index): CodeAction => ({
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnostic],
          isPreferred: index === 0,
          edit: { changes: { [document.uri]: fix.edits().map(edit => toEdit(document, edit)) } },
        }),
      );
      return finding.code === "without-effect" && isOwn() ? [...fixes, trusting(diagnostic)] : fixes;
    });
  });
  connection.onDocumentSymbol(({ textDocument }) => {
    const found = open(textDocument.uri);
    return found ? symbolsOf(found.policy).map(toSymbol) : null;
  });
  connection.onDocumentFormatting(({ textDocument, options }) => {
    const found = open(textDocument.uri);
    return found ? formatJson(found.policy.text, options).map(edit => toEdit(found.document, edit)) : null;
  });
  connection.onCodeLens(({ textDocument }) => {
    const found = open(textDocument.uri);
    if (!found) return null;
    return lensesOf(found.policy, facts.fired(found.policy.file), facts.now()).flatMap(({ range, rule, fired }) => {
      const on = { start: toRange(range).start, end: toRange(range).start };
      // A role cannot be tried, as it concerns everything that its agents do.
      if (rule === undefined) return [{ range: on, command: { title: sentence(fired), command: "" } }];
      const args = [textDocument.uri, rule];
      return [
        { range: on, command: { title: sentence(fired), command: SHOW_FIRINGS, arguments: args } },
        { range: on, command: { title: "Test this rule", command: TEST_RULE, arguments: args } },
      ];
    });
  });
}

/** Returns an action that trusts the file, which puts the loosening part in force. */
function trusting(diagnostic: Diagnostic): CodeAction {
  const title = "Trust This File…";
  const command = { title, command: "agentguard.trustPolicy" };
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command };
}

/** Finds the definition of the role that is named at a place. */
export function roleDefinition(document: TextDocument, position: Position) {
  const found = isPolicy(document) ? roleAt(policyOf(document), document.offsetAt(position)) : undefined;
  return found && { uri: document.uri, range: toRange(found.to) };
}

export function isPolicy({ languageId, uri }: TextDocument): boolean {
  if (languageId === "agentguard-policy") return true;
  // The workspace's, the user's and the organization's file, in an editor that does not know our language.
  return /^jsonc?$/.test(languageId) && /\/\.agentguard\.json$|\/agentguard\/(?:Config\/)?policy\.json$/i.test(uri);
}

/** Caches the parsed documents, as one keystroke causes several requests. */
const read = new WeakMap<TextDocument, { readonly version: number; readonly policy: PolicyDocument }>();

export function policyOf(document: TextDocument): PolicyDocument {
  const known = read.get(document);
  if (known?.version === document.version) return known.policy;
  const policy = policyDocument(document.getText(), pathOf(document.uri));
  read.set(document, { version: document.version, policy });
  return policy;
}

function toItem(
  { label, kind, says, insert, filter, start, end }: Completion,
  index: number,
  document: TextDocument,
): CompletionItem {
  return {
    label,
    kind: KINDS[kind],
    filterText: filter,
    // Sorts in the order of the schema and the tables.
    sortText: String(index).padStart(4, "0"),
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: toEdit(document, { start, end, text: insert }),
    // The suggestions for the value open at once.
    ...(kind === "key" && { command: { title: "Suggest", command: "editor.action.triggerSuggest" } }),
    // A word's meaning is short and goes beside it; a key's meaning is a sentence and goes elsewhere.
    ...(says !== undefined && kind !== "key" && { labelDetails: { description: says } }),
    ...(says !== undefined && { documentation: { kind: MarkupKind.Markdown, value: says } }),
  };
}

const KINDS = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
} as const satisfies Record<Completion["kind"], CompletionItemKind>;

function toSymbol({ name, detail, kind, range, selection, children }: PolicySymbol): DocumentSymbol {
  return {
    name: name === "" ? "(no name)" : name,
    detail,
    kind: SYMBOLS[kind],
    range: toRange(range),
    selectionRange: toRange(selection),
    children: children.map(toSymbol),
  };
}

const SYMBOLS = {
  section: SymbolKind.Namespace,
  rule: SymbolKind.Event,
  role: SymbolKind.Class,
  place: SymbolKind.Module,
  setting: SymbolKind.Property,
} as const satisfies Record<PolicySymbol["kind"], SymbolKind>;

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`;
}
