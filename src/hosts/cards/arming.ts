/** Guards against an answer given before the question can have been read. Times in ms of one clock. */
import type { Card } from "../../core/approval/card.ts";

/** For so long after a question has opened nothing is an answer: neither a denial nor an allowance. */
export const SETTLE_MS = 700;

/** The same where the person was typing: the next space or Enter of the text may well come later than that. */
export const TYPING_SETTLE_MS = 1500;

/** Milliseconds a severe card must have been on screen before it can be allowed. */
export const ARMING_MS = 1200;

/** Cards that no reflex may allow. */
export function isSevere(card: Card): boolean {
  return (
    card.level === "high" ||
    card.level === "critical" ||
    toType(card) !== undefined ||
    card.environment.name === "production"
  );
}

/** Why a choice made at `now` is no answer, whatever it is; undefined when it is one. */
export function tooSoon(choice: string, shownAt: number, now: number, typing = false): string | undefined {
  if (now - shownAt >= (typing ? TYPING_SETTLE_MS : SETTLE_MS)) return undefined;
  return `${early(choice, shownAt, now)}: too soon to be an answer. Nothing was answered yet.`;
}

/** Why an allow given at `now` does not count, or undefined when it does. */
export function tooEarly(card: Card, shownAt: number, now: number): string | undefined {
  if (!isSevere(card) || now - shownAt >= ARMING_MS) return undefined;
  return `${early("Allow Once", shownAt, now)}: too soon to have read it. Nothing was allowed, please answer again.`;
}

function early(choice: string, shownAt: number, now: number): string {
  return `“${choice}” came ${(Math.max(0, now - shownAt) / 1000).toFixed(1)} s after the question opened`;
}

/** What allowing it takes besides a key, as it is named to a person; undefined for nothing. */
export function toType({ override, typeName }: Card): string | undefined {
  if (override === "code") return "one of your one-time codes";
  return override === "type-name" ? (typeName ?? "its name") : undefined;
}

/** What is wrong with what was typed, as far as anybody but the service can tell. */
export function wronglyTyped({ override, typeName }: Card, typed: string): string | undefined {
  if (override === "code") return typed.trim() === "" ? "Type a code" : undefined;
  return typed === typeName ? undefined : `Type exactly: ${typeName}`;
}
