/** What any command may do beside its own work: attack, open doors, hide, spy, use the machine up. */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { effectsOfAgentRemoval } from "./agent-removal.ts";
import { effectsOfAttack } from "./attacks.ts";
import { effectsOfBroughtPackage } from "./brought-packages.ts";
import { BROUGHT_SETTINGS, effectsOfBroughtSettings } from "./brought-settings.ts";
import { AMAZON } from "./cloud-amazon.ts";
import { AZURE } from "./cloud-azure.ts";
import { GOOGLE } from "./cloud-google.ts";
import { SERVERS } from "./cloud-servers.ts";
import { CLUSTERS } from "./clusters.ts";
import { RUNNING } from "./command-options.ts";
import { effectsOfExhaustion } from "./exhaustion.ts";
import { effectsOfGathering, GATHERING } from "./gathering.ts";
import { effectsInCode } from "./in-code.ts";
import { effectOf, readerOfLines } from "./lines.ts";
import { stopsListedGuard, takesListedSecrets } from "./listed-targets.ts";
import { LOADING } from "./loading.ts";
import { MAC_PROGRAMS } from "./mac-programs.ts";
import { effectsOfMasquerade } from "./masquerading.ts";
import { collectsClipboard, hidesEnvironment, OBSERVING } from "./observing.ts";
import { effectsOfOpenShell } from "./open-shells.ts";
import { effectsOfPreloading } from "./preloading.ts";
import { PEERING } from "./reconnaissance.ts";
import { effectsOfServing } from "./serving.ts";
import { OFFERING } from "./shell-servers.ts";
import { effectsOfSource, SOURCES } from "./sources.ts";
import { SYSTEM_PARTS } from "./system-parts.ts";
import { TAMPERING } from "./tampering.ts";
import { TECHNIQUE } from "./technique.ts";
import { effectsOfTrustedResult, TRUSTED_FILES } from "./trusted-files.ts";
import { WAYS_IN } from "./ways-in.ts";
import { WINDOWS_GUARDS } from "./windows-guards.ts";
import { WINDOWS_LAUNCHERS } from "./windows-launchers.ts";
import { WINDOWS_PROGRAMS } from "./windows-programs.ts";
import { WINDOWS_PROXIES } from "./windows-proxies.ts";
import { WINDOWS_SECRETS } from "./windows-secrets.ts";
import { WINDOWS_SERVERS } from "./windows-servers.ts";
import { WINDOWS_STARTS } from "./windows-starts.ts";

const readLines = readerOfLines(
  [
    ...SOURCES,
    ...WAYS_IN,
    ...PEERING,
    ...RUNNING,
    ...LOADING,
    ...BROUGHT_SETTINGS,
    ...TRUSTED_FILES,
    ...OFFERING,
    ...TAMPERING,
    ...TECHNIQUE,
    ...MAC_PROGRAMS,
    ...OBSERVING,
    ...GATHERING,
    ...SYSTEM_PARTS,
    ...AMAZON,
    ...GOOGLE,
    ...AZURE,
    ...CLUSTERS,
    ...SERVERS,
    ...WINDOWS_SECRETS,
    ...WINDOWS_PROGRAMS,
    ...WINDOWS_PROXIES,
    ...WINDOWS_LAUNCHERS,
    ...WINDOWS_GUARDS,
    ...WINDOWS_SERVERS,
    ...WINDOWS_STARTS,
  ],
  "abuse",
);

const READERS: readonly ((command: Invocation, known: boolean) => readonly Effect[])[] = [
  effectsOfAttack,
  effectsOfOpenShell,
  effectsOfExhaustion,
  effectsOfServing,
  effectsOfSource,
  effectsOfBroughtPackage,
  effectsInCode,
  effectsOfPreloading,
  effectsOfTrustedResult,
  effectsOfBroughtSettings,
  effectsOfGathering,
  effectsOfMasquerade,
  effectsOfAgentRemoval,
  readLines,
];

/** Effects of one command as a means of abuse, whichever pack reads its work; `known`: one does. */
export function effectsOfAbuse(command: Invocation, known: boolean): readonly Effect[] {
  const effects: Effect[] = [];
  const collecting =
    collectsClipboard(command) ?? hidesEnvironment(command) ?? stopsListedGuard(command) ?? takesListedSecrets(command);
  if (collecting) effects.push(effectOf(collecting, command, "observing"));
  for (const read of READERS) for (const effect of read(command, known)) effects.push(effect);
  return effects;
}
