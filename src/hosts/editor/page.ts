/** Shows pages: Markdown as the editor renders it, in a tab of its own that runs and fetches nothing. */
import { commands, type Disposable, ViewColumn, type WebviewPanel, window } from "vscode";
import { inDocument } from "./present/page-document.ts";

export interface Page {
  readonly title: string;
  readonly markdown: string;
  /** Commands that the page's links may run. (A Markdown preview runs none, and opens no `file:` address.) */
  readonly commands?: readonly string[];
}

export interface Pages extends Disposable {
  /** Shows a page. One with the same `key` replaces the former in its place. */
  show(key: string, page: Page): Promise<void>;
}

export function pages(): Pages {
  const open = new Map<string, WebviewPanel>();
  return {
    async show(key, { title, markdown, commands: links = [] }) {
      const body = await commands.executeCommand<string>("markdown.api.render", markdown);
      const options = { enableCommandUris: links, enableFindWidget: true };
      const panel = open.get(key) ?? window.createWebviewPanel("agentguard.page", title, ViewColumn.Active, options);
      if (!open.has(key)) panel.onDidDispose(() => open.delete(key));
      open.set(key, panel);
      panel.webview.html = inDocument(body);
      panel.reveal();
    },
    dispose() {
      for (const panel of [...open.values()]) panel.dispose();
    },
  };
}
