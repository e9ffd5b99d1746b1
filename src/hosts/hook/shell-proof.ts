/** With what a shell of this machine checks that the service, and no other program, has answered. */
import { existsSync } from "node:fs";
import { findProgram } from "../../platform/deploy.ts";
import type { Places } from "../../platform/places.ts";
import { shWord } from "./sh-word.ts";

/** In words that `sh` and zsh read alike. */
export interface ShellProof {
  /** Absolute path of the file with the service's key. */
  readonly key: string;
  /** Sets `nonce` to what nobody can know before. */
  readonly nonce: string;
  /** Prints the SHA-256 of its input in hexadecimal digits, and a blank after it. */
  readonly digest: string;
}

/** A new number for each reader, in the form of a UUID (Linux, random(4)). */
const RANDOM = "/proc/sys/kernel/random/uuid";
const DIGESTS = ["sha256sum", "shasum -a 256", "openssl dgst -sha256 -r"] as const;

/** Undefined where the machine has no program for it. */
export function shellProof({ serviceKey: key }: Pick<Places, "serviceKey">): ShellProof | undefined {
  const nonce = existsSync(RANDOM) ? `IFS= \\read -r nonce <${RANDOM}` : outputOf("uuidgen");
  const digest = DIGESTS.map(started).find(words => words !== "");
  return nonce === "" || digest === undefined ? undefined : { key, nonce, digest };
}

function outputOf(name: string): string {
  const program = started(name);
  return program === "" ? "" : `nonce=$(${program})`;
}

/** With the program's absolute path; empty where there is none. */
function started(words: string): string {
  const [name = "", ...args] = words.split(" ");
  const program = findProgram(name);
  return program === "" ? "" : [shWord(program), ...args].join(" ");
}
