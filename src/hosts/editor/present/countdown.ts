/** Presents the time left to answer in the status bar, as a dialog cannot change its own text. */
import type { Question } from "../../../wire/guard.ts";

/** Returns the text; undefined when nothing waits. `now` in epoch ms. */
export function countdown(pending: readonly Question[], now: number): string | undefined {
  if (pending.length === 0) return undefined;
  const seconds = Math.max(0, Math.ceil((Math.min(...pending.map(q => q.deadline)) - now) / 1000));
  return `$(bell-dot) ${questions(pending.length)}: ${duration(seconds)} left`;
}

export function questions(count: number): string {
  return count === 1 ? "1 question" : `${count} questions`;
}

/** `42 s`, `9 min 58 s`. */
function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
