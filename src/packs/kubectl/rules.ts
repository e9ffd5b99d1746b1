/** Lists the public ids of kubectl's commands, besides those of its table's lines. */
import type { NamedRule } from "../../core/kit/named-rules.ts";

export const RULES: Readonly<Record<string, NamedRule>> = {
  "delete-namespace": {
    call: "delete",
    effect: "delete namespace",
    says: "deletes a namespace with everything in it",
  },
  "delete-volume": { call: "delete", effect: "delete volume", says: "deletes a volume or a claim with its data" },
  "delete-crd": {
    call: "delete",
    effect: "delete schema",
    says: "deletes a custom resource definition and every object of that kind",
  },
  "delete-node": { call: "delete", effect: "delete system", says: "deletes a node" },
  "delete-pod": { call: "delete", effect: "delete container", says: "deletes pods" },
  "delete-object": { call: "delete", effect: "delete", says: "deletes objects of the cluster" },
  "apply-prune": { call: "apply", effect: "delete", says: "deletes the objects that no manifest names any more" },
  apply: { call: "apply", says: "changes the cluster to what the manifests say" },
  replace: { call: "replace", says: "deletes objects and creates them anew" },
  edit: { call: "edit", says: "changes an object" },
  patch: { call: "patch", says: "changes an object" },
  "scale-to-zero": { call: "scale", effect: "stop", says: "stops every pod" },
  scale: { call: "scale", says: "changes the number of replicas" },
  "rollout-undo": { call: "rollout undo", says: "puts an earlier version into service" },
  rollout: { call: "rollout", says: "restarts what runs" },
  drain: { call: "drain|adm", effect: "stop", says: "evicts every pod of a node" },
  cordon: { call: "cordon", says: "keeps new pods away from a node" },
  taint: { call: "taint", says: "evicts pods of a node" },
  "get-secret": { call: "get|extract", effect: "read-secret", says: "prints the values of secrets" },
  "use-context": { call: "config", says: "changes which cluster later commands reach" },
  "debug-node": { call: "debug", effect: "escalate", says: "opens a node with its files and processes" },
};
