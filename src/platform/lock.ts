/** Provides a lock on disk for one process at a time, which a crashed process does not hold for long. */
import { mkdirSync, rmdir, statSync, utimesSync } from "node:fs";
import lockfile from "proper-lockfile";

/** An older lock belonged to a process that died. */
const STALE_MS = 3000;

/** Runs `work` under the lock of `path`. The file need not exist, its folder must. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const unlock = await takeLock(path);
  try {
    return await work();
  } finally {
    await unlock();
  }
}

/**
 * Waits for the lock and returns the function that releases it, which never rejects. Rejects at once if no lock can be
 * made: the folder is missing or not writable.
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  for (let left = TRIES, wait = 5; ; left--, wait = Math.min(wait * 1.2, 200)) {
    try {
      const unlock = await lockfile.lock(path, {
        realpath: false,
        stale: STALE_MS,
        // By default this throws from a timer and ends the process. Who lost the lock notices it in the file.
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

/** Longer than a dead process can block, about 9 s. */
const TRIES = 60;

/**
 * Taking a lock is synchronous: it touches names only, which the system has in memory, and a thread would take longer.
 * Releasing may wait for the disk.
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
