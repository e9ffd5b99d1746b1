/** Keeps agents' allowed acts, for what they may have changed. Bounded, in memory only. */
import type { Action } from "../../../core/action/action.ts";
import { textOf } from "../../../core/approval/make-card.ts";
import type { Effect } from "../../../core/effects/effect.ts";
import { maskSecrets } from "../../../core/text/masking.ts";
import type { Call } from "../../../core/watching/witness.ts";
import { CHANGES } from "./explaining.ts";

const KEPT = 200;
const MAX_SUMMARY = 100;

export class Calls {
  #all: readonly (Call & { readonly root: string })[] = [];

  /** Notes an act. `at`: epoch ms; `root`: the workspace. An act that may change all of it names nothing in it. */
  note(action: Action, effects: readonly Effect[], root: string, at: number): void {
    const { agent, session } = action.origin;
    const targets = effects.flatMap(({ verb, path, movedTo }) =>
      CHANGES.has(verb) ? [path, movedTo].flatMap(one => (one?.startsWith(`${root}/`) ? [one] : [])) : [],
    );
    const summary = shortened(maskSecrets(textOf(action)).trim().replaceAll(/\s+/g, " "));
    const call = { at, agent, ...(session !== undefined && { session }), summary, targets, root };
    this.#all = [...this.#all, call].slice(-KEPT);
  }

  /** Returns the acts in a folder, oldest first. */
  in(folder: string): readonly Call[] {
    return this.#all.filter(({ root }) => `${root}/`.startsWith(`${folder}/`) || folder.startsWith(`${root}/`));
  }
}

function shortened(text: string): string {
  return text.length > MAX_SUMMARY ? `${text.slice(0, MAX_SUMMARY - 1)}…` : text;
}
