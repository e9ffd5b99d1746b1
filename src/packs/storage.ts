/** zfs, zpool, btrfs, LVM, Time Machine: volumes, pools and the snapshots in them. */
import { hasOption, optionValue } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { type Call, type Doing, effectOfDoing, type Table, tablesPack } from "../core/effects/subcommands.ts";

const VOLUME: Doing = { verb: "delete", resource: "volume", says: "destroys" };
const POOL: Doing = {
  verb: "delete",
  resource: "volume",
  says: "destroys the pool",
  reach: "all",
  marks: ["with-backups"],
};
const SNAPSHOT: Doing = { verb: "delete", resource: "backup", says: "deletes the snapshot or backup" };
const SHRINKS: Doing = {
  verb: "delete",
  resource: "volume",
  says: "shrinks, and cuts off what lies behind the new end of,",
};
const BACK: Doing = { verb: "discard", resource: "volume", says: "puts back to an older state", reach: "all" };
const CHANGES: Doing = { verb: "mutate", resource: "volume", says: "changes", recovery: "effort" };
const DETACHES: Doing = { verb: "stop", resource: "system", says: "takes out of service", recovery: "effort" };

const LVM =
  "lvremove vgremove pvremove lvreduce lvresize vgreduce pvcreate vgcfgrestore lvconvert lvchange vgchange pvmove vgexport vgsplit";
const REDUCING = /^-|^[^+]/;

function lvmLines(prefix: string, program: string): Table["lines"] {
  const call = prefix === "" ? "" : program;
  const does: Readonly<Record<string, Doing>> = {
    lvremove: VOLUME,
    vgremove: { ...VOLUME, says: "destroys the volume group", reach: "all" },
    pvremove: { ...VOLUME, says: "wipes the physical volume", reach: "all" },
    lvreduce: SHRINKS,
    vgreduce: { ...SHRINKS, says: "takes a disk out of the volume group" },
    pvcreate: { ...VOLUME, says: "makes an empty physical volume of", reach: "all" },
    vgcfgrestore: BACK,
    lvconvert: CHANGES,
    lvchange: CHANGES,
    vgchange: CHANGES,
  };
  const doing = does[program];
  if (program === "lvconvert")
    return [
      { call, with: ["merge", "mergesnapshot"], does: BACK },
      { call, does: CHANGES },
    ];
  return doing ? [{ call, does: doing }] : [{ call }];
}

const LVM_GRAMMAR = {
  values: "L l size extents n name s S select t type r a o i I f config p".split(" "),
  abbreviations: true,
};

