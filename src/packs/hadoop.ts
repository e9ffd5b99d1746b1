/** Hadoop's file system and its kin: what `-skipTrash` deletes is gone, and a formatted name node is every file at once. */
import { changes, deletes, stops } from "../core/effects/doings.ts";
import { type Table, tablesPack } from "../core/effects/subcommands.ts";

const account = { provider: "Hadoop", endpoint: ["fs", "conf"] };
const files = deletes("directory", "files of the cluster:", { reach: "several" });

const FILE_SYSTEM: Table["lines"] = [
  { call: "dfs|fs", with: ["rm", "rmr", "rmdir", "expunge", "truncate", "deleteSnapshot"], does: files },
  {
    call: "dfs|fs",
    with: ["chmod", "chown", "chgrp", "setfacl", "setrep"],
    does: changes("setting", "rights of files in the cluster"),
  },
  { call: "dfs|fs", with: ["mv", "moveFromLocal"], does: { verb: "move", resource: "directory", says: "moves" } },
  { call: "dfs|fs" },
];

export const hadoop = tablesPack(
  "hadoop",
  [
    {
      programs: ["hdfs", "hadoop", "ozone", "maprcli"],
      grammar: { values: ["fs", "conf", "jt", "D", "config"], singleDash: true },
      account,
      nouns: { volume: "volume", bucket: "bucket", key: "file", mirror: "backup", table: "table" },
      lines: [
        ...FILE_SYSTEM,
        {
          call: "namenode",
          with: ["format", "rollback", "finalize"],
          does: deletes("cluster", "every file of the cluster: formats it", { reach: "all" }),
        },
        { call: "dfsadmin", with: ["deleteSnapshot"], does: deletes("backup", "the snapshot") },
        {
          call: "dfsadmin",
          with: ["safemode", "clrQuota", "setQuota", "refreshNodes", "disallowSnapshot"],
          does: changes("setting", "what the cluster allows"),
        },
        { call: "fsck", with: ["delete", "move"], does: files },
        {
          call: "distcp",
          with: ["delete", "overwrite"],
          does: { ...files, says: "replaces or deletes in the target" },
        },
        { call: "job", with: ["kill", "kill-task"], does: stops("service", "the job", { named: ["kill"] }) },
        { call: "cacheadmin", with: ["removeDirective", "removePool"], does: changes("setting", "what is cached") },
      ],
    },
    {
      programs: ["yarn-hadoop", "mapred"],
      grammar: { singleDash: true },
      account,
      lines: [{ call: "job", with: ["kill"], does: stops("service", "the job", { named: ["kill"] }) }, { call: "*" }],
    },
  ],
  [
    { run: "hdfs dfs -rm -r -skipTrash /warehouse/orders", expect: "ask" },
    { run: "hadoop fs -rmr /warehouse", expect: "ask" },
    { run: "hdfs namenode -format", expect: "deny" },
    { run: "hdfs dfs -ls /warehouse", expect: "allow" },
    { run: "hadoop fs -put part.csv /in", expect: "allow" },
  ],
);
