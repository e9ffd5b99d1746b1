/** Reads backup tools: what deletes backups, what thins them out, and what overwrites data by restoring. */

import type { ProgramPack, Reading } from "../../core/effects/pack.ts";
import { targetOf } from "../../core/files/targets.ts";
import { line } from "../../core/kit/effect-templates.ts";
import { effectOfTemplate, tablePack } from "../../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";
import { examples } from "./examples.ts";

const INSTEAD = "List what would go first, and let the person remove backups.";

/** Makes an effect that deletes backups for good. */
const removes = (says: string, more: Partial<EffectTemplate> = {}): EffectTemplate => ({
  verb: "delete",
  resource: "backup",
  says,
  instead: INSTEAD,
  ...more,
});

type Tool = Omit<Table, "examples" | "id" | "programs"> & { readonly programs?: readonly string[] };

/** Sub-commands by tool. A call without a line is judged by its name alone. */
const TOOLS: Readonly<Record<string, Tool>> = {
  rclone: {
    source: "https://rclone.org/commands/",
    grammar: {
      values:
        "include exclude filter include-from exclude-from files-from max-age min-age max-size config backup-dir transfers checkers log-file log-level".split(
          " ",
        ),
    },
    shows: ["n"],
    special: movedRemote,
    lines: [
      line("purge", { verb: "delete", resource: "bucket", says: "deletes everything in", reach: "all" }),
      line("delete", { verb: "delete", resource: "bucket", says: "deletes the files in", reach: "all" }),
      line("deletefile", { verb: "delete", resource: "record", says: "deletes the file" }),
      line("rmdir"),
      line("rmdirs"),
      line("sync", {
        verb: "delete",
        resource: "bucket",
        says: "deletes at the destination what the source does not have:",
        certainty: "likely",
        reach: "several",
        instead: "rclone copy deletes nothing; --backup-dir keeps what would go.",
      }),
      line(
        "bisync",
        { verb: "overwrite", resource: "bucket", says: "makes both sides the same, deletions too:", reach: "several" },
        {
          with: ["resync", "force"],
        },
      ),
      line("move|moveto", {
        verb: "move",
        resource: "bucket",
        says: "moves away the files in",
        reach: "several",
        recovery: "effort",
      }),
      line("cleanup", removes("empties the trash and old versions of")),
      line("dedupe", { verb: "delete", resource: "bucket", says: "deletes duplicates in", reach: "several" }),
      line("config delete", { verb: "delete", resource: "setting", says: "deletes the remote", recovery: "effort" }),
    ],
  },
};

/** Reads `rclone move remote:bucket /mnt`, which leaves nothing in the remote or bucket. */
function movedRemote(call: Call): Reading | undefined {
  const [verb, from] = call.words;
  if (!/^move(?:to)?$/.test(verb?.value ?? "") || !from) return undefined;
  const remote = /^[\w.-]{2,}:/;
  // Files of this machine move to somebody's server.
  const leaves = !remote.test(from.value ?? "") && remote.test(call.words[2]?.value ?? "");
  const target = leaves ? targetOf(from, call.command.scope, call.facts, { recursive: true }) : undefined;
  if (target?.loss.recovery === "free") return undefined;
  if (!leaves && !/^[\w.-]{2,}:[\w.-]*\/?$/.test(from.value ?? "")) return undefined;
  const doing: EffectTemplate = leaves
    ? {
        verb: "move",
        resource: "directory",
        says: "takes to another machine, and from this one, everything in",
        reach: "several",
      }
    : { verb: "move", resource: "bucket", says: "moves away everything in", reach: "all" };
  return { effects: [effectOfTemplate(doing, [from], call, { id: "rclone" })] };
}

/** One pack for each tool. */
export const backups: readonly ProgramPack[] = Object.entries(TOOLS).map(([id, { programs = [id], ...tool }]) =>
  tablePack({ ...tool, id, programs, examples: examples[id] ?? [] }),
);
