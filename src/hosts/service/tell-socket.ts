/** Records and acts on it when the service has taken its socket back, without blaming anybody. */
import type { Ledger } from "../hook/ledger.ts";
import type { Log } from "./log.ts";

export interface TellParts {
  /** Absolute path. */
  readonly socket: string;
  readonly ledger: Pick<Ledger, "notice">;
  readonly log: Log;
  halt(because: string): Promise<void>;
}

/** Returns the function that does so. `strangers`: undefined if nobody listened there. */
export function socketTeller({ socket, ledger, log, halt }: TellParts): (strangers?: readonly string[]) => void {
  const failed = (error: unknown) => log(`what happened to its socket cannot be written down: ${error}`);
  return strangers => {
    if (!strangers) {
      const because = `the service's socket ${socket} was deleted, moved or replaced, and the service has taken its place back`;
      ledger.notice("socket-lost", "somebody", because).catch(failed);
      return;
    }
    const who = strangers.length === 0 ? "" : `: ${strangers.join(", ")}`;
    const because = `another program listened in the place of AgentGuard's socket ${socket}${who}`;
    // The halt denies at once, even if the notice cannot be written.
    halt(`${because}; look for that program before you resume`).catch(failed);
    ledger.notice("socket-replaced", "somebody", `${because}; the service has taken its place back`).catch(failed);
  };
}
