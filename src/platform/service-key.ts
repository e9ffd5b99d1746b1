/**
 * The key with which the service shows that it is no other program in its socket's place. It stands in a file of the
 * guard's own folder that only the user can read: agents are kept from it like from every file there.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makePrivateFolder, type Places, privateFileMode } from "./places.ts";

/** Hexadecimal digits. */
const DIGITS = 64;

/** The key, made where there is none. Throws when it can neither be read nor written. */
export function serviceKey({ serviceKey: file }: Pick<Places, "serviceKey">): string {
  const known = knownKey(file);
  if (known !== undefined) return known;
  makePrivateFolder(dirname(file));
  rmSync(file, { force: true, recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, keyText(randomBytes(DIGITS / 2).toString("hex")), { mode: privateFileMode() });
  try {
    // The first of two that begin at once makes it.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = knownKey(file);
  if (made === undefined) throw new Error(`${file} cannot be read after it was written`);
  return made;
}

/** What stands in its file: a line, as `sh` reads one. */
export function keyText(key: string): string {
  return `${key}\n`;
}

function knownKey(file: string): string | undefined {
  try {
    const key = readFileSync(file, "utf8").trim();
    return new RegExp(`^[0-9a-f]{${DIGITS}}$`).test(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Hexadecimal SHA-256 of key, nonce, what is said, and the key again: what `sh` can work out with `sha256sum`. With the
 * key at both ends nobody can lengthen what was said.
 */
export function proofOf(key: string, nonce: string, said: string): string {
  return createHash("sha256").update([key, nonce, said, key].join("\n")).digest("hex");
}

/** Whether the service has said this to whoever made up `nonce`. False where there is no key. */
export function isProven({ serviceKey: file }: Pick<Places, "serviceKey">, nonce: string, said: string, proof: string) {
  const key = knownKey(file);
  if (key === undefined) return false;
  const right = Buffer.from(proofOf(key, nonce, said));
  const given = Buffer.from(proof);
  return right.length === given.length && timingSafeEqual(right, given);
}
