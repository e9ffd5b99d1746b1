/** Where an effect lands: on this machine, in a container, on another machine. */
import type { Effect, Locator } from "./effect.ts";
import { landingOnMounts } from "./files/mounts.ts";
import type { Scope } from "./pack.ts";

/** An effect where its command runs: a path on another machine is none of this disk; a command that was guessed says so. */
export function landing(given: Effect, { elsewhere, container, guessed, settingsOf }: Scope): Effect {
  const effect = settingsOf && given.at?.some(isUntold) ? { ...given, at: [...given.at, settingsOf] } : given;
  const marks = guessed ? { marks: [...(effect.marks ?? []), "through-wrapper" as const] } : {};
  if (container)
    return landingOnMounts({ ...effect, ...marks, at: [...(effect.at ?? []), ...(elsewhere ?? [])] }, container);
  if (!elsewhere) return guessed ? { ...effect, ...marks } : effect;
  const { path: _, covers: __, movedTo: ___, at = [], ...rest } = effect;
  return { ...rest, ...marks, at: [...at.filter(({ kind }) => kind !== "path"), ...elsewhere] };
}

/** A place that a variable names which is only known when the command runs. */
function isUntold(at: Locator): boolean {
  return (at.kind === "database" && at.host === undefined) || (at.kind === "cloud" && at.profile === undefined);
}
