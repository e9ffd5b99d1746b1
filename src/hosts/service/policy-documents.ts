/** What is wrong with a policy file while it is being written, at the place where it is wrong. */
import { fileURLToPath } from "node:url";
import { type _Connection, type Diagnostic, DiagnosticSeverity, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { loadPolicy } from "../../core/policy/load.ts";
import { mergePolicies } from "../../core/policy/merge.ts";
import { BUILT_IN, type Problem } from "../../core/policy/policy.ts";

/** Keeps the diagnostics of every open policy file current. Our own documents only: others stay unread. */
export function servePolicyDocuments(connection: _Connection): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => {
    if (!isPolicy(document)) return;
    const diagnostics = problemsOf(document.getText(), pathOf(document.uri)).map(toDiagnostic);
    connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
  });
  documents.onDidClose(({ document }) => connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
  documents.listen(connection);
}

/** Errors, or what has no effect because a workspace's file can only make things stricter. */
function problemsOf(text: string, file: string): readonly Problem[] {
  const { policy, problems } = loadPolicy(text, file);
  if (!policy) return problems;
  return [...problems, ...mergePolicies(BUILT_IN, [{ tier: "workspace", layer: policy }]).problems];
}

function isPolicy({ languageId, uri }: TextDocument): boolean {
  if (languageId === "agentguard-policy") return true;
  return (languageId === "json" || languageId === "jsonc") && uri.endsWith("/.agentguard.json");
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}

/** The language server protocol counts lines and columns from 0. */
function toDiagnostic({ line, column, endLine, endColumn, message, severity }: Problem): Diagnostic {
  return {
    range: {
      start: { line: line - 1, character: column - 1 },
      end: { line: endLine - 1, character: endColumn - 1 },
    },
    message,
    severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: "agentguard",
  };
}
