/** Prints lines that tell a waiting person what is being done, with the seconds since the start. */

const STILL_MS = 15_000;

export class Progress {
  readonly #started = Date.now();
  #last = "";

  readonly say = (line: string): void => {
    this.#last = line;
    this.#print(line);
  };

  /** Prints what is being done, and every 15 seconds without other output that it still is. */
  async step<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.say(what);
    const timer = setInterval(() => this.#print(`still ${this.#last}`), STILL_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  #print(line: string): void {
    const seconds = Math.round((Date.now() - this.#started) / 1000);
    console.log(`[${String(seconds).padStart(3)} s] ${line}`);
  }
}
