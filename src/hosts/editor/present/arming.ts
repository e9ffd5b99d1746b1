/** Guards against an answer given before the question can have been read. */
import type { Card } from "../../../core/approval/card.ts";

/** Milliseconds a severe card must have been on screen before it can be allowed. */
export const ARMING_MS = 1200;

/** Cards that no reflex may allow. */
export function isSevere(card: Card): boolean {
  return (
    card.level === "high" ||
    card.level === "critical" ||
    card.override === "type-name" ||
    card.environment.name === "production"
  );
}

/** Why an allow given at `now` does not count, or undefined when it does. Times in ms of one clock. */
export function tooEarly(card: Card, shownAt: number, now: number): string | undefined {
  const shown = now - shownAt;
  if (!isSevere(card) || shown >= ARMING_MS) return undefined;
  return (
    `Allow Once came ${(Math.max(0, shown) / 1000).toFixed(1)} s after the question opened, too soon to have read it. ` +
    "Nothing was allowed: please answer again."
  );
}

/** What is wrong with the typed name, or undefined when it is exactly the one asked for. */
export function wrongName(card: Card, typed: string): string | undefined {
  return typed === card.typeName ? undefined : `Type exactly: ${card.typeName}`;
}
