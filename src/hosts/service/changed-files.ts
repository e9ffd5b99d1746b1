/** The files that agents have changed since the service runs: lines that they wrote are worth a second look. */
import type { Judged } from "../engine.ts";

const MAX_FILES = 2000;

export class ChangedFiles {
  /** The one that was changed last at the end. */
  readonly #files = new Set<string>();
  readonly #listeners = new Set<(files: readonly string[]) => void>();

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Of an act that may run. */
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

  /** Returns what ends it. */
  onNoted(tell: (files: readonly string[]) => void): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }
}
