/** What calls of any cloud come to when they serve an attack. */
import { grants, weakens } from "../../doings.ts";
import type { Doing } from "../../subcommands.ts";

export const RIGHTS: Doing = grants("gives an account rights in the cloud", { recovery: "none" });
export const SHARES: Doing = {
  verb: "exfiltrate",
  resource: "backup",
  recovery: "none",
  says: "hands a copy of the data to another account or to everybody",
};
export const OPENS: Doing = weakens("bucket", "opens to everybody what was closed", { recovery: "none" });
export const RECORD: Doing = weakens("system", "stops what is written down about the account", { recovery: "none" });
export const REMOTE: Doing = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "has machines run a program when they start",
};
export const KEYS: Doing = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "prints the keys of a cloud service",
};
