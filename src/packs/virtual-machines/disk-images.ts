/** Reads qemu-img and ovftool. Disk images are files of this machine, which some commands overwrite. */

import { hasOption, optionValue } from "../../core/effects/options.ts";
import type { Reading } from "../../core/effects/pack.ts";
import { effectOfLoss } from "../../core/files/loss-effects.ts";
import { targetOf } from "../../core/files/targets.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";

const SNAPSHOT: EffectTemplate = { verb: "delete", resource: "backup", says: "deletes a snapshot of the image" };

export const QEMU_IMG: Omit<Table, "id" | "examples"> = {
  source: "https://www.qemu.org/docs/master/tools/qemu-img.html",
  programs: ["qemu-img"],
  grammar: { values: "f F b o O a d c t T l S m r B s object image-opts".split(" ") },
  lines: [
    { call: "snapshot", with: ["d"], does: SNAPSHOT },
    {
      call: "snapshot",
      with: ["a"],
      does: { verb: "discard", resource: "volume", says: "takes the image back to a snapshot:" },
    },
    {
      call: "rebase",
      with: ["u"],
      does: { verb: "mutate", resource: "system", recovery: "effort", says: "puts another image below, unchecked:" },
    },
    { call: "*" },
  ],
  special: written,
};

/** Reads `create` and `convert`, which overwrite the named image, and `resize --shrink`, which cuts off its end. */
function written(call: Call): Reading | undefined {
  const [action, ...rest] = call.words;
  const { scope, span } = call.command;
  const out =
    action?.value === "create"
      ? rest[0]
      : action?.value === "convert" || action?.value === "dd"
        ? rest.at(-1)
        : undefined;
  if (out) return { effects: effectsOfWrite(out, scope, call.facts, { source: "machines", span, empties: true }) };
  if (action?.value !== "resize" || !(hasOption(call.args, "shrink") || optionValue(call.args, "shrink")))
    return undefined;
  const target = rest[0] && targetOf(rest[0], scope, call.facts, { recursive: false });
  if (!target) return { effects: [] };
  return {
    effects: [
      effectOfLoss(target, {
        verb: "overwrite",
        source: "machines",
        span,
        says: `cuts off the end of the disk image ${target.name}`,
      }),
    ],
  };
}
