/** Reads files that somebody else may have replaced: a pipe would never answer, and a device would never end. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";

/** In bytes; larger than any configuration that a person writes. */
const MAX_CONFIGURATION = 16 * 1024 * 1024;

/**
 * Returns the whole content of a regular file, also through a link. Throws the system's error, and for other kinds of
 * files or more than `limit` bytes.
 */
export function readRegular(path: string, limit = MAX_CONFIGURATION): Buffer {
  return readStated(path, statSync(path), limit);
}

/** Does the same for a file that seldom exists, without the cost of an error: undefined when it is missing. */
export function readRegularIfThere(path: string, limit: number): Buffer | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && readStated(path, stat, limit);
}

/** Checks the file before opening, which alone triggers some devices, and again after: it may be another by then. */
function readStated(path: string, seen: Stats, limit: number): Buffer {
  expectRegular(seen, limit);
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    expectRegular(stat, limit);
    // The kernel's own files have the size 0, and some have no end.
    const room = Buffer.allocUnsafe((stat.size === 0 ? Math.min(limit, OF_THE_KERNEL) : stat.size) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < room.length; length += read)
      read = readSync(file, room, length, room.length - length, null);
    if (length === room.length) throw new Error("it is still being written, or has no end");
    return room.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

const OF_THE_KERNEL = 64 * 1024;

function expectRegular(stat: Stats, limit: number): void {
  if (!stat.isFile()) throw new Error("it is not a regular file");
  if (stat.size > limit) throw new Error(`it is larger than ${limit} bytes`);
}
