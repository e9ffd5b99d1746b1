/** Whether an effect is worth a hint where its text stands. */
import type { ResourceKind } from "../../../../core/effects/effect.ts";
import type { EffectVerdict } from "../../../../core/pipeline.ts";
import type { Runnable } from "./runnable.ts";

/** What a machine has that is thrown away afterwards. */
const OF_THE_MACHINE: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "file",
  "directory",
  "working-tree",
  "untracked-files",
  "stash",
  "branch",
  "commit",
  "system",
  "process",
  "network",
  "account",
  "container",
  "image",
  "setting",
  "code",
  "guard",
]);

/** Held, and not only a loss of what lives on a machine that lives no longer than the run. */
export function matters({ effect, verdict }: EffectVerdict, { disposable }: Pick<Runnable, "disposable">): boolean {
  if (verdict.decision !== "ask" && verdict.decision !== "deny") return false;
  if (!disposable) return true;
  return effect.path === undefined && !OF_THE_MACHINE.has(effect.resource);
}
