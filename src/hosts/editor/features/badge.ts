/** The environment badge: where the workspace's own defaults lead, and which file and line say so. */
import {
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import type { EnvironmentResult } from "../../../wire/guard.ts";
import type { Editor } from "../guard.ts";
import { badge, evidenceLines, strongest } from "../present/badge-text.ts";

export function environmentBadge({ guard, log }: Editor): Disposable {
  const item = window.createStatusBarItem("agentguard.badge", StatusBarAlignment.Left, 102);
  item.name = "AgentGuard: Environment";
  item.command = "agentguard.mark";
  const known = new Map<string, EnvironmentResult>();

  const show = () => {
    const folder = shownFolder(known);
    const environment = folder === undefined ? undefined : known.get(folder);
    if (folder === undefined || !environment || !guard.state) return item.hide();
    const { text, background, color, accessible } = badge(environment);
    item.text = text;
    item.backgroundColor = background && new ThemeColor(`statusBarItem.${background}Background`);
    item.color = color;
    item.accessibilityInformation = { label: accessible };
    item.tooltip = tooltip(environment, folder, known);
    item.show();
  };

  let round = 0;
  const refresh = async () => {
    const mine = ++round;
    const folders = localFolders();
    const answers = await Promise.all(
      folders.map(folder =>
        guard.environment(folder.uri.fsPath).catch(error => {
          log.warn(`environment of ${folder.uri.fsPath}: ${error}`);
          return undefined;
        }),
      ),
    );
    // Answers may overtake each other: only the latest round counts.
    if (mine !== round) return;
    known.clear();
    for (const [i, folder] of folders.entries()) {
      const answer = answers[i];
      if (answer) known.set(folder.uri.fsPath, answer);
    }
    show();
  };

  return Disposable.from(
    item,
    guard.onEnvironmentChanged(refresh),
    guard.onDidChange(show),
    workspace.onDidChangeWorkspaceFolders(refresh),
    window.onDidChangeActiveTextEditor(show),
  );
}

function localFolders(): readonly WorkspaceFolder[] {
  return (workspace.workspaceFolders ?? []).filter(f => f.uri.scheme === "file");
}

/** The active editor's folder; with none active, the one that wants most care. */
function shownFolder(known: ReadonlyMap<string, EnvironmentResult>): string | undefined {
  const document = window.activeTextEditor?.document;
  const active = document && workspace.getWorkspaceFolder(document.uri)?.uri.fsPath;
  if (active !== undefined && known.has(active)) return active;
  const most = strongest([...known.values()]);
  return [...known].find(([, environment]) => environment === most)?.[0];
}

/** Evidence is text from the workspace: it is appended as text, never as markup, and nothing in it is trusted. */
function tooltip(
  environment: EnvironmentResult,
  root: string,
  known: ReadonlyMap<string, EnvironmentResult>,
): MarkdownString {
  const text = new MarkdownString("**");
  text.appendText(environment.label).appendMarkdown(`**: this folder's defaults reach ${environment.name}.\n\n`);
  const lines = evidenceLines(environment, root);
  if (lines.length === 0) text.appendMarkdown("Nothing here names an environment.");
  for (const { because, link } of lines) {
    text.appendMarkdown("- ").appendText(because);
    if (link) {
      const target = Uri.file(link.file).with({ fragment: `L${link.line}` });
      text
        .appendMarkdown(" — [")
        .appendText(link.label)
        .appendMarkdown(`](${target.toString().replace(/[()]/g, encodeURIComponent)})`);
    }
    text.appendMarkdown("\n");
  }
  text.appendMarkdown("\nClick to say which environment a host or account is.\n");
  if (known.size > 1) {
    text.appendMarkdown("\n---\n");
    for (const [folder, { label }] of known) {
      text.appendMarkdown("- ").appendText(`${folder}: ${label}`).appendMarkdown("\n");
    }
  }
  return text;
}
