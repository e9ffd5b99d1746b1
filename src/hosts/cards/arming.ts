/** Guards against an answer given before the question can have been read. All times are ms of one clock. */
import type { Card } from "../../core/approval/card.ts";

/** For this long after a question opens, nothing counts as an answer, neither a denial nor an allowance. */
export const SETTLE_MS = 700;

/** The same where the person was typing: the next space or Enter of their text may come later than that. */
export const TYPING_SETTLE_MS = 1500;

/** How long a severe card must have been on screen before it can be allowed. */
export const ARMING_MS = 1200;

/** Tells whether a card is too severe to be allowed by reflex. */
export function isSevere(card: Card): boolean {
  return (
    card.level === "high" ||
    card.level === "critical" ||
    toType(card) !== undefined ||
    card.environment.name === "production"
  );
}

/** Returns why a choice made at `now` is too early to count, whatever it is; undefined when it counts. */
export function tooSoon(choice: string, shownAt: number, now: number, typing = false): string | undefined {
  if (now - shownAt >= (typing ? TYPING_SETTLE_MS : SETTLE_MS)) return undefined;
  return `${early(choice, shownAt, now)}: too soon to be an answer. Nothing was answered yet.`;
}

/** Returns why an allowance given at `now` does not count yet; undefined when it counts. */
export function tooEarly(card: Card, shownAt: number, now: number): string | undefined {
  if (!isSevere(card) || now - shownAt >= ARMING_MS) return undefined;
  return `${early("Allow Once", shownAt, now)}: too soon to have read it. Nothing was allowed, please answer again.`;
}

function early(choice: string, shownAt: number, now: number): string {
  return `“${choice}” came ${(Math.max(0, now - shownAt) / 1000).toFixed(1)} s after the question opened`;
}

/** Returns what a person must type to allow it, as they read it; undefined when a key is enough. */
export function toType({ override, typeName }: Card): string | undefined {
  if (override === "code") return "one of your one-time codes";
  return override === "type-name" ? (typeName ?? "its name") : undefined;
}

/** Returns what is wrong with the typed text, as far as the service is not needed to tell. */
export function wronglyTyped({ override, typeName }: Card, typed: string): string | undefined {
  if (override === "code") return typed.trim() === "" ? "Type a code" : undefined;
  return typed === typeName ? undefined : `Type exactly: ${typeName}`;
}
