/** Shows the change to an agent's configuration as real diffs, before a byte of it is written. */
import { commands, type Disposable, TabInputTextDiff, Uri, window, workspace } from "vscode";
import type { FileChange } from "../../platform/install.ts";
import { planTitle } from "./present/plan-text.ts";

const SCHEME = "agentguard-plan";

export class PlanPreview {
  private readonly texts = new Map<string, string>();
  private readonly provider: Disposable;

  constructor() {
    this.provider = workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: uri => this.texts.get(uri.toString()) ?? "This plan is closed.\n",
    });
  }

  dispose(): void {
    this.provider.dispose();
  }

  async open(changes: readonly FileChange[]): Promise<void> {
    for (const change of changes) {
      const [before, after] = [this.side(change, "before"), this.side(change, "after")];
      await commands.executeCommand("vscode.diff", before, after, planTitle(change), { preview: false });
    }
  }

  async close(): Promise<void> {
    this.texts.clear();
    const tabs = window.tabGroups.all
      .flatMap(group => group.tabs)
      .filter(({ input }) => input instanceof TabInputTextDiff && input.modified.scheme === SCHEME);
    if (tabs.length > 0) await window.tabGroups.close(tabs);
  }

  /** Every plan gets names of its own, since the editor caches what it has read under a name. */
  private side(change: FileChange, side: "before" | "after"): Uri {
    const uri = Uri.from({ scheme: SCHEME, path: Uri.file(change.file).path, query: `${side}-${Date.now()}` });
    this.texts.set(uri.toString(), change[side] ?? "");
    return uri;
  }
}
