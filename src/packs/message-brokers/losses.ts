/** What is lost at any broker. */
import type { Doing } from "../../core/effects/subcommands.ts";

export const QUEUE: Doing = { verb: "delete", resource: "queue", says: "deletes {} with what is in it" };
export const REVOKED: Doing = {
  verb: "revoke",
  resource: "account",
  says: "takes access away:",
  recovery: "none",
};
export const ACCOUNT: Doing = { verb: "delete", resource: "account", says: "deletes the account" };
