/** Publishes diagnostics of open policy and knowledge files while they are edited. */
import { type _Connection, type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Finding, policyDocument } from "../../../core/policy/language/document.ts";
import { findingsOf } from "../../../core/policy/language/findings.ts";
import { knowledgeFindings } from "./knowledge-features.ts";
import { pathOf, toRange } from "./places.ts";
import type { WorkspaceFacts } from "./workspace-facts.ts";

/** A delay in ms, as examples are judged with the real engine. */
const DEBOUNCE = 120;

export class PolicyDiagnostics {
  readonly #waiting = new Map<string, () => void>();
  readonly #found = new Map<string, { readonly version: number; readonly findings: readonly Finding[] }>();

  constructor(
    readonly connection: _Connection,
    readonly facts: WorkspaceFacts,
  ) {}

  changed(document: TextDocument): void {
    this.#waiting.get(document.uri)?.();
    this.#waiting.set(
      document.uri,
      this.facts.parts.clock.after(DEBOUNCE, () => {
        this.#waiting.delete(document.uri);
        const diagnostics = this.findings(document, true).map(toDiagnostic);
        void this.connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
      }),
    );
  }

  closed({ uri }: TextDocument): void {
    this.#waiting.get(uri)?.();
    this.#waiting.delete(uri);
    this.#found.delete(uri);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {
    for (const cancel of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  /** Returns the findings. `anew`: other files may have changed though this text has not. */
  findings(document: TextDocument, anew = false): readonly Finding[] {
    const known = this.#found.get(document.uri);
    if (!anew && known?.version === document.version) return known.findings;
    const text = document.getText();
    const file = pathOf(document.uri);
    const findings =
      knowledgeFindings(document, this.facts.parts.userFile) ??
      findingsOf(policyDocument(text, file), this.facts.around(file, text));
    this.#found.set(document.uri, { version: document.version, findings });
    return findings;
  }
}

export function toDiagnostic({ code, message, severity, unused, ...range }: Finding): Diagnostic {
  return {
    range: toRange(range),
    code,
    message,
    severity: SEVERITY[severity],
    source: "agentguard",
    ...(unused && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
} as const satisfies Record<Finding["severity"], DiagnosticSeverity>;