export const storage = tablesPack(
  "storage",
  [
    {
      programs: ["zfs"],
      grammar: { values: ["o", "t", "s", "S", "x", "d", "c", "e"] },
      shows: ["n"],
      lines: [
        { call: "destroy", does: VOLUME },
        { call: "rollback", does: BACK },
        { call: "receive|recv", with: ["F"], does: BACK },
        { call: "set|inherit|upgrade|promote|rename|allow|unallow", does: CHANGES },
        { call: "unmount|umount", with: ["a"], does: DETACHES },
        { call: "" },
      ],
    },
    {
      programs: ["zpool"],
      grammar: { values: ["o", "O", "R", "t", "m", "T", "d", "c"] },
      shows: ["n"],
      lines: [
        { call: "destroy", does: POOL },
        { call: "labelclear", does: { ...POOL, says: "wipes the label of" } },
        { call: "create", with: ["f"], does: { ...POOL, says: "makes an empty pool of" } },
        { call: "add", with: ["f"], does: { ...VOLUME, says: "adds for good, over what is on it, to the pool" } },
        {
          call: "remove|detach|split|replace|offline|reguid|upgrade",
          does: { ...DETACHES, says: "takes a disk out of the pool" },
        },
        { call: "export", does: DETACHES },
        { call: "import", with: ["F", "X"], does: BACK },
        { call: "" },
      ],
    },
    {
      programs: ["btrfs"],
      lines: [
        { call: "subvolume|subvol|sub|su delete|del|d", does: VOLUME },
        {
          call: "device|dev|d delete|del|remove",
          does: { ...VOLUME, says: "takes the disk out of the file system", reach: "one" },
        },
        { call: "filesystem|fi|f resize", does: CHANGES },
        { call: "filesystem|fi|f mkswapfile|label|defragment|usage|show|df|du|sync" },
        { call: "check|ch", with: ["repair", "init-csum-tree", "init-extent-tree"], does: BACK },
        { call: "rescue zero-log|chunk-recover|super-recover", does: BACK },
        { call: "quota|qgroup destroy|disable|remove", does: CHANGES },
        { call: "replace start", does: CHANGES },
        { call: "" },
      ],
    },
    ...LVM.split(" ").map(program => ({
      programs: [program],
      grammar: LVM_GRAMMAR,
      shows: ["test", "t"],
      ...(/^(lvresize)$/.test(program) && { special: resized }),
      lines: lvmLines("", program),
    })),
    {
      programs: ["lvm"],
      grammar: LVM_GRAMMAR,
      lines: [...LVM.split(" ").flatMap(program => lvmLines("lvm ", program)), { call: "" }],
    },
    {
      programs: ["tmutil"],
      lines: [
        { call: "delete|deletelocalsnapshots|thinlocalsnapshots|deleteinprogress", does: SNAPSHOT },
        {
          call: "disable|disablelocal|removedestination|setdestination",
          does: { verb: "weaken", resource: "backup", says: "switches the backups off", recovery: "effort" },
        },
        {
          call: "restore",
          does: { verb: "overwrite", resource: "directory", says: "puts the backup in the place of", reach: "several" },
        },
        { call: "" },
      ],
    },
  ],
  [
    { run: "zfs destroy -r tank/home", expect: "ask" },
    { run: "zfs destroy tank/home@monday", expect: "ask" },
    { run: "zfs rollback -r tank/db@before", expect: "ask" },
    { run: "zpool destroy -f tank", expect: "deny" },
    { run: "zpool labelclear -f /dev/sdb", expect: "deny" },
    { run: "zpool export tank", expect: "ask" },
    { run: "btrfs subvolume delete /mnt/data/@home", expect: "ask" },
    { run: "btrfs device remove /dev/sdc /mnt", expect: "ask" },
    { run: "btrfs check --repair /dev/sda2", expect: "ask" },
    { run: "lvremove -f /dev/vg0/data", expect: "ask" },
    { run: "sudo vgremove vg0 -y", expect: "deny" },
    { run: "lvreduce -L 5G /dev/vg0/data", expect: "ask" },
    { run: "lvresize -L -5G vg0/data", expect: "ask" },
    { run: "lvm lvremove vg0/data", expect: "ask" },
    { run: "pvcreate -ff /dev/sdb", expect: "deny" },
    { run: "tmutil deletelocalsnapshots 2026-01-01-000000", expect: "ask" },
    { run: "tmutil disable", expect: "ask" },
    { run: "tmutil setdestination /Volumes/Other", expect: "ask" },
    { run: "zfs list -t snapshot", expect: "allow" },
    { run: "zfs snapshot tank/db@before", expect: "allow" },
    { run: "zfs destroy -nv tank/home", expect: "allow", why: "only says what would go" },
    { run: "zpool status -v", expect: "allow" },
    { run: "btrfs subvolume list /", expect: "allow" },
    { run: "lvextend -L +5G vg0/data", expect: "allow" },
    { run: "lvresize -L +5G vg0/data", expect: "allow" },
    { run: "tmutil listbackups", expect: "allow" },
  ],
);

/** `-L +5G` makes it larger; `-L -5G` and `-L 5G` may cut something off. */
function resized(call: Call): Reading {
  const size = optionValue(call.args, "L", "l", "size", "extents")?.value ?? "?";
  const shrinks = REDUCING.test(size) && !hasOption(call.args, "help");
  return { effects: [effectOfDoing(shrinks ? SHRINKS : CHANGES, call.words, call, { id: "storage" })] };
}
