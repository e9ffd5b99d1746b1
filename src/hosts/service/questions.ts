/**
 * Holds questions open until somebody answers. Everything but a person's yes means no: the deadline, the kill switch,
 * the service stopping, nobody there to ask.
 */
import { randomUUID } from "node:crypto";
import type { Card, ImpactDocument } from "../../core/approval/card.ts";
import type { AnswerResult, Question } from "../../wire/guard.ts";
import type { AnswerParams } from "../../wire/messages/answer.ts";
import type { Held } from "../hook/flow.ts";
import type { Clock } from "./clock.ts";

export interface Ask {
  readonly card: Card;
  readonly documents: readonly ImpactDocument[];
  readonly folder?: string;
  /** Epoch ms. */
  readonly deadline: number;
  /** Set when it is asked again. No agent waits for it, so it stays open when no editor is. */
  readonly again?: true;
}

export interface Graces {
  /** How long to wait for an editor when none is open, ms. */
  readonly noEditor: number;
  /** The same after the last editor left with questions open, ms, as a window may be reloading. */
  readonly editorLost: number;
}

interface Open {
  readonly question: Question;
  readonly documents: readonly ImpactDocument[];
  end(how: Held): void;
}

export class Questions {
  readonly #open = new Map<string, Open>();
  #editors = 0;
  #cancelGrace: (() => void) | undefined;

  constructor(
    readonly clock: Clock,
    readonly graces: Graces,
    /** Called after every change of what is pending. */
    readonly changed: () => void,
    /** Uses up a one-time code. Returns as a sentence why it is not valid, or undefined. */
    readonly useCode: (typed: string) => string | undefined,
  ) {}

  get pending(): readonly Question[] {
    return [...this.#open.values()].map(({ question }) => question);
  }

  /** Opens a question. `withdraw` ends it when the agent is gone, `outdate` when its card is no longer true. */
  ask(ask: Ask): { readonly id: string; readonly ended: Promise<Held>; withdraw(): void; outdate(): void } {
    const id = randomUUID();
    const question: Question = {
      id,
      asked: this.clock.now(),
      deadline: ask.deadline,
      card: ask.card,
      ...(ask.folder !== undefined && { folder: ask.folder }),
      ...(ask.again && { again: true }),
    };
    const ended = new Promise<Held>(resolve => {
      const cancelDeadline = this.clock.after(Math.max(0, ask.deadline - question.asked), () =>
        this.#end(id, { kind: "timeout" }),
      );
      this.#open.set(id, {
        question,
        documents: ask.documents,
        end(how) {
          cancelDeadline();
          resolve(how);
        },
      });
    });
    if (this.#editors === 0 && !ask.again) this.#startGrace(this.graces.noEditor);
    this.changed();
    return {
      id,
      ended,
      withdraw: () => this.#end(id, { kind: "withdrawn" }),
      outdate: () => this.#end(id, { kind: "judged-anew" }),
    };
  }

  /** Takes a person's answer. The first one wins; an allow without the required name or code changes nothing. */
  answer({ id, answer, tell, typed }: AnswerParams, by: string): AnswerResult {
    const open = this.#open.get(id);
    if (!open) return { accepted: false, because: "This question is over: somebody answered it, or its time ran out." };
    const { again, card } = open.question;
    const { override, typeName } = card;
    if (answer === "allow-once") {
      if (override === "none") return { accepted: false, because: "A rule refuses this; it cannot be allowed." };
      if (override === "type-name" && (typeName === undefined || typed?.trim() !== typeName))
        return { accepted: false, because: `To allow this, type ${typeName ?? "its name"} exactly.` };
      const wrong = override === "code" ? this.useCode(typed ?? "") : undefined;
      if (wrong !== undefined) return { accepted: false, because: wrong };
      this.#end(id, { kind: "allowed", by });
      if (again)
        return {
          accepted: true,
          next: `Tell ${card.agent} to try it again: the same act passes once within 15 minutes.`,
        };
    } else {
      this.#end(id, { kind: "denied", by, ...(tell !== undefined && { tell }) });
    }
    return { accepted: true };
  }

  documentsOf(id: string): readonly ImpactDocument[] {
    return this.#open.get(id)?.documents ?? [];
  }

  /** Sets how many editors can show a card now. */
  editorsAre(count: number): void {
    const lost = this.#editors > 0 && count === 0;
    this.#editors = count;
    if (count > 0) this.#stopGrace();
    else if (lost && this.#awaited.length > 0) this.#startGrace(this.graces.editorLost);
  }

  /** Denies everything that is pending. */
  callOff(by: "halt" | "failure", because: string): void {
    for (const id of [...this.#open.keys()]) this.#end(id, { kind: "called-off", by, because });
  }

  #end(id: string, how: Held): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    if (this.#awaited.length === 0) this.#stopGrace();
    open.end(how);
    this.changed();
  }

  /** Starts one grace period for all that is pending. A later question does not prolong it. */
  #startGrace(ms: number): void {
    this.#cancelGrace ??= this.clock.after(ms, () => {
      this.#cancelGrace = undefined;
      for (const { id } of this.#awaited) this.#end(id, { kind: "no-editor" });
    });
  }

  /** The questions that an agent waits for. */
  get #awaited(): readonly Question[] {
    return this.pending.filter(({ again }) => !again);
  }

  #stopGrace(): void {
    this.#cancelGrace?.();
    this.#cancelGrace = undefined;
  }
}
