/** Decides whether an effect deserves a hint at its place. */
import type { ResourceKind } from "../../../../core/effects/effect.ts";
import type { EffectVerdict } from "../../../../core/pipeline.ts";
import type { Runnable } from "./runnable.ts";

/** Resources of a machine that is discarded after the run. */
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

/** Tells whether an effect is held, and is not just a loss on a machine that is discarded after the run. */
export function matters({ effect, verdict }: EffectVerdict, { disposable }: Pick<Runnable, "disposable">): boolean {
  if (verdict.decision !== "ask" && verdict.decision !== "deny") return false;
  if (!disposable) return true;
  return effect.path === undefined && !OF_THE_MACHINE.has(effect.resource);
}
