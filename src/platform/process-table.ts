/**
 * Finds processes that work in a folder or have one of its paths in their arguments, from `/proc`; none where it is
 * missing. The newest come first, since programs that delete files end soon. It works in slices, because hooks are
 * answered by the same thread.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { processIds } from "./lineage.ts";

export interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  /** The start time in the system's unit. With the pid it identifies one process. */
  readonly since: string;
  /** Whether it has a terminal. */
  readonly tty: boolean;
  /** Its command line, the program first. */
  readonly words: readonly string[];
  /** Absolute path of its folder. */
  readonly cwd: string;
  /** The processor time that it has used, in nanoseconds. */
  readonly computed: number;
}

/** Remembers a process outside the folder, so that it need not be read again. */
interface Known {
  readonly since: string;
  readonly words: readonly string[];
}

/** How long a slice takes before others get their turn. The first one reads only the newest processes. */
const SLICE_MS = 4;
const FIRST_MS = 1;
const MAX_FOUND = 200;

export class ProcessReader {
  /** All processes of the last pass, by pid. */
  #known = new Map<number, Known>();

  /** Yields after each slice, and calls `found` for each process that was read. */
  *in(folder: string, found: (process: ProcessState) => void): Generator<undefined, void> {
    const known = new Map<number, Known>();
    let until = performance.now() + FIRST_MS;
    let count = 0;
    for (const pid of processIds().sort((a, b) => b - a)) {
      if (performance.now() > until) {
        yield;
        until = performance.now() + SLICE_MS;
      }
      const state = this.#read(pid, folder, known);
      if (!state) continue;
      found(state);
      if (++count === MAX_FOUND) break;
    }
    this.#known = known;
  }

  #read(pid: number, folder: string, known: Map<number, Known>): ProcessState | undefined {
    if (pid === process.pid) return undefined;
    try {
      // This throws for other users' processes.
      const cwd = readlinkSync(`/proc/${pid}/cwd`).replace(/ \(deleted\)$/, "");
      const inside = isIn(cwd, folder);
      const before = this.#known.get(pid);
      if (before && !inside && !names(before.words, folder)) {
        known.set(pid, before);
        return undefined;
      }
      const words = wordsOf(pid);
      if (words.length === 0) return undefined;
      const { parent, since, tty, ticks } = statOf(pid);
      known.set(pid, { since, words });
      if (!inside && !names(words, folder)) return undefined;
      return { pid, parent, since, tty, words, cwd, computed: computedBy(pid) ?? ticks * 10_000_000 };
    } catch {
      // The process has ended or is another user's.
      return undefined;
    }
  }
}

/** Returns one process by its id; undefined when it has ended. */
export function processState(pid: number): Omit<ProcessState, "cwd" | "computed"> | undefined {
  try {
    const { parent, since, tty } = statOf(pid);
    return { pid, parent, since, tty, words: wordsOf(pid) };
  } catch {
    return undefined;
  }
}

/** Some programs overwrite this with a title, which is a single text. */
function wordsOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8")
    .replace(/\0+$/, "")
    .split("\0")
    .filter((word, i) => i > 0 || word !== "");
}

function statOf(pid: number) {
  // The name before the fields is in brackets and may hold anything.
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    parent: Number(fields[1]),
    tty: Number(fields[4]) !== 0,
    ticks: Number(fields[11]) + Number(fields[12]),
    since: fields[19] ?? "",
  };
}

function computedBy(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]);
  } catch {
    return undefined;
  }
}

function names(words: readonly string[], folder: string): boolean {
  return words.some((word, i) => i > 0 && isIn(word, folder));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
