/** mkfs, fdisk, parted, wipefs, blkdiscard, hdparm, nvme, cryptsetup, mdadm, diskutil: whole disks at a time. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, optionValue, optionValues } from "../../core/effects/options.ts";
import type { Reading } from "../../core/effects/pack.ts";
import { effectsOfWrite } from "../../core/effects/shell/writes.ts";
import { type Call, type Doing, effectOfDoing, tablesPack } from "../../core/effects/subcommands.ts";
import { knownPrefix, textOf, type Word } from "../../core/effects/words.ts";
import { EXAMPLES } from "./examples.ts";

const FORMATS: Doing = { verb: "delete", resource: "volume", says: "makes an empty file system of", reach: "all" };
const PARTITIONS: Doing = { verb: "delete", resource: "volume", says: "changes the partitions of", reach: "all" };
const WIPES: Doing = { verb: "delete", resource: "volume", says: "wipes", reach: "all" };
const KEYS: Doing = {
  verb: "delete",
  resource: "volume",
  says: "destroys the keys, and with them everything on",
  reach: "all",
};
const REPAIRS: Doing = { verb: "overwrite", resource: "volume", says: "rewrites the structures of", recovery: "none" };
const TUNES: Doing = { verb: "mutate", resource: "volume", says: "changes the settings of", recovery: "effort" };
const DETACHES: Doing = { verb: "stop", resource: "volume", says: "detaches", recovery: "effort" };
/** Every mapped disk at once, those of the running system and of encrypted folders among them. */
const DETACHES_ALL: Doing = { verb: "stop", resource: "system", says: "detaches every mapped disk", reach: "all" };
const FAILS: Doing = { verb: "stop", resource: "system", says: "makes every read and write fail on" };
const READS: Doing = { verb: "read-secret", resource: "secret", says: "reads past every permission from" };

const MAKERS =
  "mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.msdos mkfs.exfat mkfs.ntfs mkfs.f2fs mkfs.jfs mkfs.reiserfs mkfs.minix mkfs.cramfs mkfs.bfs mke2fs mkntfs mkdosfs mkexfatfs mkswap newfs newfs_apfs newfs_hfs newfs_msdos newfs_exfat mkudffs";

