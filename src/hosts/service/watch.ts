/** Sees the files change that say where a workspace's defaults lead, so that the badge never lags behind them. */
import { type FSWatcher, watch } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Clock } from "./clock.ts";

const DEBOUNCE = 100;

export class EnvironmentWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  #cancel: (() => void) | undefined;

  constructor(
    readonly clock: Clock,
    readonly changed: () => void,
  ) {}

  /** Watches exactly these folders, with their `.git`, and the user's kubeconfig. */
  folders(folders: readonly string[]): void {
    const wanted = new Map<string, RegExp>();
    for (const folder of folders) {
      wanted.set(folder, /^(\.env.*|.*\.env|\.agentguard\.json|\.git)$/);
      wanted.set(join(folder, ".git"), /^HEAD$/);
    }
    if (folders.length > 0) wanted.set(join(homedir(), ".kube"), /^config$/);
    for (const [path, watcher] of this.#watchers) {
      if (wanted.has(path)) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
    for (const [path, names] of wanted) if (!this.#watchers.has(path)) this.#add(path, names);
  }

  close(): void {
    this.folders([]);
    this.#cancel?.();
  }

  #add(path: string, names: RegExp): void {
    try {
      const watcher = watch(path, { persistent: false }, (_event, name) => {
        if (name === null || names.test(name)) this.#soon();
      });
      watcher.on("error", () => {
        watcher.close();
        this.#watchers.delete(path);
      });
      this.#watchers.set(path, watcher);
    } catch {
      // Not there: a later greeting of the editor looks again.
    }
  }

  #soon(): void {
    this.#cancel?.();
    this.#cancel = this.clock.after(DEBOUNCE, this.changed);
  }
}
