/** The language server: its documents, and its features. There is one for each connection. */
import {
  type _Connection,
  CodeActionKind,
  CodeLensRefreshRequest,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Firings } from "../../../wire/messages/firings.ts";
import { RuleLocation } from "../../../wire/messages/rule-location.ts";
import { TryRule, type TryRuleParams, type TryRuleResult } from "../../../wire/messages/try-rule.ts";
import { messagesOn } from "../serve-message.ts";
import { Hints } from "./hints/hints.ts";
import { teamFile } from "./knowledge-features.ts";
import { pathOf } from "./places.ts";
import { PolicyDiagnostics } from "./policy-diagnostics.ts";
import { isPolicy, policyOf, roleDefinition, servePolicyFeatures } from "./policy-features.ts";
import { namesRules, ruleDefinition, ruleLinks } from "./reason-links.ts";
import { firingsOf, locateRule, tryRule } from "./rules.ts";
import { settingsSchema } from "./settings.ts";
import type { WorkspaceFacts } from "./workspace-facts.ts";

export const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  completionProvider: { triggerCharacters: ['"', ":", "["] },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  documentSymbolProvider: true,
  documentFormattingProvider: true,
  definitionProvider: true,
  documentLinkProvider: {},
  codeLensProvider: {},
};

export interface LanguageServer {
  /** Called when the editor has sent its capabilities. */
  initialized(params: InitializeParams): void;
  /** Called when policies or trust around the open files have changed. */
  aroundChanged(): void;
  /** Called when acts were judged, as rules may have fired. */
  actsChanged(): void;
  tryRule(params: TryRuleParams): Promise<TryRuleResult>;
  dispose(): void;
}

/** The shortest time between two counts of how often rules fired. */
const LENS_MS = 2000;

/** Registers everything but `initialize`, which belongs to the opener of the connection. */
export function serveLanguage(connection: _Connection, facts: WorkspaceFacts): LanguageServer {
  const documents = new TextDocuments(TextDocument);
  const diagnostics = new PolicyDiagnostics(connection, facts);
  const hints = new Hints(connection, facts);
  const hintAgain = () => {
    for (const document of documents.all()) hints.changed(document);
  };
  const forget = facts.changed.onNoted(files => {
    for (const document of documents.all()) if (files.includes(pathOf(document.uri))) hints.changed(document);
  });
  let ownEditor = false;
  let refreshesLenses = false;
  let waiting: (() => void) | undefined;
  const policies = () => documents.all().filter(isPolicy);

  const isChecked = (document: TextDocument) =>
    isPolicy(document) || teamFile(pathOf(document.uri), facts.parts.userFile) !== undefined;

  documents.onDidChangeContent(({ document }) => {
    if (isChecked(document)) diagnostics.changed(document);
    else hints.changed(document);
  });
  documents.onDidClose(({ document }) => {
    if (isChecked(document)) diagnostics.closed(document);
    else hints.closed(document);
  });
  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    hints.mode = settingsSchema.parse(settings).agentguard.hints;
    hintAgain();
  });
  servePolicyFeatures(connection, documents, facts, diagnostics, () => ownEditor);
  connection.onDefinition(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    return (
      (namesRules(document) ? ruleDefinition(document, position, facts) : roleDefinition(document, position)) ?? null
    );
  });
  connection.onDocumentLinks(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document && namesRules(document) ? ruleLinks(document, facts) : null;
  });
  const on = messagesOn(connection);
  on(RuleLocation, ({ reason, folder }) => locateRule(facts, reason, folder));
  on(Firings, ({ uri, rule }) => firingsOf(facts, pathOf(uri), rule));
  const tried = async ({ uri, rule, command }: TryRuleParams): Promise<TryRuleResult> => {
    const document = documents.get(uri);
    return document ? tryRule(facts, policyOf(document), rule, command) : { says: "The file is not open any more." };
  };
  on(TryRule, tried);
  documents.listen(connection);
  return {
    initialized({ capabilities, initializationOptions }) {
      ownEditor = (initializationOptions as { agentguard?: unknown } | undefined)?.agentguard === true;
      refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
    },
    aroundChanged() {
      for (const document of policies()) diagnostics.changed(document);
      hintAgain();
    },
    actsChanged() {
      if (!refreshesLenses || waiting || policies().length === 0) return;
      waiting = facts.parts.clock.after(LENS_MS, () => {
        waiting = undefined;
        // The editor may be closing, in which case it needs no lenses.
        connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
      });
    },
    tryRule: tried,
    dispose() {
      waiting?.();
      diagnostics.dispose();
      hints.dispose();
      forget();
    },
  };
}
