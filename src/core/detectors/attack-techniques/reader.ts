/** What any command may do beside its own work: attack, open doors, hide, spy, use the machine up. */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Surroundings } from "../../facts/facts.ts";
import { keepingNames } from "../../text/memoize.ts";
import { effectsOfAgentRemoval } from "./agent-removal.ts";
import { effectsOfAttack } from "./attacks.ts";
import { effectsOfBroughtPackage, installs } from "./brought-packages.ts";
import { effectsOfBroughtSettings } from "./brought-settings.ts";
import { effectsOfExhaustion, mayExhaust } from "./exhaustion.ts";
import { effectsOfGathering, gathers } from "./gathering.ts";
import { effectsInCode, takesCode } from "./in-code.ts";
import { stopsListedGuard, takesListed, takesListedSecrets } from "./listed-targets.ts";
import { effectsOfMasquerade } from "./masquerading.ts";
import { collects, collectsClipboard, hidesEnvironment } from "./observing.ts";
import { effectsOfOpenShell } from "./open-shells.ts";
import { effectsOfPreloading } from "./preloading.ts";
import { effectOfRule, effectsByRule } from "./rules.ts";
import { effectsOfServing, serves } from "./serving.ts";
import { effectsOfInstead, effectsOfSource, heedsSource } from "./sources.ts";
import { effectsOfTrustedResult } from "./trusted-files.ts";

interface Reader {
  /** Which programs it is asked for. Absent: all. */
  readonly concerns?: (program: string) => boolean;
  readonly read: (command: Invocation, known: boolean, around: Surroundings) => readonly Effect[];
}

const READERS: readonly Reader[] = [
  { concerns: program => collects(program) || takesListed(program), read: effectsOfTwoTogether },
  { read: effectsOfAttack },
  { read: effectsOfOpenShell },
  { concerns: mayExhaust, read: effectsOfExhaustion },
  { concerns: serves, read: effectsOfServing },
  { concerns: heedsSource, read: effectsOfSource },
  { concerns: program => program === "git", read: effectsOfInstead },
  { concerns: installs, read: effectsOfBroughtPackage },
  { concerns: takesCode, read: effectsInCode },
  { read: effectsOfPreloading },
  { read: effectsOfTrustedResult },
  { read: effectsOfBroughtSettings },
  { concerns: gathers, read: effectsOfGathering },
  { read: effectsOfMasquerade },
  { read: effectsOfAgentRemoval },
  { read: command => effectsByRule(command, "technique") },
];

const readersOf = keepingNames(program => READERS.filter(({ concerns }) => concerns?.(program) ?? true));

/** Effects of one command as a step of an attack, whichever pack reads its work; `known`: one does. */
export function attackTechniqueEffects(command: Invocation, known: boolean, around: Surroundings): readonly Effect[] {
  const effects: Effect[] = [];
  for (const { read } of readersOf(command.program))
    for (const effect of read(command, known, around)) effects.push(effect);
  return effects;
}

/** What is done to what another command shows. */
function effectsOfTwoTogether(command: Invocation): readonly Effect[] {
  const rule =
    collectsClipboard(command) ?? hidesEnvironment(command) ?? stopsListedGuard(command) ?? takesListedSecrets(command);
  return rule === undefined ? [] : [effectOfRule(rule, command)];
}
