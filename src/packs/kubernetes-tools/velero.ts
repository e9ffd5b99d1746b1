/** Reads Velero: the backups of a cluster, and where they are kept. */

import type { EffectTemplate, Table } from "../../core/kit/table.ts";
import { clusterOf } from "../../core/providers/cluster.ts";

const BACKUP: EffectTemplate = {
  verb: "delete",
  resource: "backup",
  says: "deletes the backup",
  instead: "Backups go by themselves when their time to live is over.",
};

export const VELERO: Omit<Table, "id" | "examples"> = {
  source: "https://velero.io/docs/main/",
  programs: ["velero"],
  grammar: { values: "n namespace kubecontext kubeconfig l selector from-backup from-schedule ttl name".split(" ") },
  unasked: ["confirm", "force"],
  at: call => [
    clusterOf(call, { context: ["kubecontext"], namespace: ["n", "namespace"], kubeconfig: ["kubeconfig"] }),
  ],
  lines: [
    { call: "backup|snapshot delete", does: BACKUP },
    { call: "delete backup|backups", does: BACKUP },
    {
      call: "schedule|schedules delete|pause",
      does: { verb: "weaken", resource: "backup", says: "ends the backups that are made by the schedule" },
    },
    {
      call: "delete schedule|schedules",
      does: { verb: "weaken", resource: "backup", says: "ends the backups that are made by the schedule" },
    },
    {
      call: "backup-location|snapshot-location|repo|restore delete",
      does: { verb: "delete", resource: "record", says: "deletes the record of" },
    },
    {
      call: "delete backup-location|snapshot-location|restore|restores|repo",
      does: { verb: "delete", resource: "record", says: "deletes the record of" },
    },
    {
      call: "restore create",
      with: ["existing-resource-policy"],
      does: {
        verb: "overwrite",
        resource: "namespace",
        reach: "several",
        says: "overwrites objects of the cluster from a backup",
      },
    },
    {
      call: "uninstall",
      does: {
        verb: "delete",
        resource: "backup",
        reach: "all",
        says: "removes Velero with its records of backups from the cluster",
      },
    },
    { call: "*" },
  ],
};
