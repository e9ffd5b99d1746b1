/** What calls of any cloud come to when they serve an attack. */
import { grants, weakens } from "../../doings.ts";
import type { Doing } from "../../subcommands.ts";

export const ADMIN: Doing = grants("gives somebody all rights over the cluster", { recovery: "none" });
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
export const TOKENS: Doing = grants("makes or takes a credential that lets its holder in", { recovery: "none" });
export const WATCHED: Doing = weakens("account", "lets others see or change what the account keeps or writes down", {
  recovery: "none",
});
