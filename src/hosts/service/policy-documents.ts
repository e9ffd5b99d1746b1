/** What is wrong with a policy file while it is being written, at the place where it is wrong. */
import { fileURLToPath } from "node:url";
import { type _Connection, type Diagnostic, DiagnosticSeverity, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { loadPolicy } from "../../core/policy/load.ts";
import type { Problem } from "../../core/policy/policy.ts";

/** Keeps the diagnostics of every open policy file current. Our own documents only: others stay unread. */
export function servePolicyDocuments(connection: _Connection): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => {
    if (!isPolicy(document)) return;
    const diagnostics = loadPolicy(document.getText(), pathOf(document.uri)).problems.map(toDiagnostic);
    connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
  });
  documents.onDidClose(({ document }) => connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
  documents.listen(connection);
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
