import type { ProgramPack } from "../../core/effects/pack.ts";
import { tablePack } from "../../core/kit/subcommands.ts";
import { at, GRAMMAR } from "./place.ts";
/** Each of these tools does one thing to a whole server. */
export const percona: ProgramPack = tablePack({
  id: "percona",
  programs: [
    "pt-archiver",
    "pt-kill",
    "pt-slave-restart",
    "pt-table-sync",
    "xtrabackup",
    "mariabackup",
    "mariadb-backup",
    "innobackupex",
    "myloader",
    "mysqlbackup",
  ],
  grammar: GRAMMAR,
  lines: [
    {
      call: "copy-back|copy-back-and-apply-log",
      source: "https://dev.mysql.com/doc/mysql-enterprise-backup/9.6/en/",
      does: {
        verb: "overwrite",
        resource: "database",
        reach: "all",
        certainty: "likely",
        says: "puts a backup in place of the data directory",
        named: ["datadir"],
      },
    },
    {
      call: "",
      source: "https://docs.percona.com/percona-toolkit/pt-archiver.html",
      with: ["purge"],
      does: {
        verb: "delete",
        resource: "rows",
        reach: "all",
        says: "deletes the rows that it archives",
        named: ["source", "where"],
      },
    },
    {
      call: "",
      source: "https://docs.percona.com/percona-xtrabackup/",
      with: ["copy-back", "move-back"],
      does: {
        verb: "overwrite",
        resource: "database",
        reach: "all",
        certainty: "likely",
        says: "puts a backup in place of the data directory",
        named: ["datadir"],
      },
    },
    {
      call: "",
      source: "https://github.com/mydumper/mydumper",
      with: ["overwrite-tables", "purge-mode", "drop-table", "o"],
      does: {
        verb: "drop",
        resource: "table",
        reach: "several",
        says: "drops the tables that it restores",
        named: ["database"],
      },
    },
    {
      call: "",
      source: "https://docs.percona.com/percona-toolkit/pt-table-sync.html",
      with: ["execute", "kill"],
      does: {
        verb: "update",
        resource: "rows",
        reach: "unknown",
        certainty: "likely",
        says: "changes rows on another server",
        named: [],
      },
    },
    { call: "" },
  ],
  at,
  examples: [
    { run: "pt-archiver --source h=localhost,D=shop,t=orders --purge --where 1=1", expect: "ask" },
    { run: "xtrabackup --copy-back --target-dir=/backups/full", expect: "ask" },
    { run: "mysqlbackup --backup-dir=/b copy-back", expect: "ask" },
    { run: "mysqlbackup --backup-dir=/b backup", expect: "allow" },
    { run: "xtrabackup --backup --target-dir=/backups/full", expect: "allow" },
    { run: "myloader --overwrite-tables -d dump", expect: "ask" },
  ],
});
