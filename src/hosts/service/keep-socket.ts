/**
 * Keeps the service reachable: sees within a moment that its socket is gone or another's, and takes the place back.
 * What is done about what is seen is `socket-place.ts`.
 */

import type { Places } from "../../platform/places.ts";
import { serviceStatus } from "../../platform/service-client.ts";
import type { Clock } from "./clock.ts";
import { otherServices } from "./guard-services.ts";
import type { Log } from "./log.ts";
import { type Sight, type Step, stepFor } from "./socket-place.ts";
import { accepts, type Listening, strangersAt } from "./take-socket.ts";
import { EnvironmentWatch } from "./watch.ts";

/** Where the system does not tell of changes: one look costs some microseconds. */
const POLL_MS = 750;
const ANSWER_MS = 400;

export interface KeptParts {
  readonly places: Places;
  readonly clock: Clock;
  readonly log: Log;
  readonly held: Listening;
  /** The place is taken back. `strangers`: who listened there, as far as the system tells, where somebody did. */
  tookBack(strangers?: readonly string[]): void;
  /** Another service of ours has the place: this one has to go. */
  retire(): void;
}

export class KeptSocket {
  readonly #watch: EnvironmentWatch;
  #cancel: (() => void) | undefined;
  #looking = false;
  #again = false;
  #ended = false;
  #waited = 0;
  #said = "";

  constructor(readonly parts: KeptParts) {
    this.#watch = new EnvironmentWatch(parts.clock, () => this.#look());
    if (parts.held.putOut) parts.tookBack(parts.held.putOut);
    this.#look();
  }

  /** Before the socket is released. */
  end(): void {
    this.#ended = true;
    this.#watch.close();
    this.#cancel?.();
  }

  #look(): void {
    if (this.#ended) return;
    this.#again = this.#looking;
    if (this.#looking) return;
    this.#looking = true;
    this.#cancel?.();
    this.#keep()
      .catch((error: unknown) => this.#failed(`its socket cannot be taken back: ${(error as Error).message}`))
      .finally(() => {
        this.#looking = false;
        if (this.#ended) return;
        // The folder may be another one than before.
        this.#watch.set("socket", [{ kind: "path", path: this.parts.places.socket }]);
        this.#cancel = this.parts.clock.after(this.#again ? 0 : POLL_MS, () => this.#look());
      });
  }

  /** Said once: it is tried again and again. */
  #failed(said: string): void {
    if (said !== this.#said) this.parts.log(said);
    this.#said = said;
  }

  async #keep(): Promise<void> {
    const { places, held, log, tookBack, retire } = this.parts;
    if (held.setRights()) log("the rights of its socket were changed, and are as they were");
    let step = await this.#step();
    this.#waited = step === "wait" ? this.#waited + 1 : 0;
    if (step === "retire") return retire();
    if (step !== "take-back" && step !== "put-out") return;
    const strangers = step === "put-out" ? strangersAt(places.socket) : [];
    const isBack = await held.takeBack(async () => {
      step = await this.#step();
      return !this.#ended && (step === "take-back" || step === "put-out");
    });
    if (!isBack) return;
    log(`its socket was ${step === "put-out" ? "another's" : "gone"}, and is taken back`);
    tookBack(step === "put-out" ? strangers : undefined);
  }

  async #step(): Promise<Step> {
    return stepFor(await this.#sight(), this.#waited);
  }

  async #sight(): Promise<Sight> {
    const { places, held } = this.parts;
    const path = held.path();
    if (path !== "other" || !(await accepts(places.socket))) return { path, accepts: false, services: undefined };
    const services = otherServices(places);
    // Where none of ours listens, whatever is said there is not a service's.
    if (services?.length === 0) return { path, accepts: true, services };
    const says = (await serviceStatus(places, ANSWER_MS).catch(() => undefined))?.pid;
    return { path, accepts: true, says, runs: says !== undefined && isAnother(says), services };
  }
}

function isAnother(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch {
    return false;
  }
}
