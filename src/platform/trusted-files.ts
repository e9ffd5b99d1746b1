/**
 * Records the workspace policies that the user trusts, by path and content, so that any change asks again. The file is
 * in the guard's own folder, which no agent may write.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { stampOf } from "./file-stamp.ts";
import { makePrivateFolder, privateFileMode } from "./places.ts";

const fileSchema = z.object({
  files: z.record(z.string(), z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), at: z.number() })),
});

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export class TrustedFiles {
  #known: Known | undefined;

  /** `path`: absolute; need not exist. */
  constructor(readonly path: string) {}

  /** Identifies the state of the store, for caches that depend on it. */
  get stamp(): string {
    return this.#read().stamp;
  }

  has(file: string, sha256: string): boolean {
    return this.#read().files.get(file) === sha256;
  }

  /** Trusts a file with this content. Throws when that cannot be stored. */
  trust(file: string, sha256: string, at: number): void {
    this.#write(files => ({ ...files, [file]: { sha256, at } }));
  }

  distrust(file: string): void {
    this.#write(({ [file]: _, ...others }) => others);
  }

  /** Reads the store when it has changed, as every act asks. A missing or unreadable store trusts nothing. */
  #read(): Known {
    const stamp = stampOf(this.path);
    if (this.#known?.stamp === stamp) return this.#known;
    const files = new Map(Object.entries(this.#stored()).map(([file, { sha256 }]) => [file, sha256]));
    this.#known = { stamp, files };
    return this.#known;
  }

  #stored(): Store {
    try {
      return filesIn(readFileSync(this.path, "utf8"));
    } catch {
      // Nothing is trusted yet.
      return {};
    }
  }

  #write(change: (files: Store) => Store): void {
    makePrivateFolder(dirname(this.path));
    const files = change(this.#stored());
    writeFileAtomic.sync(this.path, `${JSON.stringify({ files }, null, 2)}\n`, { mode: privateFileMode() });
  }
}

interface Known {
  readonly stamp: string;
  /** Absolute path → SHA-256. */
  readonly files: ReadonlyMap<string, string>;
}

type Store = z.infer<typeof fileSchema>["files"];

function filesIn(text: string): Store {
  try {
    return fileSchema.parse(JSON.parse(text)).files;
  } catch {
    return {};
  }
}
