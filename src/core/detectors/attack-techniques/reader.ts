/** Applies the detectors of attack techniques to any command: attacks, opened doors, hiding, spying, exhaustion. */

import { askingOf, type Detector, names, redirects } from "../../effects/detector.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Surroundings } from "../../facts/facts.ts";
import { effectsOfAgentRemoval, watches } from "./agent-removal.ts";
import { effectsOfAttack, startsTool } from "./attacks.ts";
import { effectsOfBroughtPackage, installs } from "./brought-packages.ts";
import { effectsOfBroughtSettings } from "./brought-settings.ts";
import { effectsOfExhaustion, mayExhaust } from "./exhaustion.ts";
import { effectsOfGathering, gathers } from "./gathering.ts";
import { mayHandShell } from "./handed-shells.ts";
import { effectsInCode, takesCode } from "./in-code.ts";
import { stopsListedGuard, takesListed, takesListedSecrets } from "./listed-targets.ts";
import { effectsOfMasquerade, mayPass } from "./masquerading.ts";
import { collects, collectsClipboard, hidesEnvironment } from "./observing.ts";
import { effectsOfOpenShell, opensShell } from "./open-shells.ts";
import { effectsOfPreloading } from "./preloading.ts";
import { effectOfRule, effectsByRule, hasRules } from "./rules.ts";
import { effectsOfServing, serves } from "./serving.ts";
import { effectsOfInstead, effectsOfSource, heedsSource } from "./sources.ts";
import { effectsOfTrustedResult } from "./trusted-files.ts";

/** What a detector is told besides the command. */
interface Known {
  /** A pack reads the program's words. */
  readonly known: boolean;
  readonly around: Surroundings;
}

const namesPath = names("/");
const namesAddress = names(":");

/** Returns whether a program is called by a path, with either separator. */
function calledByPath({ argv: [head] }: Invocation): boolean {
  return /[\\/]/.test(head?.value ?? head?.text ?? "");
}

const DETECTORS: readonly Detector<Known, readonly Effect[]>[] = [
  { concerns: program => collects(program) || takesListed(program), read: effectsOfTwoTogether },
  { concerns: startsTool, where: command => calledByPath(command) || namesAddress(command), read: effectsOfAttack },
  {
    concerns: opensShell,
    where: command => redirects(command) || mayHandShell(command),
    read: (command, { known }) => effectsOfOpenShell(command, known),
  },
  { concerns: mayExhaust, read: effectsOfExhaustion },
  { concerns: serves, read: effectsOfServing },
  { concerns: heedsSource, read: (command, { around }) => effectsOfSource(command, around) },
  { concerns: program => program === "git", read: effectsOfInstead },
  { concerns: installs, read: effectsOfBroughtPackage },
  { concerns: takesCode, read: effectsInCode },
  { where: command => command.scope.variables.size > 0 || namesPath(command), read: effectsOfPreloading },
  { where: namesPath, read: (command, { known }) => effectsOfTrustedResult(command, known) },
  { where: ({ scope }, { known }) => !known && scope.via.length > 0, read: effectsOfBroughtSettings },
  { concerns: gathers, read: effectsOfGathering },
  {
    concerns: mayPass,
    where: command => redirects(command) || /[ .]/.test(command.argv[0]?.value ?? ""),
    read: effectsOfMasquerade,
  },
  { concerns: watches, where: ({ argv: [head] }) => /[\\/.]/.test(head?.value ?? ""), read: effectsOfAgentRemoval },
  {
    concerns: program => hasRules(program, "technique"),
    where: redirects,
    read: command => effectsByRule(command, "technique"),
  },
];

const ask = askingOf(DETECTORS);

/** Returns the effects of one command as a step of an attack, whichever pack reads its ordinary work. */
export function attackTechniqueEffects(command: Invocation, known: boolean, around: Surroundings): readonly Effect[] {
  const effects: Effect[] = [];
  ask(command, { known, around }, found => {
    for (const effect of found) effects.push(effect);
  });
  return effects;
}

/** Returns the effects of two commands of a pipeline together. */
function effectsOfTwoTogether(command: Invocation): readonly Effect[] {
  const rule =
    collectsClipboard(command) ?? hidesEnvironment(command) ?? stopsListedGuard(command) ?? takesListedSecrets(command);
  return rule === undefined ? [] : [effectOfRule(rule, command)];
}
