/** diskpart runs a script: only some of its commands lose anything. */
import type { Effect } from "../../../core/effects/effect.ts";
import { textOfFile, textOfStdin } from "../../../core/effects/input-text.ts";
import type { Invocation } from "../../../core/effects/pack.ts";
import { windowsPath } from "../../../core/effects/windows/paths.ts";
import type { Facts } from "../../../core/facts.ts";
import { effectOfTool } from "./line.ts";

export function effectsOfDiskpart(command: Invocation, facts: Facts): Effect[] {
  const at = command.argv.findIndex(({ value }) => /^\/s$/i.test(value ?? ""));
  const file = at > 0 ? command.argv[at + 1] : undefined;
  const text = file
    ? textOfFile(windowsPath(file, command.scope, facts, false), command.scope, facts)
    : textOfStdin(command, facts);
  if (text === undefined) return [];
  const volume = { verb: "delete", resource: "volume" } as const;
  if (text === null) {
    const says = "changes disks by a script that could not be read";
    return [effectOfTool({ ...volume, says, reach: "unknown" }, "", command)];
  }
  if (!/^[^\S\r\n\u2028\u2029]*(?:clean|format|delete|convert|create|shrink|offline)\b/im.test(text)) return [];
  return [effectOfTool({ ...volume, says: "wipes or changes a disk", reach: "all" }, "", command)];
}
