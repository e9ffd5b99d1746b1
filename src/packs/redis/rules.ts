/** Lists the public ids of what Redis's commands do, as words or piped in. */
import type { NamedRule } from "../../core/kit/named-rules.ts";

export const RULES: Readonly<Record<string, NamedRule>> = {
  flush: { call: "", effect: "truncate", says: "deletes every key" },
  delete: { call: "", effect: "delete rows", says: "deletes keys" },
  "delete-user": { call: "", effect: "delete account", says: "deletes a user" },
  "delete-functions": { call: "", effect: "delete code", says: "deletes every stored function" },
  replace: { call: "", effect: "overwrite", says: "replaces every key" },
  migrate: { call: "", effect: "move", says: "moves keys to another server" },
  "cluster-reset": { call: "", effect: "destroy", says: "takes a node out of its cluster and empties it" },
  script: { call: "", effect: "execute-unknown", says: "runs a script, or commands that could not be read" },
  "config-weaken": { call: "", effect: "weaken", says: "changes where the server writes, or what protects it" },
  config: { call: "", effect: "mutate setting", says: "changes a setting" },
  shutdown: { call: "", effect: "stop", says: "shuts the server down" },
};
