/**
 * Keeps the service reachable: notices at once when its socket is gone or another's, and takes the place back.
 * `socket-place.ts` decides what to do.
 */

import type { Places } from "../../platform/places.ts";
import { serviceStatus } from "../../platform/service-client.ts";
import type { Clock } from "./clock.ts";
import { otherServices } from "./guard-services.ts";
import type { Log } from "./log.ts";
import { type Sight, type Step, stepFor } from "./socket-place.ts";
import { accepts, type Listening, strangersAt } from "./take-socket.ts";
import { EnvironmentWatch } from "./watch.ts";

/** For systems that do not report changes. A check costs some microseconds. */
const POLL_MS = 750;
const ANSWER_MS = 400;

export interface KeptParts {
  readonly places: Places;
  readonly clock: Clock;
  readonly log: Log;
  readonly held: Listening;
  /**
   * Called after taking the place back. `strangers`: who listened there, as far as the system tells, if anybody did.
   */
  tookBack(strangers?: readonly string[]): void;
  /** Called when another service of ours has the place, so that this one must end. */
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

  /** Stops the checks, before the socket is released. */
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
        // The folder may have been replaced.
        this.#watch.set("socket", [{ kind: "path", path: this.parts.places.socket }]);
        this.#cancel = this.parts.clock.after(this.#again ? 0 : POLL_MS, () => this.#look());
      });
  }

  /** Logs a failure once, as it is tried again and again. */
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
    // If no service of ours listens there, an answer cannot be a service's.
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
