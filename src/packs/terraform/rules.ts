/** Lists the public ids of what Terraform's commands do. */
import type { NamedRule } from "../../core/kit/named-rules.ts";

export const RULES: Readonly<Record<string, NamedRule>> = {
  "apply-replace": { call: "apply|apply-all", effect: "destroy", says: "destroys resources that the apply replaces" },
  destroy: { call: "", effect: "destroy", says: "destroys what the configuration manages" },
  "destroy-database": {
    call: "",
    effect: "delete database",
    says: "deletes a database that the configuration manages",
  },
  "state-push": { call: "state push", says: "overwrites the remote state with a file" },
  "state-rm": { call: "state", effect: "discard", says: "forgets resources, which go on running" },
  "state-mv": { call: "state", effect: "mutate", says: "renames resources in the state" },
  "workspace-delete": { call: "workspace", effect: "discard", says: "deletes a workspace and its state" },
  "backend-delete": { call: "backend", effect: "discard", says: "deletes the remote state" },
  "force-unlock": { call: "force-unlock", says: "takes the lock off the state, whoever holds it" },
  taint: { call: "taint", says: "marks a resource to be replaced by the next apply" },
  "init-force-copy": { call: "init", says: "copies the state over another without asking" },
  apply: { call: "", effect: "mutate", says: "changes the infrastructure to what the configuration says" },
};
