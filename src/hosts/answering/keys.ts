/**
 * Interprets keys in a terminal while a question is shown. Pure: every key comes with its time of arrival. Whatever was
 * typed before the question could be read is no answer.
 */
import type { Card } from "../../core/approval/card.ts";
import type { AnswerParams } from "../../wire/messages/answer.ts";
import { isSevere, toType, wronglyTyped } from "../cards/arming.ts";

export type Given = Omit<AnswerParams, "id">;

/** What is being typed: a single key, words for the agent, the name of what is lost or a code, or a line for yes. */
export type Mode = "key" | "tell" | "name" | "allow-line" | "deny-line";

export interface Asking {
  readonly card: Card;
  readonly mode: Mode;
  /** The text of the line so far. */
  readonly line: string;
  /** Epoch ms from which keys count. Each earlier key postpones it. */
  readonly from: number;
  /** Epoch ms at which the question appeared. */
  readonly shown: number;
  /** A note for the person about their last key. */
  readonly note?: string;
}

export type Pressed =
  | { readonly kind: "asking"; readonly asking: Asking }
  | { readonly kind: "answer"; readonly given: Given }
  /** The line is no answer, and the question stays open. */
  | { readonly kind: "none" }
  | { readonly kind: "leave" };

/** How long nothing counts after a question appears, or after a key that came too early, ms. */
export const QUIET_MS = 700;
/** The same for allowing a severe act with one key, ms. */
const SEVERE_MS = 1200;

/** Starts asking. `mode` is what the command wants, `now` is when the question appears. */
export function asking(card: Card, mode: Mode, now: number): Asking {
  return { card, mode, line: "", from: now + QUIET_MS, shown: now };
}

/** Processes the `keys` that arrived at once. More than one character is pasted or typed ahead, and no single key. */
export function press(now: Asking, keys: string, at: number): Pressed {
  if (keys.includes("\u0003") || keys.includes("\u0004")) return { kind: "leave" };
  const { note: _, ...before } = now;
  if (at < now.from) return still({ ...before, from: at + QUIET_MS, note: "Keys count when you have stopped typing." });
  return now.mode === "key" ? key(before, keys, at) : line(before, keys);
}

function key(now: Asking, keys: string, at: number): Pressed {
  const { card } = now;
  switch (keys) {
    case "d":
      return { kind: "answer", given: { answer: "deny" } };
    case "t":
      return still({ ...now, mode: "tell", line: "" });
    case "a":
      if (card.override === "none") return still({ ...now, note: "A rule refuses this: nobody can allow it." });
      if (toType(card) !== undefined) return still({ ...now, mode: "name", line: "" });
      if (isSevere(card) && at < now.shown + SEVERE_MS)
        return still({ ...now, note: "Too soon to have read it: nothing was allowed." });
      return { kind: "answer", given: { answer: "allow-once" } };
    default:
      return still(now);
  }
}

function line(now: Asking, keys: string): Pressed {
  let text = now.line;
  for (const char of keys.startsWith("\x1b[") ? "" : keys) {
    if (char === "\r" || char === "\n") return entered({ ...now, line: text });
    if (char === "\x1b") return back(now);
    if (char === "\u007f" || char === "\b") text = Array.from(text).slice(0, -1).join("");
    else if (char === "\u0015") text = "";
    else if (char >= " ") text += char;
  }
  return still({ ...now, line: text });
}

function entered(now: Asking): Pressed {
  const { card, mode } = now;
  const text = now.line.trim();
  switch (mode) {
    case "tell":
      return { kind: "answer", given: { answer: "deny", ...(text !== "" && { tell: text }) } };
    case "name": {
      const wrong = wronglyTyped(card, text);
      if (wrong !== undefined) return still({ ...now, mode: "key", line: "", note: `${wrong}. Nothing was allowed.` });
      return { kind: "answer", given: { answer: "allow-once", typed: text } };
    }
    case "allow-line":
      if (toType(card) !== undefined)
        return wronglyTyped(card, text) === undefined
          ? { kind: "answer", given: { answer: "allow-once", typed: text } }
          : { kind: "none" };
      return isYes(text) ? { kind: "answer", given: { answer: "allow-once" } } : { kind: "none" };
    case "deny-line":
      return isYes(text) ? { kind: "answer", given: { answer: "deny" } } : { kind: "none" };
    case "key":
      return still(now);
  }
}

function back(now: Asking): Pressed {
  if (now.mode === "tell" || now.mode === "name") return still({ ...now, mode: "key", line: "" });
  return { kind: "none" };
}

function isYes(text: string): boolean {
  return /^y(es)?$/i.test(text);
}

function still(asking: Asking): Pressed {
  return { kind: "asking", asking };
}

/** Returns the line below the card, with the keys that can be typed and the time left. */
export function promptOf({ card, mode, line, note }: Asking, left: string): string {
  switch (mode) {
    case "key": {
      const allow = card.override === "none" ? "" : "  [a]llow once";
      return note ?? `[d]eny  [t]ell and deny${allow}  ·  ${left} left`;
    }
    case "tell":
      return `Tell ${card.agent} (Enter denies, Esc goes back): ${line}`;
    case "name":
      return `To allow this once, type ${toType(card)}: ${line}`;
    case "allow-line":
      return toType(card) !== undefined
        ? `To allow this once, type ${toType(card)}: ${line}`
        : `Allow this once? Type y and Enter: ${line}`;
    case "deny-line":
      return `Deny this? Type y and Enter: ${line}`;
  }
}
