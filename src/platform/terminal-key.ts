/**
 * Manages the keys of terminals: one for each of the system's sessions (setsid), in a file of the guard's own folder.
 * The service accepts its signatures only from processes of that session, so the file is worth nothing elsewhere.
 */
import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateKey, type Signer, signerOf } from "./client-key.ts";
import { sessionOf } from "./lineage.ts";
import { makePrivateFolder, type Places } from "./places.ts";

/** Returns the signer of this process's session, and makes a key if there is none. Throws when it cannot be stored. */
export function terminalSigner(places: Pick<Places, "keys">): Signer {
  const file = join(places.keys, `${nameOf(process.pid)}.key`);
  const kept = stored(file);
  if (kept) return kept;
  makePrivateFolder(places.keys);
  removeEnded(places.keys);
  const key = makePrivateKey();
  writeFileSync(file, key, { mode: 0o600 });
  return signerOf(key);
}

/** Returns the name of this terminal for people: `pts/3`; undefined without one. */
export function terminalName(): string | undefined {
  for (const stream of [0, 1, 2]) {
    try {
      const path = readlinkSync(`/proc/self/fd/${stream}`);
      if (/^\/dev\/(?:pts\/|tty)/.test(path)) return path.slice("/dev/".length);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** A system that does not report sessions has one key for all terminals. */
function nameOf(pid: number): string {
  const session = sessionOf(pid);
  return session ? `${session.pid}-${session.since}` : "terminal";
}

function stored(file: string): Signer | undefined {
  try {
    return signerOf(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Deletes the keys of ended sessions, as the system reuses process ids. */
function removeEnded(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [pid, since] = name.replace(/\.key$/, "").split("-");
    if (since !== undefined && sessionOf(Number(pid))?.since !== since) rmSync(join(folder, name), { force: true });
  }
}
