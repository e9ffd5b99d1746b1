/** Keeps what AgentGuard's own processes have announced to write, for as long as that explains a change. */
import type { OwnWrite } from "../../wire/own-writes.ts";
import type { Clock } from "./clock.ts";

/** The longest time from an announcement to the written file, on a busy machine. */
const LASTS_MS = 10_000;

export class AnnouncedWrites {
  readonly #expected = new Map<string, { readonly size: number | null; readonly until: number }>();

  constructor(readonly clock: Clock) {}

  note(writes: readonly OwnWrite[]): void {
    const now = this.clock.now();
    for (const [path, { until }] of this.#expected) if (until < now) this.#expected.delete(path);
    for (const { path, size } of writes) this.#expected.set(path, { size, until: now + LASTS_MS });
  }

  /** Tells whether a file of that size at `path` (null: none) was announced. That explains one change only. */
  explains(path: string, size: number | null): boolean {
    const expected = this.#expected.get(path);
    if (expected === undefined || expected.until < this.clock.now() || expected.size !== size) return false;
    this.#expected.delete(path);
    return true;
  }
}
