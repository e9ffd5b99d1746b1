/** A clock that stands still until it is told to move. */
import type { Clock } from "../../../src/hosts/service/clock.ts";

export class FakeClock implements Clock {
  #now = 1_000_000;
  #timers: { at: number; action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  /** Lets time pass; what falls due runs in order. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter(other => other !== due);
      this.#now = due.at;
      due.action();
    }
    this.#now = until;
  }

  get waiting(): number {
    return this.#timers.length;
  }
}
