import { type Doing, tablesPack } from "../../core/effects/subcommands.ts";
import { EXAMPLES } from "./examples.ts";
import {
  debugged,
  encrypted,
  KEYS,
  lastDisk,
  onDisk,
  parted,
  partitioned,
  REPAIRS,
  withoutFeature,
} from "./special.ts";

const FORMATS: Doing = {
  verb: "delete",
  resource: "volume",
  says: "formats {}, and everything on it goes",
  reach: "all",
};
const WIPES: Doing = { verb: "delete", resource: "volume", says: "wipes", reach: "all" };
const TUNES: Doing = { verb: "mutate", resource: "volume", says: "changes the settings of", recovery: "effort" };
const DETACHES: Doing = { verb: "stop", resource: "volume", says: "detaches", recovery: "effort" };
/** Every mapped disk at once, those of the running system and of encrypted folders among them. */
const DETACHES_ALL: Doing = { verb: "stop", resource: "system", says: "detaches every mapped disk", reach: "all" };
const FAILS: Doing = { verb: "stop", resource: "system", says: "makes every read and write fail on" };

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
      special: encrypted,
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
