/** Remembers the files that agents have changed since the service started, for hints on their lines. */
import type { Judged } from "../engine.ts";

const MAX_FILES = 2000;

export class ChangedFiles {
  /** The most recently changed file is last. */
  readonly #files = new Set<string>();
  readonly #listeners = new Set<(files: readonly string[]) => void>();

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Notes the files of an act that may run. */
  note({ judgement }: Pick<Judged, "judgement">): void {
    const written = judgement.effects.flatMap(({ verb, path }) =>
      path !== undefined && (verb === "write" || verb === "overwrite" || verb === "move") ? [path] : [],
    );
    if (written.length === 0) return;
    for (const path of written) {
      this.#files.delete(path);
      this.#files.add(path);
    }
    for (const oldest of [...this.#files].slice(0, Math.max(0, this.#files.size - MAX_FILES)))
      this.#files.delete(oldest);
    for (const tell of this.#listeners) tell(written);
  }

  /** Calls `tell` for changes. Returns a function that stops it. */
  onNoted(tell: (files: readonly string[]) => void): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }
}
