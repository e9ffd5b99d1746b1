/**
 * Finds settings in world-writable folders with which services start other programs. The rules
 * (`program-options/brought-settings`) know the options of some programs; here the option's name decides.
 */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { looksAtFiles } from "../secrets/reads.ts";
import type { CallWords } from "./call-words.ts";
import { readCalls, wordsOf } from "./calls.ts";
import { isRaised } from "./effect-of.ts";
import { written } from "./named.ts";
import { effectOfRule } from "./rules.ts";

const CHECKS = "!-t !-T !--test !--check !--validate !--dry-run !--help !--version";
const SETTINGS = `--config|--config-file|--configfile|--conf|--conf-file|--cfg|--cfgfile|--rcfile|--rc-file|--settings|--ini|--inifile|--init-file|--startup-file|-config|-conf|-cfg|-c|-f|-C|-F={temp} ${CHECKS}`;
let takes: ((words: CallWords) => boolean) | undefined;

function takesSettings(words: CallWords): boolean {
  takes ??= readCalls(written(SETTINGS));
  return takes(words);
}

/** Programs for which a letter before a file means something else than settings. */
const OTHER_LETTERS =
  /^(?:tail|head|wc|date|touch|test|\[|fuser|lsof|pgrep|pkill|killall|df|du|mktemp|namei|fsck\S*|mkfs\S*|mkswap|losetup|blkid|findmnt|chcon|restorecon|lsattr|ipset|nft|kexec|time|watch|timeout|xargs|env|nice|ionice|su|runuser|sh|bash|zsh|make|gmake|ninja|python[\d.]*|perl|ruby|node|php|lua|[\w-]*compose|yamllint|jsonlint|ansible\S*|pip[\d.]*|npm|gem|cmp|gpg\S*|ssh\S*|openssl|[\w-]*grep|zgrep|unzip|[\w.-]*tar|rpm2cpio|dpkg\S*)$/;

/** Reports programs that start with other rights and settings from such a folder. It is asked about programs without a pack. */
export function effectsOfBroughtSettings(command: Invocation): Effect[] {
  const { program, argv } = command;
  if (argv.length < 3 || !isRaised(command) || OTHER_LETTERS.test(program) || looksAtFiles(program)) return [];
  return takesSettings(wordsOf(command)) ? [effectOfRule("program-options/brought-settings", command)] : [];
}
