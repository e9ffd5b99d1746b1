/** Reads tools for PostgreSQL's servers and their clusters. */
import type { ProgramPack } from "../../core/effects/pack.ts";
import type { EffectTemplate } from "../../core/kit/table.ts";
import { serverTool } from "./tool.ts";

const CLUSTER: EffectTemplate = {
  verb: "delete",
  resource: "database",
  reach: "one",
  says: "deletes the whole cluster with every database in it:",
};

export const postgresClusters: ProgramPack = serverTool(
  "postgres-clusters",
  [
    "pg_ctl",
    "pg_ctlcluster",
    "pg_dropcluster",
    "pg_renamecluster",
    "pg_upgradecluster",
    "pgbench",
    "vacuumdb",
    "reindexdb",
    "clusterdb",
    "pg_repack",
    "pgcompacttable",
    "pg_autoctl",
    "patronictl",
    "repmgr",
  ],
  {
    pg_dropcluster: [{ call: "", does: CLUSTER }],
    pg_ctl: [
      {
        call: "stop|kill",
        does: {
          verb: "stop",
          resource: "database",
          recovery: "effort",
          says: "stops the server",
          named: ["D", "pgdata"],
        },
      },
      {
        call: "promote",
        does: {
          verb: "mutate",
          resource: "system",
          recovery: "none",
          says: "promotes the replica: the old primary no longer fits",
          named: ["D", "pgdata"],
        },
      },
      { call: "*" },
    ],
    pg_ctlcluster: [
      {
        call: "* * stop",
        does: { verb: "stop", resource: "database", recovery: "effort", says: "stops the server", named: [] },
      },
      { call: "" },
    ],
    pgbench: [
      {
        call: "",
        with: ["i", "initialize"],
        does: {
          verb: "drop",
          resource: "table",
          reach: "several",
          recovery: "effort",
          certainty: "likely",
          says: "drops and makes pgbench's own tables in",
          named: [],
        },
      },
      {
        call: "",
        with: ["f", "file"],
        does: {
          verb: "execute-unknown",
          resource: "code",
          recovery: "effort",
          certainty: "possible",
          says: "runs SQL of the file",
          named: ["f", "file"],
        },
      },
    ],
    vacuumdb: [
      {
        call: "",
        with: ["f", "full"],
        does: {
          verb: "stop",
          resource: "table",
          recovery: "effort",
          says: "locks every table while it is rewritten",
          named: [],
        },
      },
    ],
    clusterdb: [
      {
        call: "",
        does: {
          verb: "stop",
          resource: "table",
          recovery: "effort",
          says: "locks tables while they are rewritten",
          named: [],
        },
      },
    ],
    pg_autoctl: [{ call: "drop *", does: CLUSTER }],
    patronictl: [
      { call: "remove", does: CLUSTER },
      {
        call: "reinit",
        does: {
          verb: "overwrite",
          resource: "database",
          reach: "all",
          says: "deletes the replica's data and builds it anew:",
        },
      },
      {
        call: "failover|switchover",
        does: { verb: "stop", resource: "system", recovery: "effort", says: "moves the primary:" },
      },
      { call: "*" },
    ],
    repmgr: [
      {
        call: "standby clone",
        with: ["F", "force"],
        does: {
          verb: "overwrite",
          resource: "database",
          reach: "all",
          says: "overwrites a data directory by another server's",
          named: ["D", "pgdata"],
        },
      },
      {
        call: "standby promote|switchover",
        does: {
          verb: "stop",
          resource: "cluster",
          recovery: "effort",
          says: "makes another server the primary",
          named: [],
        },
      },
      {
        call: "primary|standby|witness unregister",
        does: {
          verb: "weaken",
          resource: "cluster",
          recovery: "effort",
          says: "takes a node out of the cluster",
          named: [],
        },
      },
      { call: "*" },
    ],
  },
  [
    { run: "pg_dropcluster --stop 16 main", expect: "ask" },
    { run: "pg_ctl -D data start", expect: "allow" },
    { run: "pg_ctl -D data stop -m fast", expect: "allow", why: "a development server; the data stays" },
    { run: "pg_ctl status", expect: "allow" },
    { run: "vacuumdb --analyze shop", expect: "allow" },
    { run: "vacuumdb --full --all", expect: "allow", why: "a lock, on this machine" },
    { run: "pgbench -i bench", expect: "ask" },
    { run: "pgbench -c 10 bench", expect: "allow" },
    { run: "reindexdb shop", expect: "allow" },
    { run: "patronictl remove shop", expect: "ask" },
  ],
);
