/** Backup tools: what removes backups, what thins them out, and what writes over data when it restores. */

import { line, weakens } from "../../core/effects/doings.ts";
import { targetOf } from "../../core/effects/files/targets.ts";
import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { type Call, type Doing, effectOfDoing, type Table, tablePack } from "../../core/effects/subcommands.ts";
import { examples } from "./examples.ts";

const INSTEAD = "List what would go first, and let the person remove backups.";

/** What removes backups for good. */
const removes = (says: string, more: Partial<Doing> = {}): Doing => ({
  verb: "delete",
  resource: "backup",
  says,
  instead: INSTEAD,
  ...more,
});

/** Thinning by a rule: how many go, only the repository knows. */
const thins = (says: string, more: Partial<Doing> = {}): Doing =>
  removes(says, { reach: "several", named: [], ...more });

/** A restore puts old content in the place of what is there now. */
const restores = (says: string, more: Partial<Doing> = {}): Doing => ({
  verb: "overwrite",
  resource: "directory",
  says,
  reach: "several",
  ...more,
});

type Tool = Omit<Table, "examples" | "id" | "programs"> & { readonly programs?: readonly string[] };

const RESTIC = ["r", "repo", "password-file", "p", "o", "option", "cache-dir", "tag", "host", "path", "target", "t"];

