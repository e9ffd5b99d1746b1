/** What it comes to when a machine's own guards, logs and ways are changed, for all tables that know such calls. */
import { weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";

export const CLOCK = weakens("system", "sets the clock, by which everything that is written down is dated");
/** Whoever is at the other end of a connection is handed a shell. */
export const CALLS_BACK: EffectTemplate = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "opens a connection whose other end may run commands here",
};
export const FLOODS: EffectTemplate = { verb: "execute-remote", resource: "network", says: "floods another machine" };
export const FROM_BOX = weakens("system", "gives a container the machine it runs on", { recovery: "none" });
export const HIDES = weakens("system", "hides what runs or was changed on this machine");
export const HISTORY = weakens("system", "keeps what is typed from being written down");
export const JOINS = weakens("network", "joins this machine to somebody else's network");
export const KERNEL = weakens("system", "changes how the kernel guards itself");
export const LISTENS: EffectTemplate = {
  verb: "read-secret",
  resource: "network",
  says: "reads what others send over the network",
};
export const LOGS: EffectTemplate = {
  verb: "delete",
  resource: "backup",
  says: "clears what the machine has written down about itself",
};
export const NAMES = weakens("network", "has names looked up by another server");
export const OPENS = weakens("network", "opens this machine to others", { recovery: "none" });
export const SENDS: EffectTemplate = {
  verb: "exfiltrate",
  resource: "file",
  reach: "several",
  says: "sends files of this machine to another one",
};
export const STARTS = weakens("system", "has a program start by itself", { recovery: "none" });
export const WATCH = weakens("system", "stops what watches over this machine", { recovery: "none" });
export const SWEEPS: EffectTemplate = {
  verb: "execute-remote",
  resource: "network",
  says: "tries every address of a network",
};
export const WAY = weakens("network", "sends the traffic of this machine by way of another one");

/** A secret of this machine or of the person, read out. */
export const secret = (says: string): EffectTemplate => ({
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says,
});
export const MEMORY = secret("reads what another process keeps in its memory");
export const SCREEN = secret("records what is on the person's screen");
export const TYPED = secret("records what the person types");
export const TOKEN = secret("prints a credential that lets its holder in");
