/** What calls of any cloud come to when they serve an attack. */
import { grants, weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";

export const ADMIN: EffectTemplate = grants("gives somebody all rights over the cluster", { recovery: "none" });
export const RIGHTS: EffectTemplate = grants("gives an account rights in the cloud", { recovery: "none" });
export const SHARES: EffectTemplate = {
  verb: "exfiltrate",
  resource: "backup",
  recovery: "none",
  says: "hands a copy of the data to another account or to everybody",
};
export const OPENS: EffectTemplate = weakens("bucket", "opens to everybody what was closed", { recovery: "none" });
export const RECORD: EffectTemplate = weakens("system", "stops what is written down about the account", {
  recovery: "none",
});
export const REMOTE: EffectTemplate = {
  verb: "execute-remote",
  resource: "code",
  reach: "unknown",
  says: "has machines run a program when they start",
};
export const KEYS: EffectTemplate = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "prints the keys of a cloud service",
};
export const TOKENS: EffectTemplate = grants("makes or takes a credential that lets its holder in", {
  recovery: "none",
});
export const WATCHED: EffectTemplate = weakens(
  "account",
  "lets others see or change what the account keeps or writes down",
  {
    recovery: "none",
  },
);
