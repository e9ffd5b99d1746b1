/** Shows the environment badges, one for each folder: what its own defaults reach, and which file and line say so. */
import {
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import type { EnvironmentResult } from "../../../wire/messages/environment.ts";
import { environmentOf } from "../environment-of.ts";
import type { Editor } from "../guard.ts";
import { badge, evidenceLines } from "../present/badge-text.ts";
import { markdownText } from "../present/markdown.ts";

export function environmentBadge({ guard, log }: Editor): Disposable {
  const items: StatusBarItem[] = [];
  const known = new Map<string, EnvironmentResult>();

  const show = () => {
    const folders = localFolders();
    for (const [i, folder] of folders.entries()) {
      const item = items[i] ?? newItem(i);
      items[i] = item;
      const environment = known.get(folder.uri.fsPath);
      if (environment && guard.state) showIn(item, environment, folder, folders.length > 1);
      else item.hide();
    }
    for (const item of items.slice(folders.length)) item.hide();
  };

  let round = 0;
  const refresh = async () => {
    const mine = ++round;
    const folders = localFolders();
    const answers = await Promise.all(
      folders.map(folder =>
        environmentOf(guard, folder.uri.fsPath).catch(error => {
          log.warn(`environment of ${folder.uri.fsPath}: ${error}`);
          return undefined;
        }),
      ),
    );
    // Answers may arrive out of order, so only the last round counts.
    if (mine !== round) return;
    known.clear();
    for (const [i, folder] of folders.entries()) {
      const answer = answers[i];
      if (answer) known.set(folder.uri.fsPath, answer);
    }
    show();
  };

  return Disposable.from(
    { dispose: () => Disposable.from(...items).dispose() },
    guard.onEnvironmentChanged(refresh),
    guard.onDidChange(show),
    workspace.onDidChangeWorkspaceFolders(refresh),
  );
}

function localFolders(): readonly WorkspaceFolder[] {
  return (workspace.workspaceFolders ?? []).filter(f => f.uri.scheme === "file");
}

/** Places the items side by side, in the order of the folders. */
function newItem(index: number): StatusBarItem {
  const id = index === 0 ? "agentguard.badge" : `agentguard.badge.${index}`;
  return window.createStatusBarItem(id, StatusBarAlignment.Left, 102 - index / 1000);
}

function showIn(item: StatusBarItem, environment: EnvironmentResult, folder: WorkspaceFolder, several: boolean): void {
  const { text, background, color, accessible } = badge(environment, several ? folder.name : undefined);
  item.name = several ? `AgentGuard: Environment of ${folder.name}` : "AgentGuard: Environment";
  item.text = text;
  item.backgroundColor = background && new ThemeColor(`statusBarItem.${background}Background`);
  item.color = color;
  item.accessibilityInformation = { label: accessible };
  item.tooltip = tooltip(environment, folder);
  item.command = { title: "Mark a Host or Account", command: "agentguard.mark", arguments: [folder.uri.fsPath] };
  item.show();
}

/** Evidence is untrusted text from the workspace, so it is shown as text, never as markup. */
function tooltip(environment: EnvironmentResult, { name, uri }: WorkspaceFolder): MarkdownString {
  const lines = evidenceLines(environment, uri.fsPath).map(({ because, link }) => {
    if (!link) return `- ${markdownText(because)}`;
    const target = Uri.file(link.file).with({ fragment: `L${link.line}` });
    const address = target.toString().replace(/[()]/g, encodeURIComponent);
    return `- ${markdownText(because)} — [${markdownText(link.label)}](${address})`;
  });
  return new MarkdownString(
    [
      `**${markdownText(environment.label)}**: the defaults of ${markdownText(name)} reach ${environment.name}.`,
      "",
      ...(lines.length > 0 ? lines : ["Nothing here names an environment."]),
      "",
      "Click to say which environment a host or account is.",
    ].join("\n"),
  );
}
