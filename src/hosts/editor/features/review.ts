/** `Details`: what would be lost as real diffs, which carry the answer with them. */
import {
  CodeLens,
  commands,
  Disposable,
  EventEmitter,
  languages,
  Range,
  type Tab,
  TabInputText,
  TabInputTextDiff,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from "vscode";
import type { ImpactDocument } from "../../../core/approval/card.ts";
import type { Question } from "../../../wire/guard.ts";
import { answerInline, type InlineAnswer } from "../answering.ts";
import { type Editor, pendingQuestion } from "../guard.ts";
import { wholeCard } from "../present/card-text.ts";
import { IMPACT_SCHEME, type ImpactPlace, impactPath, impactPlace } from "../present/impact-uri.ts";
import { revealLine } from "../present/reveal.ts";
import { documentName, documentTitle, lensTitles, unopened } from "../present/review-text.ts";

export function review(editor: Editor): Disposable {
  const desk = new ReviewDesk(editor);
  const answers: readonly [string, InlineAnswer][] = [
    ["agentguard.review.allowOnce", "allow-once"],
    ["agentguard.review.deny", "deny"],
    ["agentguard.review.denyAndTell", "deny-and-tell"],
  ];
  return Disposable.from(
    desk,
    workspace.registerTextDocumentContentProvider(IMPACT_SCHEME, desk),
    languages.registerCodeLensProvider(
      { scheme: IMPACT_SCHEME },
      { onDidChangeCodeLenses: desk.onDidChangeLenses, provideCodeLenses: d => desk.lenses(d.uri) },
    ),
    commands.registerCommand("agentguard.review.open", (id: string) => desk.open(id)),
    ...answers.map(([command, answer]) => commands.registerCommand(command, (uri?: Uri) => desk.answer(answer, uri))),
  );
}

/** Wraps long lines: the command is what must be read to its end. */
const CARD_LANGUAGE = "agentguard-question";

/** Tabs opened at once; the text of the card names the rest. */
const MAX_TABS = 8;

interface Opened {
  readonly question: Question;
  readonly documents: readonly ImpactDocument[];
  readonly shownAt: number;
}

class ReviewDesk implements TextDocumentContentProvider {
  private readonly opened = new Map<string, Opened>();
  private readonly lensesChanged = new EventEmitter<void>();
  readonly onDidChangeLenses = this.lensesChanged.event;
  private readonly watches: Disposable;

  constructor(private readonly editor: Editor) {
    this.watches = Disposable.from(
      this.lensesChanged,
      editor.guard.onDidChange(() => this.sweep()),
      window.tabGroups.onDidChangeTabs(({ closed }) => this.noticeClosed(closed)),
    );
  }

  dispose(): void {
    this.watches.dispose();
  }

  async open(id: string): Promise<void> {
    const question = pendingQuestion(this.editor.guard, id);
    if (!question) return;
    const documents = await this.editor.guard.impact(question).catch(error => {
      this.editor.log.error(`question ${id}: no impact documents`, error);
      return [];
    });
    this.opened.set(id, { question, documents, shownAt: Date.now() });
    const text = await workspace.openTextDocument(uriOf({ question: id, document: "card", side: "after" }, "Question"));
    await window.showTextDocument(await languages.setTextDocumentLanguage(text, CARD_LANGUAGE), { preview: false });
    for (const [i, document] of [...documents.slice(0, MAX_TABS).entries()].reverse()) {
      const name = documentName(document);
      const sides = (["before", "after"] as const).map(side => uriOf({ question: id, document: i, side }, name));
      await commands.executeCommand("vscode.diff", ...sides, documentTitle(document), { preview: false });
    }
  }

  provideTextDocumentContent(uri: Uri): string {
    const place = impactPlace(uri.path);
    const opened = place && this.opened.get(place.question);
    if (!opened) return "This question is closed.\n";
    if (place.document === "card") return wholeCard(opened.question) + unopened(opened.documents, MAX_TABS);
    return opened.documents[place.document]?.[place.side] ?? "";
  }

  lenses(uri: Uri): CodeLens[] {
    const place = impactPlace(uri.path);
    const question = place && pendingQuestion(this.editor.guard, place.question);
    if (place?.side !== "after" || !question) return [];
    const top = new Range(0, 0, 0, 0);
    return lensTitles(question.card).map(
      ({ title, command }) => new CodeLens(top, { title, command, arguments: [uri] }),
    );
  }

  /** `uri` comes from a lens or an editor-title button; without one the active tab is meant. */
  async answer(answer: InlineAnswer, uri: Uri | undefined): Promise<void> {
    const place = uri ? impactPlace(uri.path) : impactOf(window.tabGroups.activeTabGroup.activeTab);
    const question = place && pendingQuestion(this.editor.guard, place.question);
    if (!question) {
      void window.showInformationMessage("AgentGuard: this question is closed.");
      return;
    }
    const shownAt = this.opened.get(question.id)?.shownAt ?? Date.now();
    await answerInline(this.editor, question, answer, { at: shownAt, in: "the review" });
  }

  /** A question that is settled has nothing left to review; tabs from before a reload belong to nothing. */
  private sweep(): void {
    if (!this.editor.guard.state) return;
    for (const id of this.opened.keys()) if (!pendingQuestion(this.editor.guard, id)) this.opened.delete(id);
    const stale = impactTabs().filter(({ place }) => !this.opened.has(place.question));
    if (stale.length > 0)
      window.tabGroups
        .close(stale.map(s => s.tab))
        .then(undefined, e => this.editor.log.warn(`closing review tabs: ${e}`));
    this.lensesChanged.fire();
  }

  /** The last review tab closed without an answer: the question goes back to its card. */
  private noticeClosed(closed: readonly Tab[]): void {
    const ids = new Set(closed.map(tab => impactOf(tab)?.question).filter(id => id !== undefined));
    for (const id of ids) {
      if (!this.opened.has(id) || impactTabs().some(({ place }) => place.question === id)) continue;
      this.opened.delete(id);
      if (pendingQuestion(this.editor.guard, id)) void commands.executeCommand("agentguard.card.show", id);
    }
  }
}

function uriOf(place: ImpactPlace, name: string): Uri {
  return Uri.from({ scheme: IMPACT_SCHEME, path: impactPath(place, revealLine(name)) });
}

function impactOf(tab: Tab | undefined): ImpactPlace | undefined {
  const input = tab?.input;
  const uri =
    input instanceof TabInputTextDiff ? input.modified : input instanceof TabInputText ? input.uri : undefined;
  return uri?.scheme === IMPACT_SCHEME ? impactPlace(uri.path) : undefined;
}

function impactTabs(): { tab: Tab; place: ImpactPlace }[] {
  return window.tabGroups.all
    .flatMap(group => group.tabs)
    .flatMap(tab => {
      const place = impactOf(tab);
      return place ? [{ tab, place }] : [];
    });
}
