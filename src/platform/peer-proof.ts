/**
 * Who is at the other end of the service's socket. Node cannot ask the kernel for it (SO_PEERCRED), so the peer names its
 * process, and shows that it is that process by opening a file under a name that the service has made up for this one
 * connection: what a process has open stands in `/proc/<pid>/fd`, which no other process can write.
 */
import { randomUUID } from "node:crypto";
import { closeSync, openSync, readdirSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder, type Places, privateFileMode } from "./places.ts";
import { guardedUser } from "./strong.ts";

/** One demand for proof. */
export interface Challenge {
  readonly name: string;
  /** Whether process `pid` has shown itself within `ms`; `unseen` where the system lets nobody look. */
  met(pid: number, ms: number): Promise<"met" | "missed" | "unseen">;
  /** Nobody needs to show it any more. */
  end(): void;
}

/** Undefined where processes cannot be looked at. */
export function makeChallenge(places: Places): Challenge | undefined {
  if (process.platform !== "linux") return undefined;
  const folder = join(places.state, "peers");
  makePrivateFolder(folder);
  const name = randomUUID();
  const file = join(folder, name);
  writeFileSync(file, "", { flag: "wx", mode: privateFileMode() });
  const real = realpathSync(file);
  return {
    name,
    async met(pid, ms) {
      for (const until = Date.now() + ms; ; ) {
        const seen = hasOpen(pid, real);
        if (seen !== "missed" || Date.now() > until) return seen;
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    },
    end: () => rmSync(file, { force: true }),
  };
}

/** Meets a challenge for as long as it is not called; never throws. */
export function meetChallenge(places: Places, name: unknown): () => void {
  if (typeof name !== "string" || !/^[\w-]{1,64}$/.test(name)) return () => {};
  try {
    const descriptor = openSync(join(places.state, "peers", name), "r");
    return () => closeSync(descriptor);
  } catch {
    return () => {};
  }
}

function hasOpen(pid: number, file: string): "met" | "missed" | "unseen" {
  const folder = `/proc/${pid}/fd`;
  try {
    if (statSync(`/proc/${pid}`).uid !== guardedUser()) return "missed";
    return readdirSync(folder).some(name => linkOf(`${folder}/${name}`) === file) ? "met" : "missed";
  } catch (error) {
    return ["EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "") ? "unseen" : "missed";
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
