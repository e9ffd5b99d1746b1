/** Lists the operands that converters write, and programs whose `-o` names no file. Source: the programs' manuals. */
import { literalWord, type Word } from "../text/words.ts";

interface Converter {
  /** Options that take a value, without dashes. */
  readonly values?: readonly string[];
  /** An existing file is kept unless a word matches. */
  readonly onlyNew?: RegExp;
  /** Returns the operands that are written. */
  files(operands: readonly Word[], words: readonly Word[]): readonly Word[];
}

const words = (text: string): readonly string[] => text.split(/\s+/);

/** `xxd in out`. */
const second = (values = ""): Converter => ({ values: words(values), files: ([, out]) => (out ? [out] : []) });
/** `ffmpeg … out`, with more than one operand. */
const last = (values = ""): Converter => ({
  values: words(values),
  files: (all, { length }) => (length > 1 ? all.slice(-1) : []),
});

/**
 * `gzip -k a` creates a new file and keeps the old one. Without `-k`, the old file's content is only in the new one.
 * With force, an existing file is overwritten by what is unpacked, or packed with a chosen suffix.
 */
const packer = (ending: string, unpacks = false): Converter => ({
  values: words("S suffix"),
  onlyNew: FORCED,
  files(all, given) {
    const says = (option: RegExp) => given.some(({ value }) => option.test(value ?? ""));
    if (says(PRINTS)) return NONE;
    const chosen = behind(given, "-S", "--suffix")?.value;
    const end = chosen ?? ending;
    if (unpacks || says(UNPACKS)) return says(FORCED) ? all.flatMap(word => without(end, word)) : NONE;
    if (!says(chosen === undefined ? KEEPS : FORCED)) return NONE;
    return all.flatMap(({ value }) => (value === null ? [] : [literalWord(`${value}${end}`)]));
  },
});
const NONE: readonly Word[] = [];
const UNPACKS = /^(?:-[a-zA-RT-Z0-9]*d|--(?:decompress|uncompress)$)/;
const FORCED = /^(?:-[a-zA-RT-Z0-9]*f|--force$)/;
const KEEPS = /^(?:-[a-zA-RT-Z0-9]*k|--keep$)/;
/** It prints or tests and writes no file. */
const PRINTS = /^(?:-[a-zA-RT-Z0-9]*[ctl]|--(?:stdout|to-stdout|test|list)$)/;

function without(ending: string, { value, span }: Word): readonly Word[] {
  return value?.endsWith(ending) ? [literalWord(value.slice(0, -ending.length), span)] : NONE;
}

const POD = second("release section center date name");
const COMPILER = "I D U x include imacros idirafter isystem MF MT MQ o";

