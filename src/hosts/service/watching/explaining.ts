/** Keeps explanations for changes on the disk: allowed acts, and what the editor does. Bounded. */
import type { Effect, Verb } from "../../../core/effects/effect.ts";
import type { Explained } from "../../../core/watching/change.ts";
import type { EditorActsParams } from "../../../wire/messages/editor-acts.ts";
import type { OwnWrite } from "../../../wire/own-writes.ts";

const KEPT = 1000;
/** How long an allowed act may run. */
const ACT_MS = 10 * 60_000;
const EDITOR_MS = 60_000;
/** The editor reports a save a moment after it. */
const SAVE_MS = 5000;
/** The time from an announcement to the written file. */
const OWN_MS = 5000;

/** The verbs that change files on the disk. */
export const CHANGES: ReadonlySet<Verb> = new Set(["delete", "move", "overwrite", "write", "truncate", "discard"]);
const TAKES: ReadonlySet<Verb> = new Set(["delete", "move"]);

export class Explaining {
  #all: Explained[] = [];

  /** Returns what may explain changes in `folder` from `since` on. */
  in(folder: string, since: number): readonly Explained[] {
    return this.#all.filter(
      ({ until, path }) => until >= since && (path.startsWith(`${folder}/`) || `${folder}/`.startsWith(`${path}/`)),
    );
  }

  /** Adds an act that may run from `now` on. Writing somewhere in a folder does not explain the loss of all of it. */
  act(effects: readonly Effect[], root: string, now: number): void {
    for (const { verb, path, certainty, movedTo } of effects) {
      if (path === undefined || certainty === "possible" || !CHANGES.has(verb)) continue;
      if (!TAKES.has(verb) && `${root}/`.startsWith(`${path}/`)) continue;
      for (const one of movedTo === undefined ? [path] : [path, movedTo]) this.#add(one, "act", now, now + ACT_MS);
    }
  }

  editor({ leaving = [], saved = [] }: EditorActsParams, now: number): void {
    for (const path of leaving) this.#add(path, "editor", now - 1000, now + EDITOR_MS);
    for (const path of saved) this.#add(path, "save", now - SAVE_MS, now + SAVE_MS);
  }

  /** Adds what we write ourselves. If it disappears again at once, that is still a surprise. */
  own(paths: readonly string[], now: number): void {
    for (const path of paths.slice(-KEPT)) this.#add(path, "save", now - SAVE_MS, now + SAVE_MS);
  }

  /** Adds what one of AgentGuard's processes writes on a person's behalf: exactly this content, and now. */
  announced(writes: readonly OwnWrite[], now: number): void {
    for (const { path, size } of writes) this.#add(path, "act", now - 1000, now + OWN_MS, size);
  }

  #add(path: string, by: Explained["by"], from: number, until: number, exactly?: number | null): void {
    const one = { path, by, from, until, ...(exactly !== undefined && { exactly }) };
    this.#all = [...this.#all.slice(1 - KEPT), one];
  }
}
