/** Reads PostgreSQL's tools for a data directory and its log. */
import type { ProgramPack } from "../../core/effects/pack.ts";
import { serverTool } from "./tool.ts";
export const postgresServer: ProgramPack = serverTool(
  "postgres-server",
  [
    "pg_resetwal",
    "pg_resetxlog",
    "pg_rewind",
    "pg_basebackup",
    "pg_archivecleanup",
    "initdb",
    "pg_createcluster",
    "pg_receivewal",
    "pg_upgrade",
    "pg_checksums",
    "pg_verifybackup",
    "pg_waldump",
    "pg_controldata",
    "pg_isready",
    "pg_config",
    "pg_lsclusters",
    "postgres",
    "postmaster",
    "pg_dump",
    "pg_dumpall",
    "pg_combinebackup",
    "pg_amcheck",
  ],
  {
    pg_resetwal: [
      {
        call: "",
        without: ["n"],
        does: {
          verb: "delete",
          resource: "backup",
          says: "throws away the write-ahead log: what was not yet on disk is lost, data may be damaged",
          named: [],
        },
      },
    ],
    pg_resetxlog: [
      {
        call: "",
        without: ["n"],
        does: { verb: "delete", resource: "backup", says: "throws away the write-ahead log", named: [] },
      },
    ],
    pg_rewind: [
      {
        call: "",
        does: {
          verb: "overwrite",
          resource: "database",
          reach: "all",
          says: "overwrites a data directory by another server's",
          named: ["D", "target-pgdata"],
        },
      },
    ],
    pg_archivecleanup: [
      {
        call: "",
        without: ["n"],
        does: {
          verb: "delete",
          resource: "backup",
          reach: "one",
          says: "deletes archived log, which a restore to a point in time needs:",
        },
      },
    ],
    pg_receivewal: [
      {
        call: "",
        with: ["drop-slot"],
        does: {
          verb: "drop",
          resource: "queue",
          says: "drops a replication slot: a replica may have to be built anew",
          named: ["S", "slot"],
        },
      },
    ],
    pg_upgrade: [
      {
        call: "",
        with: ["k", "link"],
        without: ["c", "check"],
        does: {
          verb: "mutate",
          resource: "system",
          recovery: "none",
          certainty: "likely",
          says: "upgrades the data directory in place",
          named: [],
        },
      },
    ],
  },
  [
    { run: "pg_dump shop > shop.sql", expect: "allow" },
    { run: "pg_isready -h localhost", expect: "allow" },
    { run: "pg_basebackup -h db.example.com -D /tmp/copy", expect: "allow" },
    { run: "pg_resetwal -f /var/lib/postgresql/16/main", expect: "ask" },
    { run: "pg_rewind --target-pgdata=/data --source-server='host=db2'", expect: "ask" },
    { run: "pg_archivecleanup /archive 000000010000000000000010", expect: "ask" },
    { run: "initdb -D data", expect: "allow" },
  ],
);
