/** One process at a time: a lock on disk that a crash does not leave behind for long. */
import { mkdirSync, rmdir, statSync, utimesSync } from "node:fs";
import lockfile from "proper-lockfile";

/** Older than this it belonged to a process that died. */
const STALE_MS = 3000;

/** Runs `work` while no other process holds the lock of `path`; the file need not exist, its folder must. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const unlock = await takeLock(path);
  try {
    return await work();
  } finally {
    await unlock();
  }
}

/**
 * Waits until no other process holds the lock. What gives it back never rejects. Rejects at once where no lock can be
 * made at all: the folder is not there, or nothing can be written to it.
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  for (let left = TRIES, wait = 5; ; left--, wait = Math.min(wait * 1.2, 200)) {
    try {
      const unlock = await lockfile.lock(path, {
        realpath: false,
        stale: STALE_MS,
        // By default this throws from a timer and ends the process; who lost the lock finds out when looking at the file.
        onCompromised: () => {},
        fs: NAMES,
      });
      return () => unlock().catch(() => {});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED" || left === 0) throw error;
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }
}

/** Longer than a dead process can block: about 9 s. */
const TRIES = 60;

/**
 * Taking a lock touches names only, which the system has in memory: waiting for a thread would take longer. Giving one
 * back may wait for the disk.
 */
const NAMES = { mkdir: atOnce(mkdirSync), stat: atOnce(statSync), utimes: atOnce(utimesSync), rmdir };

type Called = (error: unknown, result?: unknown) => void;

function atOnce(call: (...args: never[]) => unknown) {
  return (...args: unknown[]) => {
    const called = args.pop() as Called;
    let result: unknown;
    try {
      result = call(...(args as never[]));
    } catch (error) {
      return called(error);
    }
    called(null, result);
  };
}
