/**
 * Checks the audit log while the service runs: whether it still holds what the service wrote last, and what paired
 * editors have noted of it. Somebody who rewrites the log and its head with valid hashes cannot change these.
 */

import type { Tail } from "../../core/audit/chain.ts";
import { missingAnchors, REPLACED } from "../../platform/audit-anchors.ts";
import type { AuditFile } from "../../platform/audit-file.ts";
import type { Clock } from "./clock.ts";

const LOOK_MS = 5000;

export interface KeptLog {
  /** Says in one clause why the log is not the one that was written; undefined while nothing shows it. */
  readonly replaced: string | undefined;
  /** The last entry that the service has written. */
  readonly last: Tail | undefined;
  /** What a paired editor has noted of the log. */
  noted(anchors: readonly Tail[], by: string): Promise<void>;
  end(): void;
}

export interface LogParts {
  readonly file: AuditFile;
  readonly clock: Clock;
  notice(what: string, by: string, because?: string): Promise<void>;
  /** `replaced` is another than before. */
  changed(): void;
}

export function keepLog({ file, clock, notice, changed }: LogParts): KeptLog {
  let replaced: string | undefined;
  const found = (because: string) => {
    replaced = because;
    changed();
  };
  file.replaced = found;
  let cancel = () => {};
  const look = () => {
    file.check();
    cancel = clock.after(LOOK_MS, look);
  };
  cancel = clock.after(LOOK_MS, look);
  return {
    get replaced() {
      return replaced;
    },
    get last() {
      return file.last;
    },
    async noted(anchors, by) {
      const [gone] = await missingAnchors(file.path, anchors);
      if (!gone || replaced !== undefined) return;
      const because = `the log does not hold entry ${gone.seq} as ${by} has noted it: it was written anew, cut or replaced`;
      found(because);
      await notice(REPLACED, by, because);
    },
    end: () => cancel(),
  };
}
