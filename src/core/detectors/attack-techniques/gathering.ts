/** Finds folders and databases that are packed into hidden files. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { textOf } from "../../text/words.ts";
import { effectOfRule } from "./rules.ts";

const PACKS = /^(?:g?tar|bsdtar|zip|7z|7za|7zz|rar|cpio|gzip|bzip2|xz|zstd|pigz|lz4|openssl|gpg2?|age|base64|split)$/;
const DUMPS = /^(?:mysqldump|mariadb-dump|pg_dump|pg_dumpall|mongodump|mongoexport|sqlite3|redis-cli|slapcat|etcdctl)$/;
/** Returns whether a program packs files or dumps a database. */
export const gathers = (program: string) => PACKS.test(program) || DUMPS.test(program);

/** A hidden file in a world-writable folder, or a file in shared memory. */
const HIDDEN = /^(?:\/(?:var\/)?tmp\/\.[\w-][^/]*$|\/dev\/shm\/)/;
/** Options that extract, or only list. */
const TAKES_OUT =
  /^(?:-?[a-zA-Z]{0,8}[xt][a-zA-Z]{0,8}|--(?:extract|get|list|decompress|decrypt|test)|-d|-l|e|--delete)$/;

/** Reports packing, dumping or encrypting into such a file; empty for other calls. */
export function effectsOfGathering(command: Invocation): readonly Effect[] {
  if (command.scope.container || command.scope.elsewhere) return NOTHING;
  const into = command.redirects.some(
    ({ operator, target, beside }) => !beside && operator.startsWith(">") && HIDDEN.test(textOf(target)),
  );
  if (!into && (DUMPS.test(command.program) || !hasHidden(command))) return NOTHING;
  return [effectOfRule("collection/hidden-archive", command)];
}

function hasHidden({ argv }: Invocation): boolean {
  const words = argv.slice(1, MAX_WORDS).map(textOf);
  return !TAKES_OUT.test(words[0] ?? "") && words.some(word => HIDDEN.test(word)) && !words.some(word => word === "-d");
}

const MAX_WORDS = 32;
const NOTHING: readonly Effect[] = [];
