/** Implements MCP's framing on standard streams: one JSON-RPC message a line, UTF-8. Bytes stay bytes. */
import type { Writable } from "node:stream";

const LINE_FEED = 10;

/** Gathers chunks into whole lines, their line feed included. */
export class Lines {
  #parts: Buffer[] = [];
  #size = 0;

  /** `skip`: drops the first line, which began before. */
  constructor(private skip = false) {}

  /** Passes on every line that `chunk` completes. Returns how many bytes of an unfinished line are kept. */
  push(chunk: Buffer, onLine: (line: Buffer) => void): number {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      this.#parts.push(chunk.subarray(start, end + 1));
      const line = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
      this.#parts = [];
      this.#size = 0;
      start = end + 1;
      if (line && !this.skip) onLine(line);
      this.skip = false;
    }
    if (start < chunk.length) {
      this.#parts.push(chunk.subarray(start));
      this.#size += chunk.length - start;
    }
    return this.#size;
  }
}

/** A stream that forwards somebody else's bytes, and takes lines of ours between lines, never within one. */
export class Outlet {
  #within = false;
  #waiting: string[] = [];

  constructor(readonly stream: Writable) {}

  /** True between two lines. */
  get atStart(): boolean {
    return !this.#within;
  }

  /** Forwards a chunk. False when the stream wants a pause, as `write` does. */
  pass(chunk: Buffer): boolean {
    if (chunk.length === 0) return true;
    const end = this.#waiting.length === 0 ? -1 : chunk.indexOf(LINE_FEED);
    if (end >= 0) {
      this.stream.write(chunk.subarray(0, end + 1));
      this.#within = false;
      this.#flush();
      return this.pass(chunk.subarray(end + 1));
    }
    this.#within = chunk[chunk.length - 1] !== LINE_FEED;
    return this.stream.write(chunk);
  }

  /** Writes a line. `line` has no line feed. */
  say(line: string): void {
    this.#waiting.push(`${line}\n`);
    if (!this.#within) this.#flush();
  }

  #flush(): void {
    for (const line of this.#waiting) this.stream.write(line);
    this.#waiting = [];
  }
}
