/** What it comes to when a machine's own guards, logs and ways are changed, for all tables that know such calls. */
import { weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";

export const CLOCK = weakens("system", "sets the clock, by which everything that is written down is dated");
export const HIDES = weakens("system", "hides what runs or was changed on this machine");
export const HISTORY = weakens("system", "keeps what is typed from being written down");
export const JOINS = weakens("network", "joins this machine to somebody else's network");
export const KERNEL = weakens("system", "changes how the kernel guards itself");
export const LOGS: Doing = {
  verb: "delete",
  resource: "backup",
  says: "clears what the machine has written down about itself",
};
export const NAMES = weakens("network", "has names looked up by another server");
export const OPENS = weakens("network", "opens this machine to others", { recovery: "none" });
export const STARTS = weakens("system", "has a program start by itself", { recovery: "none" });
export const WATCH = weakens("system", "stops what watches over this machine", { recovery: "none" });
/** A secret of this machine or of the person, read out. */
export const secret = (says: string): Doing => ({ verb: "read-secret", resource: "secret", recovery: "none", says });
export const WAY = weakens("network", "sends the traffic of this machine by way of another one");
