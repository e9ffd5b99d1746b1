/**
 * Keeps one-time codes that a person has on paper or elsewhere off the machine. Only their hashes are stored (scrypt,
 * RFC 7914), so that nobody who reads the file can answer anything. The file is read once, when the service starts, so
 * that writing it later adds no code.
 */
import { randomBytes, scryptSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { makePrivateFolder } from "./places.ts";

/** The number of codes in a set. */
const COUNT = 10;
/** Crockford's base 32, in which no two letters look alike. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 60 bits each. */
const LENGTH = 12;
const GROUP = 4;
/** About 30 ms on a usual machine. */
const COST = { N: 2 ** 14, r: 8, p: 1 };
/** After this many wrong codes in a row, none is accepted for a while. */
const MAX_WRONG = 5;
const REST_MS = 60_000;

const fileSchema = z.object({ salt: z.string(), codes: z.array(z.string()) });
type Kept = z.infer<typeof fileSchema>;

/** `because` is a sentence. */
export type Used = { readonly good: true; readonly left: number } | { readonly good: false; readonly because: string };

export class OneTimeCodes {
  #kept: Kept;
  #wrong = 0;
  #restsUntil = 0;

  /** `file`: absolute; need not exist. `now`: epoch ms. */
  constructor(
    readonly file: string,
    readonly now: () => number,
  ) {
    this.#kept = stored(file);
  }

  /** The number of codes left. */
  get left(): number {
    return this.#kept.codes.length;
  }

  /** Uses up a code. Throws if that cannot be stored, since a code must not be good twice. */
  use(typed: string): Used {
    if (this.left === 0)
      return { good: false, because: "There are no one-time codes: make some with agentguard codes --new." };
    if (this.now() < this.#restsUntil)
      return { good: false, because: "Too many codes were wrong: none is taken for a minute." };
    const code = normal(typed);
    const hash = code.length === LENGTH ? hashed(code, this.#kept.salt) : "";
    if (!this.#kept.codes.includes(hash)) return this.#refuse();
    this.#set({ ...this.#kept, codes: this.#kept.codes.filter(one => one !== hash) });
    this.#wrong = 0;
    return { good: true, left: this.left };
  }

  /** Replaces all codes by new ones and returns them. They are shown only this once. */
  make(): readonly string[] {
    const codes = Array.from({ length: COUNT }, made);
    const salt = randomBytes(16).toString("hex");
    this.#set({ salt, codes: codes.map(code => hashed(normal(code), salt)) });
    return codes;
  }

  #refuse(): Used {
    if (++this.#wrong >= MAX_WRONG) {
      this.#wrong = 0;
      this.#restsUntil = this.now() + REST_MS;
    }
    return { good: false, because: "This is none of your one-time codes that are left." };
  }

  #set(kept: Kept): void {
    makePrivateFolder(dirname(this.file));
    writeFileAtomic.sync(this.file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    this.#kept = kept;
  }
}

/** Makes a code: `7KQ2-9MTX-3PBV`. */
function made(): string {
  // 256 is a multiple of 32, so every letter is equally likely.
  const letters = Array.from(randomBytes(LENGTH), byte => LETTERS[byte % LETTERS.length] ?? "").join("");
  return letters.replace(new RegExp(`.{${GROUP}}(?=.)`, "g"), group => `${group}-`);
}

/** Normalizes a code as a person types it. */
function normal(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/[IL]/g, "1")
    .replaceAll("O", "0");
}

function hashed(code: string, salt: string): string {
  return scryptSync(code, Buffer.from(salt, "hex"), 32, COST).toString("hex");
}

/** Reads the hashes. A missing or unreadable file has none, so that nothing that needs a code can be allowed. */
function stored(file: string): Kept {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { salt: "", codes: [] };
  }
}
