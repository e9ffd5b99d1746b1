/**
 * Reads the processes of a folder while its files change: at the first change, when the program that deletes files
 * still runs, and a few times after. The result is kept for as long as changes are taken together.
 */
import { readdirSync, statSync } from "node:fs";
import { WINDOW } from "../../../core/watching/find.ts";
import type { ProcessSnapshot, Seen } from "../../../core/watching/witness.ts";
import { ProcessReader } from "../../../platform/process-table.ts";
import type { Clock } from "../clock.ts";
import type { Starters } from "./starters.ts";

/** The delays after the first read of a burst, in ms. The last one repeats while files go on changing. */
const AGAIN_MS = [30, 100, 250, 500, 1000];
/** The most reads in one burst. */
const MAX_LOOKS = 60;
/** Changes without such a pause, in ms, are one burst, and no burst is longer than `LONGEST_MS`. */
const PAUSE_MS = 3000;
const LONGEST_MS = 60_000;
/** Larger folders are not counted, by the size of the folder's own entry in bytes. */
const MAX_FOLDER = 1_000_000;
/** The pause between two slices of one read. */
const BREATH_MS = 2;

export interface OnlookerParts {
  readonly root: string;
  readonly clock: Clock;
  readonly starters: Pick<Starters, "of">;
}

export class Onlooker {
  readonly #processes = new ProcessReader();
  #looks: ProcessSnapshot[] = [];
  #burst = 0;
  #began = 0;
  #last = Number.NEGATIVE_INFINITY;
  #count = 0;
  #looking = false;
  #heard = 0;
  /** The folder of the last change. */
  #folder = "";
  #cancel: (() => void) | undefined;

  constructor(readonly parts: OnlookerParts) {}

  /** Called for a change in `folder`, an absolute path. Returns the burst that it belongs to. */
  stir(folder: string): number {
    const now = this.parts.clock.now();
    const isNew = now - this.#last > PAUSE_MS || now - this.#began > LONGEST_MS;
    this.#last = now;
    this.#heard++;
    this.#folder = folder;
    if (isNew) {
      this.#burst++;
      this.#began = now;
      this.#count = 0;
    }
    if (!this.#looking && !this.#cancel && this.#count < MAX_LOOKS) this.#look(false, 0);
    return this.#burst;
  }

  /** The reads for the changes that are taken together now. */
  get looks(): readonly ProcessSnapshot[] {
    const since = this.parts.clock.now() - WINDOW;
    this.#looks = this.#looks.filter(({ to }) => to > since);
    return this.#looks;
  }

  /** Resolves after a read that no change has caused, so that the next one is quick. */
  async prepare(): Promise<void> {
    for (const _ of this.#processes.in(this.parts.root, () => {}))
      await new Promise(resolve => setTimeout(resolve, BREATH_MS));
  }

  close(): void {
    this.#cancel?.();
  }

  /** `heardAll`: all events of the system have been processed. `again`: the number of the read after the first. */
  #look(heardAll: boolean, again: number): void {
    this.#looking = true;
    this.#count++;
    const { clock, root, starters } = this.parts;
    const [from, burst, heard, folder] = [clock.now(), this.#burst, this.#heard, this.#folder];
    const seen: Seen[] = [];
    const work = this.#processes.in(root, process => {
      const started = starters.of(process);
      const { pid, words, cwd, computed } = process;
      if (started) seen.push({ pid, words, cwd, computed, ...started });
    });
    const files = [filesIn(folder)];
    const go = () => {
      let { done } = work.next();
      if (files.length === 1) {
        files.push(filesIn(folder));
        done ||= work.next().done;
      }
      if (!done) return void setTimeout(go, BREATH_MS);
      const [before = 0, then = 0, after = 0] = [...files, filesIn(folder)];
      this.#looking = false;
      const losing = before > then && then > after;
      this.#looks = [...this.looks, { burst, from, to: clock.now(), heardAll, losing, seen }];
      this.#later(again, heard);
    };
    go();
  }

  /** Schedules the next read, unless nothing has happened since the last but one. */
  #later(again: number, heard: number): void {
    const ms = AGAIN_MS[Math.min(again, AGAIN_MS.length - 1)] ?? 0;
    if (this.#count >= MAX_LOOKS || (again > 0 && heard === this.#heard)) return;
    this.#cancel = this.parts.clock.after(ms, () => {
      // Pending events of the system are processed before the read.
      setImmediate(() => {
        this.#cancel = undefined;
        if (again === 0 || heard !== this.#heard) this.#look(true, again + 1);
      });
    });
  }
}

function filesIn(folder: string): number {
  try {
    return statSync(folder).size > MAX_FOLDER ? 0 : readdirSync(folder).length;
  } catch {
    return 0;
  }
}