const TABLE: readonly (readonly [programs: string, converter: Converter])[] = [
  ["xxd", second("c cols g groupsize l len n name o R s seek")],
  ["cpp", second(COMPILER)],
  ["pod2text pod2man pod2html pod2usage", POD],
  ["json.tool", second("indent")],
  ["pdftotext pdftohtml pdftops ps2pdf pdf2ps ps2ps epstopdf", second("f l r x y W H enc opw upw layout")],
  ["rst2html rst2latex rst2man rst2xml rst2odt docutils", second()],
  ["lame sox heif-convert cjxl djxl tiffcp lessc sass wkhtmltopdf wkhtmltoimage", second("b V q r c")],
  ["qpdf", second()],
  ["dos2unix unix2dos", { files: (all, given) => (given.some(({ value }) => value === "-n") ? all.slice(1, 2) : []) }],
  [
    "ffmpeg avconv",
    last("i f c vf af t ss to r s b map codec vcodec acodec c:v c:a b:v b:a crf preset filter_complex ar ac loglevel"),
  ],
  ["convert magick", { files: all => (all.length > 1 ? all.slice(-1) : []) }],
  [
    "ptx",
    {
      values: words("F S W b g i o w"),
      files: ([, out], given) =>
        out && given.some(({ value }) => /^(?:-\w*G|--traditional)/.test(value ?? "")) ? [out] : [],
    },
  ],
  [
    "csplit",
    {
      files: (_, given) => {
        const prefix = behind(given, "-f", "--prefix") ?? literalWord("xx");
        return pieces(prefix, behind(given, "-b", "--suffix-format") ? ["", "0", "00", "1"] : ["00", "01"]);
      },
    },
  ],
  ["split", { values: words("a b C l n t"), files: ([, prefix]) => (prefix ? pieces(prefix, ["aa", "ab"]) : []) }],
  ["touch", { values: words("r t d reference date"), onlyNew: /^$/, files: all => all }],
  ["gzip", packer(".gz")],
  ["gunzip", packer(".gz", true)],
  ["bzip2", packer(".bz2")],
  ["bunzip2", packer(".bz2", true)],
  ["xz", packer(".xz")],
  ["unxz", packer(".xz", true)],
  [
    "dpkg-deb",
    {
      files: ([, out], given) => (out && given.some(({ value }) => /^(?:-b|--build)$/.test(value ?? "")) ? [out] : []),
    },
  ],
  ["git-mailinfo", { values: words("encoding"), files: all => all.slice(0, 2) }],
  ["git-merge-file merge", { values: words("L"), files: ([out], given) => (prints(given) ? [] : out ? [out] : []) }],
];

export const CONVERTERS: ReadonlyMap<string, Converter> = new Map(
  TABLE.flatMap(([programs, converter]) => programs.split(" ").map(program => [program, converter] as const)),
);

/** Options that name an output although their names do not say so. */
export const MORE_OUTPUTS: ReadonlyMap<string, readonly string[]> = new Map(
  (
    [
      ["gcc cc g++ c++ clang clang++ cpp", "MF"],
      ["gs", "sOutputFile"],
      ["pg_dump pg_dumpall", "f file"],
      ["mysqldump mariadb-dump", "r result-file"],
      ["wget", "o a"],
      ["tcpdump", "w"],
      ["tshark dumpcap", "w"],
      ["hyperfine", "export-json export-markdown export-csv"],
      ["inkscape", "export-filename"],
      ["heaptrack", "o"],
    ] as const
  ).flatMap(([programs, names]) => programs.split(" ").map(program => [program, words(names)] as const)),
);

/** Programs that keep an existing file unless this option is given. */
export const REPLACES_BY: ReadonlyMap<string, string> = new Map([
  ["gpg", "--yes"],
  ["gpg2", "--yes"],
  ["ffmpeg", "-y"],
]);

/** Programs whose `-o` is a flag, so that the next word may be a file that is only read. */
export const FLAG_O: ReadonlySet<string> = new Set(
  words(`grep egrep fgrep zgrep rg ag ack ugrep pcregrep pgrep ls ps top od nm size strings lsof netstat ss
    unzip zip zipinfo rsync cp mv rm cpio tar bsdtar mount umount ssh scp sftp sshfs find test [ [[ set bash sh zsh ksh dash
    chown chgrp chmod install useradd usermod groupadd xargs kubectl helm oc az jest vitest mocha git uname diff
    column join cat vim vi view nvim emacs code mutt mysql mariadb ruby awk gawk mawk jq yq df du w who id tree-sitter pkill`),
);

function behind(given: readonly Word[], ...options: readonly string[]): Word | undefined {
  const at = given.findIndex(({ value }) => value !== null && options.includes(value));
  return at < 0 ? undefined : given[at + 1];
}

/** `git merge-file -p` only prints. */
function prints(given: readonly Word[]): boolean {
  return given.some(({ value }) => value !== null && /^(?:-p|--stdout)$/.test(value));
}

function pieces({ value, span }: Word, endings: readonly string[]): readonly Word[] {
  return value === null ? [] : endings.map(ending => literalWord(`${value}${ending}`, span));
}
