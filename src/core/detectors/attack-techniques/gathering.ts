/** Private folders and whole databases put together where nobody looks, or so that nobody but the packer can open them. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { keepingNames } from "../../text/memoize.ts";
import { textOf } from "../../text/words.ts";
import { calls, effectOf, type Line, on } from "./lines.ts";

const gathers = (says: string): EffectTemplate => ({
  verb: "read-secret",
  resource: "directory",
  reach: "several",
  recovery: "none",
  says,
});
const AWAY = gathers("puts data together in a hidden file among temporary ones");
const LOCKED = gathers("packs private folders under a password");
const MAIL = gathers("copies somebody's mail");

/** Folders of somebody's own, as a whole or what is called by its purpose. */
const PERSONAL =
  /(?:^| )(?:~|\/home\/[^/ ]{1,64}|\/Users\/[^/ ]{1,64}|\/root|\/home|\/Users)(?:\/(?:Documents|Desktop|Pictures|Downloads|Mail|Library))?\/?(?= |$)/;
const HOMES = ["~", "/home/*", "/Users/*", "/root"];
const MAILBOXES = HOMES.flatMap(home =>
  ["Maildir", "Mail", ".thunderbird", ".mbox", "mbox", ".evolution", ".local/share/evolution", ".mutt"].flatMap(
    name => [`${home}/${name}`, `${home}/${name}/*`],
  ),
).join("|");

/** The home itself, before the store that it goes to. */
const SENT_HOME = /(?:^| )(?:\/home\/[^/ ]{1,64}|\/Users\/[^/ ]{1,64}|\/root|\/home|\/Users)\/? ["']?[\w.-]{0,80}:/;

export const GATHERING: readonly Line[] = [
  on("hdiutil", PERSONAL, LOCKED, words => !words.includes("-encryption")),
  on("7z|7za|7zz|rar|zip", PERSONAL, LOCKED, words => !PASSWORD.test(words)),
  on("azcopy|s5cmd|mc|b2|ossutil|rclone|gsutil", SENT_HOME, {
    ...LOCKED,
    verb: "exfiltrate",
    says: "sends a whole home folder to a store elsewhere",
  }),
  calls("tar|gtar|cp|zip|rsync|scp|7z", `@${MAILBOXES}`, MAIL),
];

const PASSWORD = /(?:^| )(?:-p\S|-hp|-P ?\S|-\w{0,6}e\b|--password)/;

const PACKS = /^(?:g?tar|bsdtar|zip|7z|7za|7zz|rar|cpio|gzip|bzip2|xz|zstd|pigz|lz4|openssl|gpg2?|age|base64|split)$/;
const DUMPS = /^(?:mysqldump|mariadb-dump|pg_dump|pg_dumpall|mongodump|mongoexport|sqlite3|redis-cli|slapcat|etcdctl)$/;
const packsOrDumps = keepingNames(program =>
  PACKS.test(program) ? "packs" : DUMPS.test(program) ? "dumps" : "neither",
);

/** A name that begins with a dot below a folder that anybody may write to, and what lies in shared memory. */
const HIDDEN = /^(?:\/(?:var\/)?tmp\/\.[\w-][^/]*$|\/dev\/shm\/)/;
/** Options that take things out again, or only look. */
const TAKES_OUT =
  /^(?:-?[a-zA-Z]{0,8}[xt][a-zA-Z]{0,8}|--(?:extract|get|list|decompress|decrypt|test)|-d|-l|e|--delete)$/;

/** Something packed, dumped or encrypted into such a file; empty for everything else. */
export function effectsOfGathering(command: Invocation): readonly Effect[] {
  const kind = packsOrDumps(command.program);
  if (kind === "neither" || command.scope.container || command.scope.elsewhere) return NOTHING;
  const into = command.redirects.some(
    ({ operator, target, beside }) => !beside && operator.startsWith(">") && HIDDEN.test(textOf(target)),
  );
  if (!into && (kind === "dumps" || !hasHidden(command))) return NOTHING;
  return [effectOf(AWAY, command, "gathering")];
}

function hasHidden({ argv }: Invocation): boolean {
  const words = argv.slice(1, MAX_WORDS).map(textOf);
  return !TAKES_OUT.test(words[0] ?? "") && words.some(word => HIDDEN.test(word)) && !words.some(word => word === "-d");
}

const MAX_WORDS = 32;
const NOTHING: readonly Effect[] = [];
