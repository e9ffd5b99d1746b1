/** PostgreSQL's server tools: a data directory, its log, and what runs on it. */

import type { ProgramPack } from "../core/effects/pack.ts";
import { clientPlace } from "../core/effects/sql/client-place.ts";
import type { Doing, Line } from "../core/effects/subcommands.ts";
import { tablePack } from "../core/effects/subcommands.ts";

const CLUSTER: Doing = {
  verb: "delete",
  resource: "database",
  reach: "one",
  says: "deletes the whole cluster with every database in it:",
};
const VALUES = [
  "D",
  "pgdata",
  "h",
  "host",
  "p",
  "port",
  "U",
  "username",
  "d",
  "dbname",
  "l",
  "log",
  "m",
  "mode",
  "o",
  "options",
  "t",
  "timeout",
  "R",
  "target-pgdata",
  "source-pgdata",
  "source-server",
  "X",
  "wal-method",
  "n",
  "schema",
  "table",
  "j",
  "jobs",
  "c",
  "client",
  "T",
  "time",
  "f",
  "file",
  "s",
  "scale",
  "S",
  "slot",
  "b",
  "B",
  "old-bindir",
  "new-bindir",
  "old-datadir",
  "new-datadir",
  "F",
  "format",
];

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

function serverTool(
  id: string,
  programs: readonly string[],
  tools: Readonly<Record<string, readonly Line[]>>,
  examples: ProgramPack["examples"],
): ProgramPack {
  const packs = new Map(
    programs.map(program => [
      program,
      tablePack({
        id,
        programs: [program],
        grammar: { values: VALUES },
        lines: [...(tools[program] ?? []), { call: "" }],
        at: call =>
          clientPlace(call.args, call.command.scope, call.facts, { host: ["h", "host"], variables: ["PGHOST"] }),
        examples: [],
      }),
    ]),
  );
  return {
    kind: "program",
    id,
    programs,
    read: (command, facts) => packs.get(command.program)?.read(command, facts) ?? { effects: [] },
    examples,
  };
}
