/** One simple command → everything that is known of it: what its pack says, and what any command may do beside its own work. */

import type { Encrypting } from "../detectors/attack-techniques/encrypting.ts";
import { attackTechniqueEffects } from "../detectors/attack-techniques/reader.ts";
import { typedForPerson } from "../detectors/attack-techniques/typing.ts";
import { secretsSentBy } from "../detectors/exfiltration/senders.ts";
import { requestsIntoSockets } from "../detectors/exfiltration/sockets.ts";
import type { AcrossCommands } from "../detectors/guard/across-commands.ts";
import { effectsOnGuardPackage } from "../detectors/guard/packages.ts";
import { effectsBesidePaths, effectsOnGuard } from "../detectors/guard/reach.ts";
import { effectsOnTerminal } from "../detectors/guard/terminal.ts";
import { secretsRead } from "../detectors/secrets/reads.ts";
import { effectsOfWrittenText } from "../edits/written.ts";
import type { Effect } from "../effects/effect.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { effectsOfOutputs } from "../kit/outputs.ts";
import { commandsInOptions } from "../programs/command-options.ts";
import { runByOptions } from "../programs/hooked-options.ts";
import { loadedFiles } from "../programs/loaded-files.ts";
import { startupFiles } from "../programs/startup-files.ts";
import { unknownProgram } from "../programs/unknown-program.ts";
import { besidesOwnRegistry } from "../providers/own-registry.ts";
import { withRegistry } from "../providers/registries.ts";

/** What is known where a command stands. */
interface Known {
  readonly facts: Facts;
  /** Remembers what earlier commands of the act have encrypted. */
  readonly encrypting: Encrypting;
  /** Remembers what earlier commands of the act have to do with the guard. */
  readonly across: AcrossCommands;
  /** The variables that the act has from outside. */
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** `pack`: of its program, where there is one. */
export function readSimpleCommand(
  command: Invocation,
  pack: ProgramPack | undefined,
  { facts, encrypting, across, env }: Known,
): Reading {
  const { effects, inner = NONE } = pack ? pack.read(command, facts) : unknownProgram(command, facts);
  const all: Effect[] = [];
  if (pack) add(all, onGuardBeside(pack, command, facts));
  add(all, effectsOnTerminal(command, env));
  add(all, effectsOnGuardPackage(command));
  const typed = typedForPerson(command);
  add(all, typed.effects);
  add(all, withRegistry(command, besidesOwnRegistry(command, effects), facts));
  add(all, secretsRead(command, facts, pack !== undefined));
  add(all, secretsSentBy(command, facts));
  add(all, attackTechniqueEffects(command, pack !== undefined, facts.around));
  // The words of another program that it runs are that program's.
  if (!inner.some(({ kind }) => kind === "argv")) add(all, effectsOfOutputs(command, effects, facts));
  add(all, encrypting.effectsOf(command));
  add(all, across.effectsOf(command, facts));
  add(all, effectsOfWrittenText(command, facts));
  const handedOn: Inner[] = [];
  add(handedOn, inner);
  add(handedOn, typed.inner ?? NONE);
  if (pack && inner.length === 0) add(handedOn, commandsInOptions(command, true));
  add(handedOn, runByOptions(command, facts));
  const loaded = loadedFiles(command, facts);
  const started = startupFiles(command, facts);
  add(all, loaded.effects);
  add(all, started.effects);
  add(handedOn, started.inner ?? NONE);
  add(handedOn, loaded.inner ?? NONE);
  add(handedOn, requestsIntoSockets(command, facts));
  return { effects: all, inner: handedOn };
}

/** What a known program does to the guard, besides what its pack says. */
function onGuardBeside({ ownPaths }: ProgramPack, command: Invocation, facts: Facts): readonly Effect[] {
  return ownPaths ? effectsBesidePaths(command, facts) : effectsOnGuard(command, facts, false);
}

const NONE: readonly Inner[] = [];

function add<T>(all: T[], more: readonly T[]): void {
  for (const one of more) all.push(one);
}
