import { tablesPack } from "../../core/kit/subcommands.ts";
import type { EffectTemplate } from "../../core/kit/table.ts";
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

const FORMATS: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  says: "formats {}, and everything on it goes",
  reach: "all",
};
const TUNES: EffectTemplate = {
  verb: "mutate",
  resource: "volume",
  says: "changes the settings of",
  recovery: "effort",
};

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
    {
      source: "https://man7.org/linux/man-pages/man8/cryptsetup.8.html",
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
        { call: "" },
      ],
    },
    {
      source: "https://man7.org/linux/man-pages/man8/tune2fs.8.html",
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
