/** What any command may do beside its own work: attack, open doors, hide, spy, use the machine up. */
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import { effectsOfAttack } from "./attacks.ts";
import { effectsOfExhaustion } from "./exhaustion.ts";
import { readerOfLines } from "./lines.ts";
import { effectsOfOpenShell } from "./open-shells.ts";
import { PEERING } from "./peering.ts";
import { WAYS_IN } from "./ways-in.ts";

const readLines = readerOfLines([...WAYS_IN, ...PEERING], "abuse");

/** Effects of one command as a means of abuse, whichever pack reads its work. */
export function effectsOfAbuse(command: Invocation): Effect[] {
  return [
    ...effectsOfAttack(command),
    ...effectsOfOpenShell(command),
    ...effectsOfExhaustion(command),
    ...readLines(command),
  ];
}
