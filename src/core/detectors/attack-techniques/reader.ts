/** What any command may do beside its own work: attack, open doors, hide, spy, use the machine up. */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { effectsOfAgentRemoval } from "./agent-removal.ts";
import { effectsOfAttack } from "./attacks.ts";
import { effectsOfBroughtPackage } from "./brought-packages.ts";
import { effectsOfBroughtSettings } from "./brought-settings.ts";
import { effectsOfExhaustion } from "./exhaustion.ts";
import { effectsOfGathering } from "./gathering.ts";
import { effectsInCode } from "./in-code.ts";
import { stopsListedGuard, takesListedSecrets } from "./listed-targets.ts";
import { effectsOfMasquerade } from "./masquerading.ts";
import { collectsClipboard, hidesEnvironment } from "./observing.ts";
import { effectsOfOpenShell } from "./open-shells.ts";
import { effectsOfPreloading } from "./preloading.ts";
import { effectOfRule, effectsByRule } from "./rules.ts";
import { effectsOfServing } from "./serving.ts";
import { effectsOfInstead, effectsOfSource } from "./sources.ts";
import { effectsOfTrustedResult } from "./trusted-files.ts";

const READERS: readonly ((command: Invocation, known: boolean) => readonly Effect[])[] = [
  effectsOfAttack,
  effectsOfOpenShell,
  effectsOfExhaustion,
  effectsOfServing,
  effectsOfSource,
  effectsOfInstead,
  effectsOfBroughtPackage,
  effectsInCode,
  effectsOfPreloading,
  effectsOfTrustedResult,
  effectsOfBroughtSettings,
  effectsOfGathering,
  effectsOfMasquerade,
  effectsOfAgentRemoval,
  command => effectsByRule(command, "technique"),
];

/** Effects of one command as a step of an attack, whichever pack reads its work; `known`: one does. */
export function attackTechniqueEffects(command: Invocation, known: boolean): readonly Effect[] {
  const effects: Effect[] = [];
  const collecting =
    collectsClipboard(command) ?? hidesEnvironment(command) ?? stopsListedGuard(command) ?? takesListedSecrets(command);
  if (collecting) effects.push(effectOfRule(collecting, command));
  for (const read of READERS) for (const effect of read(command, known)) effects.push(effect);
  return effects;
}
