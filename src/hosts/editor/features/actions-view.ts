/** Shows the tree of waiting questions and judged acts, with the answers on each question's row. */
import {
  commands,
  Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from "vscode";
import type { Halt } from "../../../platform/halt-file.ts";
import type { Budget, Question, RecentAct } from "../../../wire/guard.ts";
import type { WatchedChange } from "../../../wire/watching.ts";
import { answerInline, type InlineAnswer } from "../answering.ts";
import { type Editor, pendingQuestion } from "../guard.ts";
import { haltNow } from "../halt-now.ts";
import { actRow, questionRow, type Row } from "../present/act-row.ts";
import { questions } from "../present/countdown.ts";
import { haltRow } from "../present/halt-text.ts";
import { foundRow } from "../present/watched-changes.ts";

type Node =
  | { readonly kind: "halt"; readonly halt: Halt }
  | { readonly kind: "pending" }
  | { readonly kind: "seen" }
  | { readonly kind: "recent" }
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "found"; readonly found: WatchedChange }
  | { readonly kind: "act"; readonly act: RecentAct };

export function actionsView(editor: Editor): Disposable {
  const actions = new Actions(editor);
  const view = window.createTreeView<Node>("agentguard.actions", { treeDataProvider: actions });
  const update = () => {
    const count = editor.guard.state?.pending.length ?? 0;
    view.description = budgetText(editor.guard.state?.budget);
    view.badge = count > 0 ? { value: count, tooltip: `${questions(count)} from agents` } : undefined;
    void commands.executeCommand("setContext", "agentguard.reachable", editor.guard.state !== undefined);
  };
  // A clicked row passes itself; a key means the selected row.
  const answer = (how: InlineAnswer) => (node?: Node) => actions.answer(node ?? view.selection[0], how);
  const review = (node: Node | undefined = view.selection[0]) =>
    node?.kind === "question" ? commands.executeCommand("agentguard.review.open", node.question.id) : undefined;
  const tellSelected = () => {
    const [node] = view.selection;
    const question = node?.kind === "question" ? pendingQuestion(editor.guard, node.question.id) : undefined;
    const selected = question && (question.card.override === "none" ? "final" : "open");
    void commands.executeCommand("setContext", "agentguard.questionSelected", selected);
  };
  return Disposable.from(
    actions,
    view,
    editor.guard.onDidChange(update),
    editor.guard.onDidChange(tellSelected),
    view.onDidChangeSelection(tellSelected),
    commands.registerCommand("agentguard.question.allowOnce", answer("allow-once")),
    commands.registerCommand("agentguard.question.deny", answer("deny")),
    commands.registerCommand("agentguard.question.denyAndTell", answer("deny-and-tell")),
    commands.registerCommand("agentguard.question.review", review),
    commands.registerCommand("agentguard.showPending", () => showPending(editor)),
  );
}

/** Returns what the guard costs in attention, at a glance. */
function budgetText(budget: Budget | undefined): string {
  return budget && budget.acts > 0 ? `${budget.asked} of ${budget.acts} held` : "";
}

/** Shows the tree, and the card if there is only one question. */
async function showPending({ guard }: Editor): Promise<void> {
  await commands.executeCommand("agentguard.actions.focus");
  const [first, ...more] = guard.state?.pending ?? [];
  if (first && more.length === 0) await commands.executeCommand("agentguard.card.show", first.id);
}

class Actions implements TreeDataProvider<Node> {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  /** When each question first appeared here, epoch ms. Its row must not be answered in the same moment. */
  private readonly firstShown = new Map<string, number>();
  private readonly watch: Disposable;

  constructor(private readonly editor: Editor) {
    this.watch = editor.guard.onDidChange(() => {
      for (const id of this.firstShown.keys()) if (!pendingQuestion(editor.guard, id)) this.firstShown.delete(id);
      this.changed.fire();
    });
  }

  dispose(): void {
    this.watch.dispose();
    this.changed.dispose();
  }

  getChildren(node?: Node): Node[] {
    const { pending = [], recent = [], found = [] } = this.editor.guard.state ?? {};
    if (node?.kind === "pending") return pending.map(question => ({ kind: "question", question }));
    if (node?.kind === "seen") return found.map(one => ({ kind: "found", found: one }));
    // Waiting acts are shown above, with their answers.
    const past = recent.filter(act => act.outcome !== "pending");
    if (node?.kind === "recent") return past.map(act => ({ kind: "act", act }));
    if (node) return [];
    const halt = haltNow(this.editor);
    return [
      ...(halt ? [{ kind: "halt", halt } as const] : []),
      ...(pending.length > 0 ? [{ kind: "pending" } as const] : []),
      ...(found.length > 0 ? [{ kind: "seen" } as const] : []),
      ...(past.length > 0 ? [{ kind: "recent" } as const] : []),
    ];
  }

  getTreeItem(node: Node): TreeItem {
    switch (node.kind) {
      case "halt":
        return {
          ...rowItem(haltRow(node.halt)),
          id: "halt",
          command: { title: "Show Why", command: "agentguard.halt.explain" },
        };
      case "pending":
        return group("Waiting for you");
      case "seen":
        return group("Seen on the disk");
      case "recent":
        return group("Recent");
      case "question":
        return this.questionItem(node.question);
      case "found":
        return {
          ...rowItem(foundRow(node.found)),
          id: `found/${node.found.id}`,
          contextValue: node.found.restorable > 0 ? "found.restorable" : "found",
          command: { title: "Show What Was Seen", command: "agentguard.found.show", arguments: [node.found.id] },
        };
      case "act":
        return {
          ...rowItem(actRow(node.act)),
          id: `act/${node.act.id}`,
          contextValue: `act${node.act.reasons.length > 0 ? ".ruled" : ""}${node.act.askAgain ? ".again" : ""}`,
        };
    }
  }

  async answer(node: Node | undefined, how: InlineAnswer): Promise<void> {
    if (node?.kind !== "question") return;
    const question = pendingQuestion(this.editor.guard, node.question.id);
    if (!question) return void window.showInformationMessage("AgentGuard: this question is closed.");
    const at = this.firstShown.get(question.id) ?? Date.now();
    await answerInline(this.editor, question, how, { at, in: "the list" });
  }

  private questionItem(question: Question): TreeItem {
    if (!this.firstShown.has(question.id)) this.firstShown.set(question.id, Date.now());
    return {
      ...rowItem(questionRow(question)),
      id: `question/${question.id}`,
      contextValue: question.card.override === "none" ? "question.final" : "question",
      command: { title: "Show the Question", command: "agentguard.card.show", arguments: [question.id] },
    };
  }
}

function group(label: string): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  item.id = label;
  return item;
}

function rowItem({ label, description, tooltip, accessible, icon, color }: Row): TreeItem {
  const iconPath = new ThemeIcon(icon, color ? new ThemeColor(color) : undefined);
  return { label, description, tooltip, iconPath, accessibilityInformation: { label: accessible } };
}
