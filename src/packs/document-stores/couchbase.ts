import type { ProgramPack } from "../../core/effects/pack.ts";
import { DATABASE, OVERWRITES, store } from "./store.ts";
export const couchbase: ProgramPack = store(
  "couchbase",
  ["couchbase-cli", "cbbackupmgr", "cbimport", "cbrestore"],
  "https://docs.couchbase.com/server/current/cli/cli-intro.html",
  [
    "c",
    "cluster",
    "u",
    "username",
    "p",
    "password",
    "bucket",
    "server-remove",
    "a",
    "archive",
    "r",
    "repo",
    "backup",
    "start",
    "end",
  ],
  { host: ["c", "cluster"] },
  [
    { call: "bucket-delete|bucket-flush", does: { ...DATABASE, named: ["bucket"] } },
    {
      call: "rebalance",
      with: ["server-remove"],
      does: {
        verb: "destroy",
        resource: "cluster",
        recovery: "effort",
        says: "takes servers out of the cluster",
        named: ["server-remove"],
      },
    },
    {
      call: "failover|recovery|cluster-init|reset-admin-password|reset-cipher-suites|master-password|node-init",
      does: { verb: "weaken", resource: "cluster", recovery: "effort", says: "changes the cluster", named: [] },
    },
    {
      call: "user-manage|collection-manage|xdcr-setup|xdcr-replicate|group-manage|analytics-link-setup|backup-service",
      with: ["delete", "drop-scope", "drop-collection", "delete-group"],
      does: DATABASE,
    },
    {
      call: "remove",
      source: "https://docs.couchbase.com/server/current/backup-restore/cbbackupmgr-remove.html",
      does: { verb: "delete", resource: "backup", says: "deletes backups", named: ["r", "repo"] },
    },
    { call: "restore", with: ["force-updates", "purge"], does: OVERWRITES },
  ],
  [
    { run: "couchbase-cli bucket-list -c localhost", expect: "allow" },
    { run: "couchbase-cli bucket-delete -c localhost --bucket web", expect: "ask" },
    { run: "couchbase-cli bucket-flush -c cb.example.com --bucket web --force", expect: "deny" },
    { run: "cbbackupmgr remove -a /backups -r web", expect: "ask" },
  ],
);
