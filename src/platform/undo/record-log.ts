/**
 * What is kept, in files that only grow: bytes by their SHA-256, and sealed entries that refer to them. One flush makes
 * an entry and all its bytes safe. A record is `AGb1` (bytes) or `AGe1` (entry), the length as four bytes (big endian),
 * the SHA-256, and the data. What a crash has cut off at the end is dropped at the next start.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writevSync,
} from "node:fs";
import { join } from "node:path";

const BYTES = Buffer.from("AGb1");
const ENTRY = Buffer.from("AGe1");
const HEAD = BYTES.length + 4 + 32;
/** A file that is larger than this gets no more records, bytes. */
const FULL = 64 * 1024 * 1024;
/** As many bytes are gathered before they are written. */
const GATHERED = 4 * 1024 * 1024;
/** What was written last before a crash may be zeros: so many bytes at the end are read again at the start. */
const CHECKED = 16 * 1024 * 1024;

interface Place {
  readonly file: number;
  /** Of the data, behind the head. */
  readonly offset: number;
  readonly length: number;
}

/** The files of one folder. One process writes at a time: whoever opens it holds the store's lock. */
export class RecordLog {
  readonly #bytes = new Map<string, Place>();
  /** Sealed entries by their hash, oldest first. */
  readonly #entries = new Map<string, Place>();
  readonly #sizes = new Map<number, number>();
  #open: { readonly file: number; readonly descriptor: number } | undefined;
  #waiting: Buffer[] = [];
  #waitingSize = 0;

