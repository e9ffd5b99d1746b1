/** From the audit log and from cards to the rules that they name: `policy/<id>`, `role/<name>`, `environment/<name>`. */
import { dirname } from "node:path";
import type { DocumentLink, Location, Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { rulesNamed } from "../../../core/policy/language/definition.ts";
import { pathOf, startOfLine, uriOf } from "./places.ts";
import { locateRule } from "./rules.ts";
import type { WorkspaceFacts } from "./workspace-facts.ts";

/** Of a long log only so many lines are linked; a definition is found on any. */
const MAX_LINKS = 500;

export function namesRules({ languageId, uri }: TextDocument): boolean {
  return languageId === "agentguard-question" || uri.endsWith("/audit.jsonl");
}

export function ruleDefinition(
  document: TextDocument,
  position: Position,
  facts: WorkspaceFacts,
): Location | undefined {
  const line = lineOf(document, position.line);
  const named = rulesNamed(line).find(({ start, end }) => start <= position.character && position.character <= end);
  const place = named && locateRule(facts, named.reason, folderOf(document, line));
  return place ? { uri: uriOf(place.file), range: startOfLine(place.line) } : undefined;
}

export function ruleLinks(document: TextDocument, facts: WorkspaceFacts): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (let line = document.lineCount - 1; line >= 0 && links.length < MAX_LINKS; line--) {
    const text = lineOf(document, line);
    for (const { reason, start, end } of rulesNamed(text)) {
      const place = locateRule(facts, reason, folderOf(document, text));
      if (!place) continue;
      const range = { start: { line, character: start }, end: { line, character: end } };
      links.push({ range, target: `${uriOf(place.file)}#L${place.line}`, tooltip: "Show the rule" });
    }
  }
  return links;
}

function lineOf(document: TextDocument, line: number): string {
  const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  return document.getText(range).replace(/\r?\n$/, "");
}

/** An entry of the log says where it is from; a card says so in the line above its command. */
function folderOf(document: TextDocument, line: string): string {
  const entry = /"folder":("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  if (entry !== undefined) return String(JSON.parse(entry));
  return (
    /^(?:[A-Z][\w ]*), in (\/.*?|[A-Z]:[\\/].*?)(?: \(.*\))?:$/m.exec(document.getText())?.[1] ??
    dirname(pathOf(document.uri))
  );
}
