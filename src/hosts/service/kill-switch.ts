/** Holds the kill switch for the service: in memory, on disk, and recorded in the log at every change. */
import type { CountedAct } from "../../core/approval/halt-evidence.ts";
import { engageHalt, type Halt, readHalt, releaseHalt } from "../../platform/halt-file.ts";
import type { Clock } from "./clock.ts";

export class KillSwitch {
  #halt: Halt | null;

  constructor(
    readonly path: string,
    readonly clock: Clock,
    /** Called after a change; `because` is undefined when it was released. */
    readonly moved: (because: string | undefined, by: string, acts?: Halt["acts"]) => Promise<void>,
  ) {
    this.#halt = readHalt(path);
  }

  /** Also notices a file that another process wrote, as the command line does when no service runs. */
  get current(): Halt | null {
    this.#halt ??= readHalt(this.path);
    return this.#halt;
  }

  /**
   * Denies from this moment, even when the file cannot be written (then it rejects after engaging). `acts`: what the
   * guard has counted, if it was the guard.
   */
  async engage(because: string, by: string, acts?: readonly CountedAct[]): Promise<void> {
    this.#halt = { because, at: this.clock.now(), ...(acts && { acts }) };
    try {
      engageHalt(this.path, this.#halt);
    } finally {
      await this.moved(because, by, acts);
    }
  }

  async release(by: string): Promise<void> {
    releaseHalt(this.path);
    this.#halt = null;
    await this.moved(undefined, by);
  }
}