export const disks = tablesPack(
  "disks",
  [
    {
      programs: MAKERS.split(" "),
      grammar: { values: "t b i I J L m N O o r T U E e s S n d l p c C g G M R h".split(" ") },
      shows: ["V", "dry-run"],
      special: call => onDisk(FORMATS, lastDisk(call), call),
      lines: [{ call: "" }],
    },
    {
      programs: ["fdisk", "cfdisk", "sfdisk"],
      grammar: { values: ["b", "C", "H", "S", "t", "u", "L", "N", "X", "w", "W", "Y", "o", "O"] },
      shows:
        "l list s getsz show-size d dump J json V verify n no-act g show-geometry F list-free T list-types x list-details".split(
          " ",
        ),
      special: partitioned,
      lines: [{ call: "" }],
    },
    {
      programs: ["gdisk", "cgdisk", "sgdisk", "fixparts"],
      grammar: { values: "a A b c C d h i I j k l m n N r R t T u U".split(" ") },
      shows:
        "p print i info v verify b backup L list-types P pretend D display-alignment f first-aligned-in-largest F first-in-largest E end-of-largest O print-mbr".split(
          " ",
        ),
      special: partitioned,
      lines: [{ call: "" }],
    },
    { programs: ["parted"], shows: ["l", "list"], special: parted, lines: [{ call: "" }] },
    { programs: ["partprobe", "kpartx"], lines: [{ call: "" }] },
    {
      programs: ["wipefs"],
      grammar: { values: ["o", "offset", "t", "types", "O", "output"] },
      shows: ["n", "no-act"],
      lines: [{ call: "", with: ["a", "all", "o", "offset"], does: WIPES }, { call: "" }],
    },
    {
      programs: ["blkdiscard", "blkzone", "scrub", "nwipe", "dban", "sg_format", "sg_sanitize"],
      grammar: { values: ["o", "l", "p", "m"] },
      lines: [
        { call: "report" },
        { call: "*", does: WIPES },
        { call: "", with: ["autonuke"], does: WIPES },
        { call: "" },
      ],
    },
    {
      programs: ["hdparm"],
      lines: [
        {
          call: "",
          with: "security-erase security-erase-enhanced security-set-pass trim-sector-ranges trim-sector-ranges-stdin write-sector repair-sector make-bad-sector sanitize-block-erase sanitize-crypto-scramble sanitize-overwrite-passes dco-restore fwdownload".split(
            " ",
          ),
          does: WIPES,
        },
        { call: "" },
      ],
    },
    {
      programs: ["nvme"],
      lines: [
        {
          call: "format|sanitize|write-zeroes|write-uncor|delete-ns|dsm|device-self-test|write|fw-commit|fw-activate|reset|subsystem-reset",
          does: WIPES,
        },
        { call: "" },
      ],
    },
    { programs: ["badblocks"], lines: [{ call: "", with: ["w"], does: WIPES }, { call: "" }] },
    {
      programs: ["flashrom"],
      grammar: { values: ["p", "c", "w", "r", "v", "l", "i"] },
      lines: [
        { call: "", with: ["w", "write", "E", "erase"], does: { ...WIPES, says: "writes the machine's firmware" } },
        { call: "" },
      ],
    },
    {
      programs: ["dmsetup"],
      lines: [
        { call: "remove_all", does: DETACHES_ALL },
        { call: "wipe_table", does: FAILS },
        { call: "remove|clear", does: DETACHES },
        { call: "" },
      ],
    },
    {
      programs: ["mdadm"],
      grammar: { values: ["l", "n", "x", "c", "level", "raid-devices", "f", "a", "r"] },
      lines: [
        { call: "", with: ["zero-superblock"], does: WIPES },
        { call: "", with: ["C", "create"], does: FORMATS },
        { call: "", with: ["S", "stop", "r", "remove", "f", "fail", "set-faulty"], does: REPAIRS },
        { call: "", with: ["G", "grow"], does: REPAIRS },
        { call: "" },
      ],
    },
    {
      programs: ["cryptsetup", "veracrypt"],
      grammar: {
        values: ["c", "s", "h", "key-file", "d", "key-slot", "S", "type", "cipher", "key-size", "hash", "header"],
      },
      lines: [
        {
          call: "luksFormat|erase|luksErase|luksKillSlot|luksRemoveKey|reencrypt|luksHeaderRestore|format",
          does: KEYS,
        },
        { call: "luksChangeKey|luksConvertKey", does: REPAIRS },
        { call: "close|luksClose|remove" },
        { call: "" },
      ],
    },
    {
      programs: ["diskutil"],
      lines: [
        {
          call: "eraseDisk|erasedisk|eraseVolume|erasevolume|eraseOptical|reformat|zeroDisk|zerodisk|randomDisk|secureErase|secureerase|partitionDisk|partitiondisk|resizeVolume|splitPartition|mergePartitions",
          does: WIPES,
        },
        {
          call: "apfs|ap deleteContainer|deletecontainer|deleteVolume|deletevolume|eraseVolume|erasevolume|deleteVolumeGroup|deleteSnapshot|decryptVolume",
          does: WIPES,
        },
        { call: "cs|coreStorage|coreStorage delete|deleteVolume", does: WIPES },
        { call: "appleRAID|ar create|delete|destroy", does: WIPES },
        { call: "list|info|apfs|cs|verifyVolume|verifyDisk|mount|mountDisk|activity" },
        { call: "" },
      ],
    },
    {
      programs: ["hdiutil"],
      lines: [{ call: "erasekeys", does: KEYS }, { call: "compact|resize|segment", does: TUNES }, { call: "" }],
    },
    { programs: ["losetup", "swapoff", "swapon", "blockdev"], lines: [{ call: "" }] },
    {
      programs: ["tune2fs", "xfs_admin", "btrfstune", "e2label", "fatlabel"],
      grammar: { values: "c C e E g i I J L m M o O Q r T u U z".split(" ") },
      shows: ["l"],
      special: withoutFeature,
      lines: [{ call: "*", does: TUNES }, { call: "" }],
    },
    {
      programs: ["resize2fs", "ntfsresize", "fatresize", "e2image"],
      shows: ["P", "n", "i", "info", "no-action"],
      special: call => onDisk(REPAIRS, call.words[0], call),
      lines: [{ call: "" }],
    },
    {
      programs: [
        "fsck",
        "e2fsck",
        "fsck.ext4",
        "fsck.ext3",
        "fsck.ext2",
        "fsck.xfs",
        "fsck.vfat",
        "fsck.fat",
        "fsck.exfat",
        "fsck_apfs",
        "fsck_hfs",
        "ntfsfix",
        "zerofree",
      ],
      grammar: { values: ["b", "B", "C", "E", "j", "l", "L", "o", "f", "t"] },
      shows: ["n", "N"],
      special: call => onDisk(REPAIRS, call.words[0], call),
      lines: [{ call: "" }],
    },
    {
      programs: ["xfs_repair"],
      grammar: { values: ["c", "l", "m", "o", "r", "t"] },
      shows: ["n", "V"],
      special: call => onDisk(REPAIRS, call.words[0], call),
      lines: [{ call: "" }],
    },
    {
      programs: ["debugfs"],
      grammar: { values: ["b", "d", "f", "R", "s", "V", "z"] },
      special: debugged,
      lines: [{ call: "" }],
    },
  ],
  EXAMPLES,
);

