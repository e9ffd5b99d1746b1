/** Reads zfs, zpool, btrfs, LVM, Time Machine: volumes, pools and their snapshots. */
import { hasOption, optionValue } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { effectOfTemplate, tablesPack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../core/kit/table.ts";

const SHRINKS: EffectTemplate = {
  verb: "delete",
  resource: "volume",
  says: "shrinks, and cuts off what lies behind the new end of,",
};
const CHANGES: EffectTemplate = { verb: "mutate", resource: "volume", says: "changes", recovery: "effort" };

const REDUCING = /^-|^[^+]/;

const LVM_GRAMMAR = {
  values: "L l size extents n name s S select t type r a o i I f config p".split(" "),
  abbreviations: true,
};

export const storage = tablesPack(
  "storage",
  [{ programs: ["lvresize"], grammar: LVM_GRAMMAR, shows: ["test", "t"], special: resized, lines: [{ call: "" }] }],
  [
    { run: "lvresize -L -5G vg0/data", expect: "ask" },
    { run: "lvextend -L +5G vg0/data", expect: "allow" },
    { run: "lvresize -L +5G vg0/data", expect: "allow" },
  ],
);

/** Reads a resize: `-L +5G` enlarges; `-L -5G` and `-L 5G` may cut something off. */
function resized(call: Call): Reading {
  const size = optionValue(call.args, "L", "l", "size", "extents")?.value ?? "?";
  const shrinks = REDUCING.test(size) && !hasOption(call.args, "help");
  return { effects: [effectOfTemplate(shrinks ? SHRINKS : CHANGES, call.words, call, { id: "storage" })] };
}
