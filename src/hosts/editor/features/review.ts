/**
 * Shows what would be lost as real diffs with the answers on them: one tab, however many files there are. An edit is
 * asked about in its diff; `Details` opens the whole card beside it.
 */
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
  type TextDocument,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from "vscode";
import type { ImpactDocument } from "../../../core/approval/card.ts";
import type { Question } from "../../../wire/guard.ts";
import { Impact } from "../../../wire/messages/impact.ts";
import { revealLine } from "../../cards/reveal.ts";
import { answerInline, type InlineAnswer } from "../answering.ts";
import { type Editor, pendingQuestion } from "../guard.ts";
import { wholeCard } from "../present/card-text.ts";
import { IMPACT_SCHEME, type ImpactPlace, impactAddress, impactPlace } from "../present/impact-uri.ts";
import {
  answerLenses,
  CHANGES_TITLE,
  documentName,
  documentTitle,
  stakesLenses,
  unopened,
} from "../present/review-text.ts";

export function review(editor: Editor): Disposable {
  const reviews = new Reviews(editor);
  const answers: readonly [string, InlineAnswer][] = [
    ["agentguard.review.allowOnce", "allow-once"],
    ["agentguard.review.deny", "deny"],
    ["agentguard.review.denyAndTell", "deny-and-tell"],
    // Keys get ids of their own, as VS Code writes the key of a button without an icon into the button.
    ["agentguard.answer.allowOnce", "allow-once"],
    ["agentguard.answer.deny", "deny"],
    ["agentguard.answer.denyAndTell", "deny-and-tell"],
  ];
  return Disposable.from(
    reviews,
    workspace.registerTextDocumentContentProvider(IMPACT_SCHEME, reviews),
    languages.registerCodeLensProvider(
      { scheme: IMPACT_SCHEME },
      { onDidChangeCodeLenses: reviews.onDidChangeLenses, provideCodeLenses: d => reviews.lenses(d) },
    ),
    commands.registerCommand("agentguard.review.open", (id: string) => reviews.open(id)),
    commands.registerCommand("agentguard.review.openDiff", (id: string) => reviews.openDiff(id)),
    commands.registerCommand("agentguard.review.details", (uri?: Uri) => reviews.details(uri)),
    ...answers.map(([command, answer]) =>
      commands.registerCommand(command, (uri?: Uri) => reviews.answer(answer, uri)),
    ),
  );
}

/** Wraps long lines, as the command must be read to its end. */
const CARD_LANGUAGE = "agentguard-question";

/** The most files in one diff. The card's text names the rest. */
const MAX_FILES = 20;

interface Opened {
  readonly question: Question;
  readonly documents: readonly ImpactDocument[];
  readonly shownAt: number;
}

class Reviews implements TextDocumentContentProvider {
  private readonly opened = new Map<string, Opened>();
  private readonly lensesChanged = new EventEmitter<void>();
  readonly onDidChangeLenses = this.lensesChanged.event;
  private readonly watches: Disposable;

