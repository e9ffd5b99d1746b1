/** Defines the losses at any broker. */
import type { EffectTemplate } from "../../core/kit/table.ts";

export const QUEUE: EffectTemplate = { verb: "delete", resource: "queue", says: "deletes {} with what is in it" };
export const REVOKED: EffectTemplate = {
  verb: "revoke",
  resource: "account",
  says: "takes access away:",
  recovery: "none",
};
export const ACCOUNT: EffectTemplate = { verb: "delete", resource: "account", says: "deletes the account" };
