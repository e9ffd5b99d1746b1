/**
 * Manages the key with which the service proves that it is no other program at its socket. It is in a file of the
 * guard's own folder that only the user can read, and agents are kept from it like from every file there.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makePrivateFolder, type Places, privateFileMode } from "./places.ts";

/** The number of hexadecimal digits. */
const DIGITS = 64;

/** Returns the key, and makes one if there is none. Throws when it can neither be read nor written. */
export function serviceKey({ serviceKey: file }: Pick<Places, "serviceKey">): string {
  const known = knownKey(file);
  if (known !== undefined) return known;
  makePrivateFolder(dirname(file));
  rmSync(file, { force: true, recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, keyText(randomBytes(DIGITS / 2).toString("hex")), { mode: privateFileMode() });
  try {
    // Of two processes that start at once, the first one makes the key.
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

/** Returns the content of the key's file: a line that `sh` can read. */
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
 * Returns the hexadecimal SHA-256 of key, nonce, text, and the key again, which `sh` can compute with `sha256sum`. With
 * the key at both ends nobody can extend the text.
 */
export function proofOf(key: string, nonce: string, said: string): string {
  return createHash("sha256").update([key, nonce, said, key].join("\n")).digest("hex");
}

/** Verifies that the service has said this to the caller who made `nonce`. False where there is no key. */
export function isProven({ serviceKey: file }: Pick<Places, "serviceKey">, nonce: string, said: string, proof: string) {
  const key = knownKey(file);
  if (key === undefined) return false;
  const right = Buffer.from(proofOf(key, nonce, said));
  const given = Buffer.from(proof);
  return right.length === given.length && timingSafeEqual(right, given);
}
