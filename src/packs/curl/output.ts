/** Files that curl writes: what was there is lost, and what starts by itself changes. */

import type { Effect } from "../../core/effects/effect.ts";
import { describeLoss } from "../../core/effects/files/loss.ts";
import { pathOf } from "../../core/effects/files/targets.ts";
import { effectOfWriting } from "../../core/effects/files/writing.ts";
import { type Argument, hasOption, optionValue, optionValues } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import { literalWord, type Word } from "../../core/effects/words.ts";
import type { Facts } from "../../core/facts.ts";
import { baseName } from "../../core/paths.ts";

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
    if (word.value === null || /^(?:-|\/dev\/.*)$/.test(word.value)) return [];
    const target = folder && !word.value.startsWith("/") ? literalWord(`${folder}/${word.value}`) : word;
    const path = pathOf(target, command.scope);
    const there = path === undefined ? null : facts.ask({ kind: "stat", path });
    if (path === undefined || there?.type === "directory") return [];
    if (there?.type !== "file" && there?.type !== "link")
      return [effectOfWriting({ name: target.value ?? word.text, path, source: "curl", span: command.span })];
    return [
      {
        verb: "overwrite" as const,
        target: target.value ?? word.text,
        certainty: "certain" as const,
        source: "curl",
        says: `writes a download over ${target.value}`,
        path,
        at: [{ kind: "path" as const, path }],
        ...describeLoss(path, facts, command.scope.cwd),
        ...(command.span && { span: command.span }),
      },
    ];
  });
}

/** `-O` names the file after the URL's last part. */
function remoteName(url: Word): Word[] {
  const name = url.value === null ? "" : baseName(url.value.replace(/[?#].*$/, "").replace(/^[a-z]+:\/\/[^/]*/i, ""));
  return name === "" || name === "." ? [] : [literalWord(name)];
}
