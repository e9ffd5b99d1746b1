/**
 * Keeps the guard's own files as agents start them: remembers their bytes when the service starts, and restores them
 * when anybody changes them but AgentGuard itself, which announces its writes.
 */
import { chmodSync, lstatSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzip, gzipSync } from "node:zlib";
import { replaceFile } from "../../platform/deploy.ts";
import { stampOf } from "../../platform/file-stamp.ts";
import { makePrivateFolder, privateFileMode } from "../../platform/places.ts";
import type { OwnWrite } from "../../wire/own-writes.ts";
import { AnnouncedWrites } from "./announced-writes.ts";
import type { Clock } from "./clock.ts";
import { EnvironmentWatch } from "./watch.ts";

/** Differs from every stamp. */
const NEVER_SEEN = "";

/** For systems that do not report changes. */
const POLL_MS = 5000;

export interface KeptFilesParts {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly clock: Clock;
  /** Texts by path that the service knows, whatever the files hold when it starts; for the user to read only. */
  readonly known: ReadonlyMap<string, string>;
  /** Returns by path what this build would deploy. Such a text is right whoever has written it. */
  builds(): ReadonlyMap<string, Buffer>;
  /** Called when files that had changed are restored. */
  restored(files: readonly string[]): void;
  /** Called when a file cannot be restored. */
  failed(file: string, error: unknown): void;
}

interface Kept {
  readonly stamp: string;
  readonly mode: number;
  /** Compressed, as the programs are large. */
  readonly text: Buffer;
}

export class KeptFiles {
  /** Files that were missing at the start are not kept, as nobody starts them. */
  readonly #kept = new Map<string, Kept>();
  readonly #announced: AnnouncedWrites;
  readonly #watch: EnvironmentWatch;
  #cancel: (() => void) | undefined;
  #looking = false;
  #again = false;
  #ended = false;

  constructor(readonly parts: KeptFilesParts) {
    this.#announced = new AnnouncedWrites(parts.clock);
    this.#watch = new EnvironmentWatch(parts.clock, () => this.#lookSoon());
  }

  /** Reads the files. Resolves to how many are kept. */
  async begin(): Promise<number> {
    for (const [file, text] of this.parts.known)
      this.#kept.set(file, { stamp: NEVER_SEEN, mode: privateFileMode(), text: gzipSync(text) });
    for (const file of this.parts.files) await this.#know(file);
    this.#lookSoon();
    return this.#kept.size;
  }

  /** Announces what AgentGuard is about to write. */
  announced(writes: readonly OwnWrite[]): void {
    this.#announced.note(writes.filter(({ path }) => this.parts.files.includes(path)));
  }

  end(): void {
    this.#ended = true;
    this.#watch.close();
    this.#cancel?.();
  }

  #lookSoon(): void {
    if (this.#ended) return;
    this.#again = this.#looking;
    if (this.#looking) return;
    this.#looking = true;
    this.#cancel?.();
    this.#look().finally(() => {
      this.#looking = false;
      if (this.#ended) return;
      // A folder may have been replaced.
      this.#watch.set(
        "own",
        [...this.parts.known.keys(), ...this.parts.files].map(path => ({ kind: "path", path })),
      );
      this.#cancel = this.parts.clock.after(this.#again ? 0 : POLL_MS, () => this.#lookSoon());
    });
  }

  /** Restores changed files. Never rejects. */
  async #look(): Promise<void> {
    const { files, restored, failed } = this.parts;
    const back: string[] = [];
    let builds: ReadonlyMap<string, Buffer> | undefined;
    for (const file of [...this.parts.known.keys(), ...files]) {
      if (this.#ended) return;
      const kept = this.#kept.get(file);
      if (kept?.stamp === stampOf(file)) continue;
      const isRight = () => {
        builds ??= this.parts.builds();
        return isText(file, kept?.mode, builds.get(file));
      };
      if (!kept || this.#announced.explains(file, sizeOf(file)) || isRight()) {
        await this.#know(file);
        continue;
      }
      try {
        if (putBack(file, kept)) back.push(file);
        this.#kept.set(file, { ...kept, stamp: stampOf(file) });
      } catch (error) {
        failed(file, error);
      }
    }
    if (back.length > 0) restored(back);
  }

  async #know(file: string): Promise<void> {
    try {
      const stamp = stampOf(file);
      const text = await promisify(gzip)(readFileSync(file), { level: 1 });
      // A change during the read is noticed at the next check.
      this.#kept.set(file, { stamp, mode: lstatSync(file).mode & 0o777, text });
    } catch {
      this.#kept.delete(file);
    }
  }
}

/** Restores a file. Returns whether it had changed. */
function putBack(file: string, { text, mode }: Kept): boolean {
  const content = gunzipSync(text);
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there?.isFile() && (there.mode & 0o777) !== mode) chmodSync(file, mode);
  else if (there?.isFile() && readFileSync(file).equals(content)) return false;
  if (there && !there.isFile()) rmSync(file, { recursive: true, force: true });
  makePrivateFolder(dirname(file));
  replaceFile(file, content, mode);
  return true;
}

function isText(file: string, mode: number | undefined, text: Buffer | undefined): boolean {
  try {
    const there = lstatSync(file);
    return text !== undefined && there.isFile() && (there.mode & 0o777) === mode && readFileSync(file).equals(text);
  } catch {
    return false;
  }
}

function sizeOf(file: string): number | null {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    return stat?.isFile() ? stat.size : null;
  } catch {
    return null;
  }
}