/** Sub-commands by tool. What stands in no line is looked at by its name alone. */
const TOOLS: Readonly<Record<string, Tool>> = {
  restic: {
    programs: ["restic", "rustic"],
    grammar: { values: [...RESTIC, "keep-last", "keep-daily", "keep-weekly", "keep-monthly", "keep-within"] },
    lines: [
      line("forget", thins("removes snapshots by a retention rule")),
      line("prune", thins("removes the data of forgotten snapshots")),
      line("key remove", removes("removes the repository key", { resource: "secret" })),
      line("key passwd|add", removes("takes the password from the repository", { resource: "secret", named: [] }), {
        with: ["insecure-no-password", "new-insecure-no-password"],
      }),
      line("unlock", removes("removes the locks of running backups", { resource: "setting", named: [] }), {
        with: ["remove-all"],
      }),
      line("unlock"),
      line("rewrite", thins("rewrites snapshots and forgets the old ones"), { with: ["forget"] }),
      line("restore", restores("restores over what is there, and deletes what the snapshot does not have"), {
        with: ["delete"],
      }),
      line("restore", restores("restores over every file of the machine"), { with: ["target=/", "t=/"] }),
      line("cache"),
    ],
  },
  borg: {
    grammar: {
      values: ["P", "prefix", "a", "glob-archives", "keep-daily", "keep-weekly", "keep-monthly", "keep-within"],
    },
    shows: ["n", "list-only"],
    lines: [
      line("delete|rdelete|repo-delete", removes("deletes the archive or repository")),
      line("prune", thins("removes archives by a retention rule")),
      line("recreate", thins("rewrites archives")),
      line("key change-location|remove", removes("takes the repository key from its place", { resource: "secret" })),
      // What deleted archives still held can be got back until then.
      line("compact", removes("frees for good what no archive holds any longer", { named: [] })),
      line(
        "config",
        {
          verb: "weaken",
          resource: "backup",
          recovery: "effort",
          says: "lets archives be deleted again in",
          named: [],
        },
        {
          operand: /^append_only=?0?$/,
        },
      ),
      line("break-lock", weakens("backup", "takes the lock away from whoever still writes to")),
      line("with-lock"),
    ],
  },
  borgmatic: {
    lines: [
      line("prune", thins("removes archives by a retention rule")),
      line(
        "delete|rdelete|repo-delete",
        removes("deletes the archive or repository", { named: ["archive", "repository"] }),
      ),
    ],
  },
  duplicity: {
    lines: [
      line(
        "remove-older-than|remove-all-but-n-full|remove-all-inc-of-but-n-full|rm-older|cleanup",
        thins("removes backups"),
        {
          with: ["force"],
        },
      ),
      line("remove-older-than|remove-all-but-n-full|remove-all-inc-of-but-n-full|cleanup"),
      line("restore", restores("restores over what is there"), { with: ["force"] }),
    ],
  },
  kopia: {
    lines: [
      line("snapshot|snap delete|remove|rm", removes("deletes the snapshot")),
      line("snapshot|snap expire", thins("removes snapshots by a retention rule"), { with: ["delete"] }),
      line("snapshot|snap expire"),
      line("blob|content|manifest delete|rm", removes("deletes repository data")),
      line("policy set", thins("keeps fewer snapshots than before:", { certainty: "likely" }), {
        with: "keep-latest keep-hourly keep-daily keep-weekly keep-monthly keep-annual".split(" "),
      }),
      line("policy delete|remove|rm", removes("deletes the backup policy", { resource: "setting" })),
      line("maintenance run", thins("deletes at once what no snapshot refers to"), { with: ["safety=none"] }),
    ],
  },
  autorestic: {
    grammar: { values: ["c", "config", "l", "location", "b", "backend"] },
    lines: [
      line("forget", thins("removes snapshots by a retention rule")),
      line("restore", restores("restores over what is there"), { with: ["force", "f"] }),
      // What follows the backend is restic's own.
      line("exec *", thins("removes snapshots"), { operand: /^(?:forget|prune)$/ }),
      line("*"),
    ],
  },
  resticprofile: {
    grammar: { values: ["c", "config", "n", "name"] },
    lines: [line("", thins("removes snapshots"), { operand: /^(?:[\w-]+\.)?(?:forget|prune)$/ }), line("*")],
  },
  duplicacy: { lines: [line("prune", thins("removes snapshots"))] },
  bupstash: { lines: [line("rm|remove", removes("deletes the backups that fit")), line("gc")] },
  bup: {
    lines: [
      line("gc|prune-older|rm", thins("removes old saves"), { with: ["unsafe"] }),
      line("gc|prune-older", undefined, { without: ["unsafe"] }),
    ],
  },
  zbackup: { lines: [line("gc", thins("removes what no backup refers to"))] },
  dirvish: {
    programs: ["dirvish-expire"],
    lines: [line("", thins("removes expired images"), { without: ["no-run"] }), line("")],
  },
  backupninja: { lines: [line("", thins("removes backups"), { with: ["remove"] }), line("")] },
  amanda: {
    programs: ["amrmtape", "amadmin"],
    shows: ["n"],
    lines: [
      line("* delete|force|force-level-1|reuse", removes("gives up backups of")),
      line("* find|info|due|tape|balance|version|export|disklist|hosts|dles|bumpsize|config"),
      line("* *", removes("gives up the tape with its backups")),
    ],
  },
  netbackup: {
    programs: ["bpexpdate", "bpmedia", "bplabel", "nsrmm", "nsrim"],
    grammar: {
      values: ["m", "d", "M", "host", "ev", "S", "V", "backupid", "copy", "h", "ret", "policy"],
      singleDash: true,
    },
    lines: [
      line("", removes("expires backups", { reach: "several", named: ["m", "backupid", "S"] }), {
        with: ["d", "deassignempty", "deassign_media", "recalculate", "freeze", "X"],
      }),
      line(""),
    ],
  },
  dsmadmc: {
    grammar: { values: ["id", "pa", "password", "se"] },
    lines: [
      line("delete|expire|remove|audit|checkout *", thins("deletes what the server stores")),
      line("", thins("deletes what the server stores"), {
        operand: /^\s{0,9}(?:del(?:ete)?|rem(?:ove)?|exp(?:ire)?)\s+\w/i,
      }),
      line("*"),
      line(""),
    ],
  },
  rclone: {
    grammar: {
      values:
        "include exclude filter include-from exclude-from files-from max-age min-age max-size config backup-dir transfers checkers log-file log-level".split(
          " ",
        ),
    },
    shows: ["n"],
    special: movedRemote,
    lines: [
      line("purge", { verb: "delete", resource: "bucket", says: "deletes everything in", reach: "all" }),
      line("delete", { verb: "delete", resource: "bucket", says: "deletes the files in", reach: "all" }),
      line("deletefile", { verb: "delete", resource: "record", says: "deletes the file" }),
      line("rmdir"),
      line("rmdirs"),
      line("sync", {
        verb: "delete",
        resource: "bucket",
        says: "deletes at the destination what the source does not have:",
        certainty: "likely",
        reach: "several",
        instead: "rclone copy deletes nothing; --backup-dir keeps what would go.",
      }),
      line(
        "bisync",
        { verb: "overwrite", resource: "bucket", says: "makes both sides the same, deletions too:", reach: "several" },
        {
          with: ["resync", "force"],
        },
      ),
      line("move|moveto", {
        verb: "move",
        resource: "bucket",
        says: "moves away the files in",
        reach: "several",
        recovery: "effort",
      }),
      line("cleanup", removes("empties the trash and old versions of")),
      line("dedupe", { verb: "delete", resource: "bucket", says: "deletes duplicates in", reach: "several" }),
      line("config delete", { verb: "delete", resource: "setting", says: "deletes the remote", recovery: "effort" }),
    ],
  },
  "wal-g": {
    programs: ["wal-g", "wal-e"],
    lines: [
      line("delete everything", removes("deletes every backup", { reach: "all", named: [] }), {
        with: ["confirm", "f"],
      }),
      line("delete", thins("deletes backups"), { with: ["confirm"] }),
      line("delete"),
      line("backup-fetch", restores("restores a database over what is there", { resource: "database" })),
    ],
  },
  pgbackrest: {
    grammar: { values: ["stanza", "config", "repo", "set", "type", "target"] },
    lines: [
      line("expire", thins("removes backups by a retention rule")),
      line("stanza-delete", removes("deletes the stanza with every backup in it", { named: ["stanza"], reach: "all" })),
      line("repo-rm", removes("removes from the repository")),
      line(
        "restore",
        restores("restores the database cluster over what is there", { resource: "database", named: ["stanza"] }),
      ),
      line("stop", { verb: "stop", resource: "service", says: "stops backups of", named: ["stanza"] }),
    ],
  },
  barman: {
    lines: [
      line("delete", removes("deletes the backup", { reach: "one" })),
      line("recover", restores("recovers a database into", { resource: "database" })),
    ],
  },
  "barman-cloud": {
    programs: ["barman-cloud-backup-delete"],
    grammar: { values: ["r", "retention-policy", "b", "backup-id", "P", "profile", "endpoint-url", "cloud-provider"] },
    lines: [line("", thins("deletes backups in the cloud"))],
  },
  pg_probackup: {
    lines: [
      line("delete", removes("deletes backups", { named: ["i", "instance"] })),
      line("del-instance", removes("deletes every backup of the instance", { named: ["instance"], reach: "all" })),
      line(
        "restore",
        restores("restores a database cluster over what is there", { resource: "database", named: ["instance"] }),
      ),
    ],
  },
  tarsnap: {
    lines: [
      line("", removes("deletes every archive", { reach: "all", named: [] }), { with: ["nuke"] }),
      line("", removes("deletes the archive", { named: ["f"] }), { with: ["d"] }),
    ],
    grammar: { values: ["f", "keyfile", "cachedir"] },
  },
  snapper: {
    grammar: { values: ["c", "config"] },
    lines: [
      line("delete|remove|rm", removes("deletes the snapshot")),
      line("undochange|rollback", restores("puts an older state of the file system back")),
      line("cleanup", thins("removes snapshots by a retention rule")),
    ],
  },
  timeshift: {
    grammar: { values: ["snapshot", "snapshot-device"] },
    lines: [
      line("", removes("deletes every snapshot", { reach: "all", named: [] }), { with: ["delete-all"] }),
      line("", removes("deletes the snapshot", { named: ["snapshot"] }), { with: ["delete"] }),
      line("", restores("restores the whole system from a snapshot", { resource: "system", named: ["snapshot"] }), {
        with: ["restore"],
      }),
    ],
  },
  "rdiff-backup": {
    lines: [
      line("remove", thins("removes old increments")),
      line("", thins("removes old increments"), { with: ["remove-older-than"] }),
      line("restore", restores("restores over what is there"), { with: ["force"] }),
    ],
    grammar: { values: ["remove-older-than", "older-than", "r", "at"] },
  },
  "proxmox-backup-client": {
    lines: [
      line("forget", removes("deletes the snapshot")),
      line("snapshot|snapshots|group forget|remove", removes("deletes the snapshot")),
      line("key change-passphrase|create", removes("replaces the key of the backups", { resource: "secret" }), {
        with: ["force"],
      }),
      line("prune", thins("removes snapshots by a retention rule")),
    ],
  },
};

