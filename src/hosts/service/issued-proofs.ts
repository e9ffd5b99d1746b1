/**
 * Issues the texts of proofs. An act is a proof when its whole text was issued here. Such a text is harmless, is judged
 * and refused like any other act, and is valid for one act, so forging it gains nothing.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Action } from "../../core/action/action.ts";
import { quotedForShell } from "../../core/text/words.ts";
import type { Places } from "../../platform/places.ts";
import type { ProofKind, ProofTexts } from "../../wire/proof.ts";
import type { Clock } from "./clock.ts";

/** The longest time from issuing to the last act of a proof. */
const LASTS_MS: Readonly<Record<ProofKind, number>> = { hook: 90_000, agent: 5 * 60_000 };
/** The most unused texts; the oldest are forgotten first. */
const MAX_TEXTS = 200;

export class IssuedProofs {
  /** Each text with the time until which it is valid, epoch ms; the oldest first. */
  readonly #open = new Map<string, number>();
  readonly #acts = new WeakSet<Action>();

  constructor(readonly clock: Clock) {}

  issue(kind: ProofKind, { launcher, data }: Pick<Places, "launcher" | "data">): ProofTexts {
    const id = randomUUID();
    const mark = `# agentguard proof ${id}`;
    // A driven agent may change what it proposes, so only the file's name carries the mark.
    const file = kind === "hook" ? launcher : join(data, `drive-${id}`);
    const empties = `cp /dev/null ${quotedForShell(file)}`;
    const texts = { harmless: `true ${mark}`, forbidden: kind === "hook" ? `${empties} ${mark}` : empties, file };
    const until = this.clock.now() + LASTS_MS[kind];
    for (const text of [texts.harmless, texts.forbidden]) this.#open.set(text, until);
    for (const text of [...this.#open.keys()].slice(0, Math.max(0, this.#open.size - MAX_TEXTS)))
      this.#open.delete(text);
    return texts;
  }

  /**
   * Tells whether this act is a proof. That uses up its text, and the act stays one however often it is asked about.
   */
  isProof(action: Action): boolean {
    if (this.#acts.has(action)) return true;
    const until = action.kind === "command" ? this.#open.get(action.text) : undefined;
    if (action.kind !== "command" || until === undefined) return false;
    this.#open.delete(action.text);
    if (until < this.clock.now()) return false;
    this.#acts.add(action);
    return true;
  }
}
