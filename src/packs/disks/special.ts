/** Reads what a table of disks cannot: words that are sizes, letters that delete in one program and show in another. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, optionValue, optionValues } from "../../core/effects/options.ts";
import type { Reading } from "../../core/effects/pack.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { effectOfTemplate } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../../core/kit/table.ts";
import type { Scope } from "../../core/places/scope.ts";
import { inOrder, words } from "../../core/text/expressions.ts";
import { knownPrefix, literalWord, textOf, type Word } from "../../core/text/words.ts";

export const KEYS: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  says: "destroys the keys, and with them everything on",
  reach: "all",
};
const PARTITIONS: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  says: "changes the partitions of",
  reach: "all",
};
export const REPAIRS: EffectTemplate = {
  verb: "overwrite",
  resource: "volume",
  says: "rewrites the structures of",
  recovery: "none",
};
export const READS: EffectTemplate = {
  verb: "read-secret",
  resource: "secret",
  says: "reads past every permission from",
};

/** Returns the disk of `mkfs /dev/sdb 500000`, in which the last word is a size. */
export function lastDisk({ words }: Call): Word | undefined {
  const device = words.find(word => word.value?.startsWith("/dev/"));
  return device ?? words.find(word => word.value === null || /^\/|[a-z]/i.test(word.value));
}

/** Reads `-O ^has_journal`, `-O ^metadata_csum`, which remove what keeps the file system whole after a crash. */
export function withoutFeature(call: Call): Reading | undefined {
  const off = optionValues(call.args, "O").some(word =>
    textOf(word)
      .split(",")
      .some(name => name.startsWith("^")),
  );
  return off ? onDisk(REPAIRS, call.words[0], call) : undefined;
}

/** Requests of `debugfs` that show structures of the file system, and no file's content. */
const LOOKS = inOrder([
  /^/,
  words`stat stats ls show_super_stats imap ncheck icheck testb testi bmap blocks ex htree supported_features ffi ffb features lsdel`,
  /\b/,
]);

/** Without `-w` it only reads, bypassing the files' permissions. That is harmless for questions about structures. */
export function debugged(call: Call): Reading | undefined {
  const request = optionValue(call.args, "R");
  if (hasOption(call.args, "w")) return onDisk(REPAIRS, call.words[0], call);
  return request && LOOKS.test(textOf(request)) ? undefined : onDisk(READS, call.words[0], call);
}

/** Reads `sgdisk -d 1 /dev/sda`. The same letters show something in one program and delete in another. */
export function partitioned(call: Call): Reading | undefined {
  // `sfdisk --delete /dev/sda 2` names partitions after the disk.
  return onDisk(PARTITIONS, call.words.find(word => knownPrefix(word).startsWith("/dev/")) ?? call.words.at(-1), call);
}

/** Reads `parted /dev/sda unit MiB mkpart …`: several commands in a row, each with its own words. */
export function parted(call: Call): Reading | undefined {
  const [disk, ...rest] = call.words;
  const changes =
    /^(mklabel|mktable|mkpart|mkpartfs|rm|resizepart|resize|rescue|set|toggle|name|move|cp|disk_set|disk_toggle|type)$/;
  return rest.some(({ value }) => value === null || changes.test(value)) ? onDisk(PARTITIONS, disk, call) : undefined;
}

/**
 * Returns the file behind a loop device or partition that the text attached: `/dev/loop0p1`, `$(losetup --show -f
 * f)p1`.
 */
function imageBehind(word: Word, { earlier }: Scope): Word | undefined {
  const [device, ...rest] = word.pieces;
  if (device?.kind === "hole") {
    const end = rest.map(piece => (piece.kind === "text" ? piece.value : "?")).join("");
    const file = /^p?\d?$/.test(end) ? ATTACHES.exec(device.of)?.[1] : undefined;
    return file === undefined ? undefined : literalWord(file);
  }
  const loop = /^\/dev\/loop\d+/.exec(word.value ?? "")?.[0];
  const file = loop === undefined ? undefined : earlier?.linked.get(loop);
  return file === undefined ? undefined : literalWord(file);
}

const ATTACHES = /^\$\(\s*(?:sudo )?losetup (?:-{1,2}[\w=-]+ ){1,6}((?!\/dev\/)[\w./~-]+)(?: --show)?\s*\)$/;

/** Reads `luksFormat`, which takes a disk, and a file with the key. */
export function encrypted(call: Call): Reading | undefined {
  const [action, disk] = call.words;
  return action?.value === "luksFormat" ? onDisk(KEYS, disk, call) : undefined;
}

/** Makes an effect on a disk or a file that stands for one. An unknown word may be a disk. */
export function onDisk(doing: EffectTemplate, word: Word | undefined, call: Call): Reading | undefined {
  if (!word || hasOption(call.args, "help", "version")) return undefined;
  const { command, facts } = call;
  const image = imageBehind(word, command.scope);
  if (image)
    return {
      effects: effectsOfWrite(image, command.scope, facts, { source: "disks", span: command.span, empties: true }),
    };
  const isFile = word.value !== null && !/^\/dev\/|^disk\d|^rdisk\d/.test(knownPrefix(word));
  const effects: Effect[] = isFile
    ? effectsOfWrite(word, command.scope, facts, { source: "disks", span: command.span, empties: true })
    : [effectOfTemplate(doing, [word], call, { id: "disks" })];
  return { effects };
}
