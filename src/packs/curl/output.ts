/** Files that curl writes: what was there is lost, and what starts by itself changes. */

import type { Effect } from "../../core/effects/effect.ts";
import { type Argument, hasOption, optionValue, optionValues } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectsOfDownload } from "../../core/files/downloading.ts";
import { baseName } from "../../core/text/paths.ts";
import { literalWord, type Word } from "../../core/text/words.ts";

export function overwritesOf(
  args: readonly Argument[],
  urls: readonly Word[],
  command: Invocation,
  facts: Facts,
): Effect[] {
  const named = [
    ...optionValues(args, "o", "output"),
    ...optionValues(args, "D", "dump-header", "c", "cookie-jar", "trace", "trace-ascii", "stderr", "etag-save"),
    ...(hasOption(args, "O", "remote-name", "remote-name-all") ? urls.flatMap(remoteName) : []),
  ];
  if (hasOption(args, "no-clobber", "skip-existing")) return [];
  const folder = optionValue(args, "output-dir")?.value;
  return named.flatMap(word => {
    if (word.value === null || word.value === "-") return [];
    const target = folder && !word.value.startsWith("/") ? literalWord(`${folder}/${word.value}`) : word;
    return effectsOfDownload(target, command.scope, facts, { source: "curl", span: command.span });
  });
}

/** `-O` names the file after the URL's last part. */
function remoteName(url: Word): Word[] {
  const name = url.value === null ? "" : baseName(url.value.replace(/[?#].*$/s, "").replace(/^[a-z]+:\/\/[^/]*/i, ""));
  return name === "" || name === "." ? [] : [literalWord(name)];
}