  constructor(private readonly editor: Editor) {
    this.watches = Disposable.from(
      this.lensesChanged,
      editor.guard.onDidChange(() => this.sweep()),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        this.noticeClosed(closed);
        this.tellReviewed();
      }),
      window.tabGroups.onDidChangeTabGroups(() => this.tellReviewed()),
    );
    this.tellReviewed();
  }

  dispose(): void {
    this.watches.dispose();
  }

  /** Opens the diffs, and the whole card in front of them. */
  async open(id: string): Promise<void> {
    if (!(await this.load(id))) return;
    await this.showDiff(id);
    await this.showCard(id);
    this.seenNow(id);
  }

  /** Opens the diff alone; false when there is none, or when it could not be shown. */
  async openDiff(id: string): Promise<boolean> {
    const shown = await this.load(id)
      .then(question => question !== undefined && this.showDiff(id))
      .catch(error => this.editor.log.error(`question ${id}: no diff`, error));
    if (shown !== true) this.opened.delete(id);
    this.seenNow(id);
    return shown === true;
  }

  /** Opens the whole card of the question that a review document belongs to. */
  async details(uri: Uri | undefined): Promise<void> {
    const place = placeOf(uri);
    if (place && this.opened.has(place.question)) await this.showCard(place.question);
  }

  private async load(id: string): Promise<Question | undefined> {
    const question = pendingQuestion(this.editor.guard, id);
    if (!question) return undefined;
    const { documents } = await this.editor.guard.ask(Impact, { id }).catch(error => {
      this.editor.log.error(`question ${id}: no impact documents`, error);
      return { documents: [] };
    });
    this.opened.set(id, { question, documents, shownAt: Date.now() });
    return question;
  }

  private seenNow(id: string): void {
    const opened = this.opened.get(id);
    if (opened) this.opened.set(id, { ...opened, shownAt: Date.now() });
  }

  private async showCard(id: string): Promise<void> {
    const text = await workspace.openTextDocument(uriOf({ question: id, document: "card", side: "after" }, "Question"));
    await window.showTextDocument(await languages.setTextDocumentLanguage(text, CARD_LANGUAGE), { preview: false });
  }

  private async showDiff(id: string): Promise<boolean> {
    const opened = this.opened.get(id);
    const [first, ...more] = opened?.documents.slice(0, MAX_FILES) ?? [];
    if (!opened || !first) return false;
    const sides = (document: number) => {
      const name = documentName(
        opened.documents[document] ?? first,
        opened.question.folder ?? opened.question.card.cwd,
      );
      return (["before", "after"] as const).map(side => uriOf({ question: id, document, side }, name));
    };
    if (more.length === 0) {
      await commands.executeCommand("vscode.diff", ...sides(0), documentTitle(first), { preview: false });
      return true;
    }
    const files = [first, ...more].map((_, i) => [sides(i)[1], ...sides(i)]);
    await commands.executeCommand("vscode.changes", CHANGES_TITLE, files);
    // Otherwise opening another file would replace it.
    await commands.executeCommand("workbench.action.keepEditor");
    return true;
  }

  provideTextDocumentContent(uri: Uri): string {
    const place = impactPlace(uri.query);
    const opened = place && this.opened.get(place.question);
    if (!opened) return "This question is closed.\n";
    if (place.document === "card") return wholeCard(opened.question) + unopened(opened.documents, MAX_FILES);
    return opened.documents[place.document]?.[place.side] ?? "";
  }

  lenses(document: TextDocument): CodeLens[] {
    const { uri } = document;
    const place = impactPlace(uri.query);
    const question = place && pendingQuestion(this.editor.guard, place.question);
    if (place?.side !== "after" || !question) return [];
    // The files of one diff belong to one question, so the first one carries the lenses.
    if (typeof place.document === "number" && place.document > 0) return [];
    const lensAt =
      (line: number) =>
      ({ title, command }: { title: string; command: string }) =>
        new CodeLens(new Range(line, 0, line, 0), { title, command, arguments: [uri] });
    if (place.document === "card") return answerLenses(question.card).map(lensAt(0));
    const details = { title: "Details", command: "agentguard.review.details" };
    // If there is a second line, the stakes get a row of their own and are not cut off.
    return [
      ...[...answerLenses(question.card), details].map(lensAt(0)),
      ...stakesLenses(question.card).map(lensAt(document.lineCount > 1 ? 1 : 0)),
    ];
  }

  async answer(answer: InlineAnswer, uri: Uri | undefined): Promise<void> {
    const place = placeOf(uri);
    const question = place && pendingQuestion(this.editor.guard, place.question);
    if (!question) {
      void window.showInformationMessage("AgentGuard: this question is closed.");
      return;
    }
    const shownAt = this.opened.get(question.id)?.shownAt ?? Date.now();
    await answerInline(this.editor, question, answer, { at: shownAt, in: "the review" });
  }

  /** Sets for the palette and for keys whether the active tab belongs to a waiting question that may be allowed. */
  private tellReviewed(): void {
    const { activeTab } = window.tabGroups.activeTabGroup;
    const place = impactOf(activeTab);
    const question = place && pendingQuestion(this.editor.guard, place.question);
    void commands.executeCommand("setContext", "agentguard.reviewing", question !== undefined);
    void commands.executeCommand("setContext", "agentguard.mayAllow", question?.card.override !== "none");
    const several = place !== undefined && firstOfSeveral(activeTab?.input) !== undefined;
    void commands.executeCommand("setContext", "agentguard.reviewingSeveral", several);
  }

  /** Closes the tabs of an answered question, and those from before a reload, which belong to none. */
  private sweep(): void {
    if (!this.editor.guard.state) return;
    for (const id of this.opened.keys()) if (!pendingQuestion(this.editor.guard, id)) this.opened.delete(id);
    const stale = impactTabs().filter(({ place }) => !this.opened.has(place.question));
    if (stale.length > 0)
      window.tabGroups
        .close(stale.map(s => s.tab))
        .then(undefined, e => this.editor.log.warn(`closing review tabs: ${e}`));
    this.lensesChanged.fire();
    this.tellReviewed();
  }

  /** When the last review tab is closed without an answer, the question goes back to its card. */
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
  return Uri.from({ scheme: IMPACT_SCHEME, ...impactAddress(place, revealLine(name)) });
}

/**
 * `uri` comes from a lens or an editor-title button, in a diff of several files its own; else the active tab counts.
 */
function placeOf(uri: Uri | undefined): ImpactPlace | undefined {
  const own = uri?.scheme === IMPACT_SCHEME ? impactPlace(uri.query) : undefined;
  return own ?? impactOf(window.tabGroups.activeTabGroup.activeTab);
}

function impactOf(tab: Tab | undefined): ImpactPlace | undefined {
  const input = tab?.input;
  const uri =
    input instanceof TabInputTextDiff
      ? input.modified
      : input instanceof TabInputText
        ? input.uri
        : firstOfSeveral(input);
  return uri?.scheme === IMPACT_SCHEME ? impactPlace(uri.query) : undefined;
}

/** Every VS Code with diffs of several files has this input, but its class is no part of the API. */
function firstOfSeveral(input: unknown): Uri | undefined {
  const diffs = (input as { textDiffs?: unknown } | undefined)?.textDiffs;
  const [first] = Array.isArray(diffs) ? (diffs as { modified?: Uri }[]) : [];
  return first?.modified;
}

function impactTabs(): { tab: Tab; place: ImpactPlace }[] {
  return window.tabGroups.all
    .flatMap(group => group.tabs)
    .flatMap(tab => {
      const place = impactOf(tab);
      return place ? [{ tab, place }] : [];
    });
}
