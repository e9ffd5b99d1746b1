/**
 * Proves which process is at the other end of the service's socket. Node cannot ask the kernel for it (SO_PEERCRED), so
 * the peer names its process, and shows that it is that process by opening a file whose name the service made up for
 * this one connection: `/proc/<pid>/fd` lists open files, and no other process can write it.
 */
import { randomUUID } from "node:crypto";
import { closeSync, openSync, readdirSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder, type Places, privateFileMode } from "./places.ts";
import { guardedUser } from "./strong.ts";

/** One request for proof. */
export interface Challenge {
  readonly name: string;
  /** Resolves to whether process `pid` opened the file within `ms`; `unseen` where the system does not let us look. */
  met(pid: number, ms: number): Promise<"met" | "missed" | "unseen">;
  /** Ends the request. */
  end(): void;
}

/** Creates a challenge; undefined where processes cannot be inspected. */
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

/** Meets a challenge by opening the file, until the returned function is called. Never throws. */
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
