/** Gives hints in files that agents have changed, on lines that the guard would hold if an agent ran them. */

import { dirname } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { type _Connection, type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Action } from "../../../../core/action/action.ts";
import type { EffectVerdict } from "../../../../core/pipeline.ts";
import { maskSecrets } from "../../../../core/text/masking.ts";
import { workspaceRootOf } from "../../../../platform/surroundings.ts";
import { judgeParts } from "../../../engine.ts";
import { pathOf } from "../places.ts";
import type { WorkspaceFacts } from "../workspace-facts.ts";
import { includedMakefiles } from "./makefile.ts";
import { matters } from "./matters.ts";
import type { Runnable } from "./runnable.ts";
import { type RunnableFile, runnableFile, runnablesIn } from "./runnables.ts";

/** The files with hints: those that an agent has changed, all, or none. */
export type HintMode = "agent-changed" | "always" | "off";

const DEBOUNCE = 400;
const MAX_TEXT = 128 * 1024;
const MAX_RUNNABLES = 300;
const MAX_HINTS = 100;
/** The time for one file. Lines that are not judged by then get no hint. */
const MAX_MS = 4000;

export class Hints {
  mode: HintMode = "agent-changed";
  readonly #waiting = new Map<string, () => void>();
  /** The current judging of each document, which a newer one replaces. */
  readonly #latest = new Map<string, object>();
  readonly #shown = new Set<string>();

  constructor(
    readonly connection: _Connection,
    readonly facts: WorkspaceFacts,
  ) {}

  changed(document: TextDocument): void {
    const kind = runnableFile(pathOf(document.uri), document.languageId);
    if (!kind) return;
    this.#forget(document.uri);
    if (!this.#wanted(document)) return this.#show(document, []);
    this.#waiting.set(
      document.uri,
      this.facts.parts.clock.after(DEBOUNCE, () => {
        this.#waiting.delete(document.uri);
        void this.#judge(document, kind);
      }),
    );
  }

  closed(document: TextDocument): void {
    this.#forget(document.uri);
    this.#show(document, []);
  }

  dispose(): void {
    for (const cancel of this.#waiting.values()) cancel();
    this.#waiting.clear();
    this.#latest.clear();
  }

  #wanted({ uri }: TextDocument): boolean {
    return this.mode === "always" || (this.mode === "agent-changed" && this.facts.changed.has(pathOf(uri)));
  }

  #forget(uri: string): void {
    this.#waiting.get(uri)?.();
    this.#waiting.delete(uri);
    this.#latest.delete(uri);
  }

  async #judge(document: TextDocument, kind: RunnableFile): Promise<void> {
    const mine = {};
    this.#latest.set(document.uri, mine);
    const { version } = document;
    const text = document.getText();
    const hints = new Map<string, Diagnostic>();
    const until = this.facts.now() + MAX_MS;
    const path = pathOf(document.uri);
    const isShort = text.length <= MAX_TEXT;
    const included = isShort && kind === "makefile" ? await includedMakefiles(text, dirname(path)) : [];
    const runnables = isShort ? runnablesIn(kind, text, included).slice(0, MAX_RUNNABLES) : [];
    for (const runnable of runnables) {
      const action = actionOf(
        runnable,
        kind === "package" || kind === "makefile" ? dirname(path) : workspaceRootOf(dirname(path)),
      );
      const parts = await judgeParts(action, this.facts.policyAt(dirname(path))).catch(() => []);
      // The same process answers agents' hooks.
      await turn();
      if (this.#latest.get(document.uri) !== mine || document.version !== version) return;
      for (const hint of hintsOf(runnable, parts, document))
        hints.set(`${hint.range.start.line} ${hint.message}`, hint);
      if (hints.size >= MAX_HINTS || this.facts.now() > until) break;
    }
    this.#show(document, [...hints.values()].slice(0, MAX_HINTS));
  }

  #show({ uri, version }: TextDocument, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0 && !this.#shown.has(uri)) return;
    if (diagnostics.length === 0) this.#shown.delete(uri);
    else this.#shown.add(uri);
    void this.connection.sendDiagnostics({ uri, version, diagnostics: [...diagnostics] });
  }
}

function actionOf({ kind, text }: Runnable, cwd: string): Action {
  const base = { text, cwd, origin: { agent: "editor" } };
  return kind === "sql" ? { kind, ...base } : { kind: "command", shell: kind, ...base };
}

/** Returns one hint for each effect that would be held, on the line that causes it. */
function hintsOf(runnable: Runnable, parts: readonly EffectVerdict[], document: TextDocument): Diagnostic[] {
  return parts
    .filter(part => matters(part, runnable))
    .map(({ effect, verdict }) => {
      const before = runnable.text.slice(0, effect.span?.start ?? 0).split("\n").length - 1;
      const line = runnable.lines[before] ?? runnable.lines.at(-1) ?? 0;
      return {
        range: lineRange(document, line),
        message: maskSecrets(wordsOf({ effect, verdict })),
        severity: DiagnosticSeverity.Information,
        code: verdict.decision,
        source: "agentguard",
      };
    });
}

function wordsOf({ effect, verdict }: EffectVerdict): string {
  const would = verdict.decision === "deny" ? "AgentGuard would refuse this" : "AgentGuard would ask about this";
  const why = verdict.reasons.filter(({ points, then }) => points > 0 || then).map(({ because }) => because);
  const reasons = [...new Set(why)].filter(because => because !== effect.says).slice(0, 4);
  return [
    `${would} if an agent ran it: it ${effect.says}.`,
    ...(reasons.length > 0 ? [`Why: ${reasons.join("; ")}.`] : []),
    ...(effect.instead ? [`Gentler way: ${effect.instead}`] : []),
  ].join("\n");
}

/** Returns the range of a line without its surrounding blanks. */
function lineRange(document: TextDocument, line: number): Diagnostic["range"] {
  const whole = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  const text = document.getText(whole).replace(/\r?\n$/, "");
  return {
    start: { line, character: text.length - text.trimStart().length },
    end: { line, character: text.trimEnd().length },
  };
}
