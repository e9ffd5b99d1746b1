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

/** Waits until no other process holds the lock. What gives it back never rejects. */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  const unlock = await lockfile.lock(path, {
    realpath: false,
    stale: STALE_MS,
    // Longer than a dead process can block: about 9 s.
    retries: { retries: 60, factor: 1.2, minTimeout: 5, maxTimeout: 200 },
    // By default this throws from a timer and ends the process; who lost the lock finds out when looking at the file.
    onCompromised: () => {},
    fs: NAMES,
  });
  return () => unlock().catch(() => {});
}

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