/** `mkfs /dev/sdb 500000`: what follows the disk is a size. */
function lastDisk({ words }: Call): Word | undefined {
  return words.find(word => word.value === null || /^\/|[a-z]/i.test(word.value));
}

/** `-O ^has_journal`, `-O ^metadata_csum`: what keeps the file system whole after a crash is taken away. */
function withoutFeature(call: Call): Reading | undefined {
  const off = optionValues(call.args, "O").some(word =>
    textOf(word)
      .split(",")
      .some(name => name.startsWith("^")),
  );
  return off ? onDisk(REPAIRS, call.words[0], call) : undefined;
}

/** Without `-w` it only reads, past every permission of the files: harmless where it is asked about structures. */
function debugged(call: Call): Reading | undefined {
  const request = optionValue(call.args, "R");
  if (hasOption(call.args, "w")) return onDisk(REPAIRS, call.words[0], call);
  const looks =
    /^(stat|stats|ls|show_super_stats|imap|ncheck|icheck|testb|testi|bmap|blocks|ex|htree|supported_features|ffi|ffb|features|lsdel)\b/;
  return request && looks.test(textOf(request)) ? undefined : onDisk(READS, call.words[0], call);
}

/** `sgdisk -d 1 /dev/sda`: the same letters that show something in one program delete something in another. */
function partitioned(call: Call): Reading | undefined {
  return onDisk(PARTITIONS, call.words.at(-1), call);
}

/** `parted /dev/sda unit MiB mkpart …`: several commands in a row, each with its own words. */
function parted(call: Call): Reading | undefined {
  const [disk, ...rest] = call.words;
  const changes =
    /^(mklabel|mktable|mkpart|mkpartfs|rm|resizepart|resize|rescue|set|toggle|name|move|cp|disk_set|disk_toggle|type)$/;
  return rest.some(({ value }) => value === null || changes.test(value)) ? onDisk(PARTITIONS, disk, call) : undefined;
}

/** A disk, or a file that stands for one; what is not known may be a disk. */
function onDisk(doing: Doing, word: Word | undefined, call: Call): Reading | undefined {
  if (!word || hasOption(call.args, "help", "version")) return undefined;
  const { command, facts } = call;
  const isFile = word.value !== null && !/^\/dev\/|^disk\d|^rdisk\d/.test(knownPrefix(word));
  const effects: Effect[] = isFile
    ? effectsOfWrite(word, command.scope, facts, { source: "disks", span: command.span, empties: true })
    : [effectOfDoing(doing, [word], call, { id: "disks" })];
  return { effects };
}