/** `rclone move remote:bucket /mnt`: nothing is left of a remote or a bucket of its own. */
function movedRemote(call: Call): Reading | undefined {
  const [verb, from] = call.words;
  if (!/^move(?:to)?$/.test(verb?.value ?? "") || !from) return undefined;
  const remote = /^[\w.-]{2,}:/;
  // What lay on this machine lies on somebody's server.
  const leaves = !remote.test(from.value ?? "") && remote.test(call.words[2]?.value ?? "");
  const target = leaves ? targetOf(from, call.command.scope, call.facts, { recursive: true }) : undefined;
  if (target?.loss.recovery === "free") return undefined;
  if (!leaves && !/^[\w.-]{2,}:[\w.-]*\/?$/.test(from.value ?? "")) return undefined;
  const doing: Doing = leaves
    ? {
        verb: "move",
        resource: "directory",
        says: "takes to another machine, and from this one, everything in",
        reach: "several",
      }
    : { verb: "move", resource: "bucket", says: "moves away everything in", reach: "all" };
  return { effects: [effectOfDoing(doing, [from], call, { id: "rclone" })] };
}

/** One pack for each tool. */
export const backups: readonly ProgramPack[] = Object.entries(TOOLS).map(([id, { programs = [id], ...tool }]) =>
  tablePack({ ...tool, id, programs, examples: examples[id] ?? [] }),
);
