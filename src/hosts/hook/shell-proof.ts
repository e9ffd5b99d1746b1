/** Finds programs with which a shell can verify that the service, and no other program, has answered. */
import { existsSync } from "node:fs";
import { findProgram } from "../../platform/deploy.ts";
import type { Places } from "../../platform/places.ts";
import { shWord } from "./sh-word.ts";

/** Commands that `sh` and zsh read alike. */
export interface ShellProof {
  /** Absolute path of the file with the service's key. */
  readonly key: string;
  /** Sets `nonce` to a value that nobody can predict. */
  readonly nonce: string;
  /** Prints the SHA-256 of its input in hexadecimal digits, followed by a blank. */
  readonly digest: string;
}

/** Gives each reader a new number in the form of a UUID (Linux, random(4)). */
const RANDOM = "/proc/sys/kernel/random/uuid";
const DIGESTS = ["sha256sum", "shasum -a 256", "openssl dgst -sha256 -r"] as const;

/** Returns the commands; undefined where the machine lacks a program for them. */
export function shellProof({ serviceKey: key }: Pick<Places, "serviceKey">): ShellProof | undefined {
  const nonce = existsSync(RANDOM) ? `IFS= \\read -r nonce <${RANDOM}` : outputOf("uuidgen");
  const digest = DIGESTS.map(started).find(words => words !== "");
  return nonce === "" || digest === undefined ? undefined : { key, nonce, digest };
}

function outputOf(name: string): string {
  const program = started(name);
  return program === "" ? "" : `nonce=$(${program})`;
}

/** Returns the command with the program's absolute path; empty where the program is missing. */
function started(words: string): string {
  const [name = "", ...args] = words.split(" ");
  const program = findProgram(name);
  return program === "" ? "" : [shWord(program), ...args].join(" ");
}
