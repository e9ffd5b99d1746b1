/**
 * The key of a terminal: one for each session of the system's (setsid), in a file of the guard's own folder. The service
 * takes its signatures only from processes of that session, so that the file alone is worth nothing elsewhere.
 */
import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateKey, type Signer, signerOf } from "./client-key.ts";
import { sessionOf } from "./lineage.ts";
import { makePrivateFolder, type Places } from "./places.ts";

/** The key of the session that this process belongs to, made when there is none. Throws when it cannot be kept. */
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

/** What a person calls this terminal: `pts/3`; undefined without one. */
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

/** A system that tells nobody of its sessions has one key for all terminals. */
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

/** The keys of sessions that have ended; a process's id is given to another in time. */
function removeEnded(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [pid, since] = name.replace(/\.key$/, "").split("-");
    if (since !== undefined && sessionOf(Number(pid))?.since !== since) rmSync(join(folder, name), { force: true });
  }
}