  /** `folder`: absolute; it is made, for the user alone. Throws what the system says. */
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const files = filesIn(folder);
    for (const file of files) this.#index(file, file === files.at(-1));
  }

  /** Bytes on the disk. */
  get size(): number {
    let sum = this.#waitingSize;
    for (const size of this.#sizes.values()) sum += size;
    return sum;
  }

  /** Hashes of the sealed entries, oldest first. */
  get entries(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Keeps `bytes`, once however often they come, and gives their hash. They are safe when an entry is sealed. */
  add(bytes: Buffer): string {
    const hash = createHash("sha256").update(bytes).digest();
    const sha256 = hash.toString("hex");
    if (!this.#bytes.has(sha256)) this.#bytes.set(sha256, this.#append(BYTES, hash, bytes));
    return sha256;
  }

  /** Writes an entry behind its bytes, and returns its hash when all of it is on the disk. Throws what the system says. */
  seal(entry: Buffer): string {
    const hash = createHash("sha256").update(entry).digest();
    const sha256 = hash.toString("hex");
    this.#entries.set(sha256, this.#append(ENTRY, hash, entry));
    this.#write();
    if (this.#open) fdatasyncSync(this.#open.descriptor);
    return sha256;
  }

  /** The bytes, or the entry, of this hash. Throws where they are not there, or are not what they were. */
  read(sha256: string): Buffer {
    this.#write();
    const place = this.#bytes.get(sha256) ?? this.#entries.get(sha256);
    if (!place) throw new Error(`nothing with the hash ${sha256} is kept`);
    const descriptor = openSync(pathOf(this.folder, place.file), "r");
    try {
      const data = readAt(descriptor, place);
      if (hashOf(data) !== sha256) throw new Error(`what is kept with the hash ${sha256} is damaged`);
      return data;
    } finally {
      closeSync(descriptor);
    }
  }

  /** Drops every record whose hash is not in `wanted`. A file is copied before it goes, so that a crash loses nothing. */
  keepOnly(wanted: ReadonlySet<string>): void {
    this.close();
    for (const file of [...this.#sizes.keys()]) {
      const all = [...this.#bytes, ...this.#entries].filter(([, place]) => place.file === file);
      if (all.some(([sha256]) => !wanted.has(sha256)))
        this.#rewrite(
          file,
          all.filter(([sha256]) => wanted.has(sha256)).sort(([, a], [, b]) => a.offset - b.offset),
        );
    }
  }

  /** Flushes what waits, and lets the files go. */
  close(): void {
    this.#write();
    if (!this.#open) return;
    fdatasyncSync(this.#open.descriptor);
    closeSync(this.#open.descriptor);
    this.#open = undefined;
  }

  #rewrite(file: number, stays: readonly (readonly [string, Place])[]): void {
    const path = pathOf(this.folder, file);
    const moved = new Map<string, Place>();
    let size = 0;
    if (stays.length > 0) {
      const beside = `${path}.new`;
      const [from, to] = [openSync(path, "r"), openSync(beside, "w", 0o600)];
      try {
        for (const [sha256, place] of stays) {
          const mark = this.#entries.has(sha256) ? ENTRY : BYTES;
          const data = readAt(from, place);
          writeAll(to, [headOf(mark, Buffer.from(sha256, "hex"), data), data]);
          moved.set(sha256, { file, offset: size + HEAD, length: data.length });
          size += HEAD + data.length;
        }
        fdatasyncSync(to);
      } finally {
        closeSync(from);
        closeSync(to);
      }
      renameSync(beside, path);
    } else rmSync(path, { force: true });
    for (const places of [this.#bytes, this.#entries])
      for (const [sha256, place] of places) {
        if (place.file !== file) continue;
        const now = moved.get(sha256);
        if (now) places.set(sha256, now);
        else places.delete(sha256);
      }
    if (size > 0) this.#sizes.set(file, size);
    else this.#sizes.delete(file);
  }

  #append(mark: Buffer, hash: Buffer, data: Buffer): Place {
    const { file, size } = this.#end(HEAD + data.length);
    const place = { file, offset: size + HEAD, length: data.length };
    this.#waiting.push(headOf(mark, hash, data), data);
    this.#waitingSize += HEAD + data.length;
    if (this.#waitingSize >= GATHERED) this.#write();
    return place;
  }

  /** The file that takes the next record of so many bytes, and where it ends. */
  #end(length: number): { readonly file: number; readonly size: number } {
    let file = Math.max(0, ...this.#sizes.keys());
    const sizeOf = (one: number) => (this.#sizes.get(one) ?? 0) + (this.#open?.file === one ? this.#waitingSize : 0);
    if (sizeOf(file) > 0 && sizeOf(file) + length > FULL) file++;
    if (this.#open?.file !== file) {
      this.close();
      const descriptor = openSync(pathOf(this.folder, file), "a", 0o600);
      this.#open = { file, descriptor };
      this.#sizes.set(file, fstatSync(descriptor).size);
    }
    return { file, size: sizeOf(file) };
  }

  #write(): void {
    if (!this.#open || this.#waiting.length === 0) return;
    writeAll(this.#open.descriptor, this.#waiting);
    this.#sizes.set(this.#open.file, (this.#sizes.get(this.#open.file) ?? 0) + this.#waitingSize);
    this.#waiting = [];
    this.#waitingSize = 0;
  }

  /** Lists the records of a file; of the newest one those at its end are read, and dropped from the first damaged one on. */
  #index(file: number, newest: boolean): void {
    const descriptor = openSync(pathOf(this.folder, file), "r+");
    try {
      const { size } = fstatSync(descriptor);
      const head = Buffer.allocUnsafe(HEAD);
      let at = 0;
      while (at + HEAD <= size && readSync(descriptor, head, 0, HEAD, at) === HEAD) {
        const mark = head.subarray(0, BYTES.length);
        const place = { file, offset: at + HEAD, length: head.readUInt32BE(BYTES.length) };
        const end = place.offset + place.length;
        const isEntry = mark.equals(ENTRY);
        if (!(isEntry || mark.equals(BYTES)) || end > size) break;
        const sha256 = head.subarray(BYTES.length + 4).toString("hex");
        if (newest && end > size - CHECKED && hashOf(readAt(descriptor, place)) !== sha256) break;
        (isEntry ? this.#entries : this.#bytes).set(sha256, place);
        at = end;
      }
      if (at < size && newest) ftruncateSync(descriptor, at);
      this.#sizes.set(file, newest ? at : size);
    } finally {
      closeSync(descriptor);
    }
  }
}

const NAME = /^(\d{6})\.records$/;

/** Numbers of the files in it, in order; what a crash has left of a copy goes. */
function filesIn(folder: string): number[] {
  const names = readdirSync(folder);
  for (const name of names) if (name.endsWith(".records.new")) rmSync(join(folder, name), { force: true });
  return names
    .flatMap(name => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function pathOf(folder: string, file: number): string {
  return join(folder, `${String(file).padStart(6, "0")}.records`);
}

function headOf(mark: Buffer, hash: Buffer, data: Buffer): Buffer {
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([mark, length, hash]);
}

function hashOf(data: Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Throws where the file ends before. */
function readAt(descriptor: number, { offset, length }: Place): Buffer {
  const data = Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const more = readSync(descriptor, data, read, length - read, offset + read);
    if (more === 0) throw new Error("a file of kept records is shorter than it was");
    read += more;
  }
  return data;
}

/** How many buffers the system takes in one call. */
const MAX_BUFFERS = 512;

function writeAll(descriptor: number, buffers: readonly Buffer[]): void {
  for (let i = 0; i < buffers.length; i += MAX_BUFFERS) {
    let rest = buffers.slice(i, i + MAX_BUFFERS);
    while (rest.length > 0) {
      let written = writevSync(descriptor, rest);
      const at = rest.findIndex(({ length }) => {
        if (written < length) return true;
        written -= length;
        return false;
      });
      rest = at < 0 ? [] : [(rest[at] as Buffer).subarray(written), ...rest.slice(at + 1)];
    }
  }
}
