/** Converts between our places and those of the language server protocol, which counts lines and columns from 0. */
import { fileURLToPath, pathToFileURL } from "node:url";
import type { TextEdit as ProtocolEdit, Range as ProtocolRange } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { TextEdit } from "../../../core/text/json-edits.ts";
import type { Range } from "../../../core/text/json-text.ts";

export function toRange({ line, column, endLine, endColumn }: Range): ProtocolRange {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

export function toEdit(document: TextDocument, { start, end, text }: TextEdit): ProtocolEdit {
  return { range: { start: document.positionAt(start), end: document.positionAt(end) }, newText: text };
}

/** Returns a document's path. One that is in no file keeps its URI as its name. */
export function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

/** Returns the start of a 1-based line. */
export function startOfLine(line: number): ProtocolRange {
  return { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 0 } };
}
