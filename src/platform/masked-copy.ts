/** Makes copies of env files without their values, in the guard's own folder, for agents to read instead. */
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MAX_FILE_TEXT } from "../core/facts/facts.ts";
import { maskedEnv } from "../core/posture/masked-env.ts";
import { makePrivateFolder, privateFileMode } from "./places.ts";

/** A copy is read within seconds. Older ones are deleted when the next one is made. */
const KEPT_MS = 60 * 60 * 1000;

/** Returns a function that copies a file under its own name; undefined if it cannot. Throws on a full disk. */
export function maskedCopyIn(folder: string): (path: string) => string | undefined {
  return path => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > MAX_FILE_TEXT) return undefined;
    const text = maskedEnv(readFileSync(path, "utf8"));
    makePrivateFolder(folder);
    dropOld(folder);
    const own = join(folder, createHash("sha256").update(path).digest("hex").slice(0, 16));
    makePrivateFolder(own);
    const copy = join(own, basename(path));
    rmSync(copy, { force: true });
    writeFileSync(copy, text, { mode: privateFileMode(), flag: "wx" });
    return copy;
  };
}

function dropOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const own = join(folder, name);
    if (Date.now() - (lstatSync(own, { throwIfNoEntry: false })?.mtimeMs ?? 0) > KEPT_MS)
      rmSync(own, { recursive: true, force: true });
  }
}
