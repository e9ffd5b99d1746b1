/** Ends the service when nobody needs it: no editor, no open question, no call for a while. */
import type { Clock } from "./clock.ts";

export class Idle {
  #cancel: (() => void) | undefined;

  constructor(
    readonly clock: Clock,
    /** Infinity: never. */
    readonly seconds: number,
    readonly busy: () => boolean,
    readonly stop: () => void,
  ) {
    this.touch();
  }

  /** Starts the time anew, because something happened. */
  touch(): void {
    this.#cancel?.();
    // A timer for an infinite time would fire at once.
    if (!Number.isFinite(this.seconds)) return;
    this.#cancel = this.clock.after(this.seconds * 1000, () => (this.busy() ? this.touch() : this.stop()));
  }

  end(): void {
    this.#cancel?.();
  }
}
