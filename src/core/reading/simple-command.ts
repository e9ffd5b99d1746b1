/** Reads one simple command: asks its pack, and then every detector that concerns the command. */

import { type Encrypting, encrypts } from "../detectors/attack-techniques/encrypting.ts";
import { attackTechniqueEffects } from "../detectors/attack-techniques/reader.ts";
import { typedForPerson, types } from "../detectors/attack-techniques/typing.ts";
import { secretsSentBy, sends } from "../detectors/exfiltration/senders.ts";
import { requestsIntoSockets } from "../detectors/exfiltration/sockets.ts";
import type { AcrossCommands } from "../detectors/guard/across-commands.ts";
import { effectsOnGuardPackage, managesPackages } from "../detectors/guard/packages.ts";
import { effectsBesidePaths, effectsOnGuard } from "../detectors/guard/reach.ts";
import { effectsOnTerminal } from "../detectors/guard/terminal.ts";
import { secretsRead } from "../detectors/secrets/reads.ts";
import { effectsOfWrittenText, writesText } from "../edits/written.ts";
import { askingOf, type Detector, names, redirects, substitutes } from "../effects/detector.ts";
import type { Effect } from "../effects/effect.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { converts, effectsOfOutputs } from "../kit/outputs.ts";
import { commandsInOptions } from "../programs/command-options.ts";
import { hasHooks, runByOptions } from "../programs/hooked-options.ts";
import { loadedFiles, loads } from "../programs/loaded-files.ts";
import { hasMadeFiles, startupFiles } from "../programs/startup-files.ts";
import { unknownProgram } from "../programs/unknown-program.ts";
import { besidesLocalRegistry } from "../providers/local-registry.ts";
import { withRegistry } from "../providers/registries.ts";

/** What is known at the position of a command. */
interface Known {
  readonly facts: Facts;
  /** Remembers what earlier commands of the act have encrypted. */
  readonly encrypting: Encrypting;
  /** Tracks how earlier commands of the act concern the guard. */
  readonly across: AcrossCommands;
  /** The environment variables of the act. */
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** What a detector receives besides the command. */
interface Told extends Known {
  /** Of its program, where there is one. */
  readonly pack: ProgramPack | undefined;
  /** The pack's reading of the command, or that of the reader for unknown programs. */
  readonly own: Reading;
}

/** Detectors of effects that a command has besides those of its pack. */
const EFFECTS: readonly Detector<Told, readonly Effect[]>[] = [
  { where: (_, { pack }) => pack !== undefined, read: onGuardBeside },
  {
    where: (_, { env }) => env?.AGENTGUARD_TERMINAL !== undefined,
    read: (command, { env }) => effectsOnTerminal(command, env),
  },
  { concerns: managesPackages, read: effectsOnGuardPackage },
  {
    where: (_, { own }) => own.effects.length > 0,
    read: (command, { own, facts }) => withRegistry(command, besidesLocalRegistry(command, own.effects), facts),
  },
  { read: (command, { facts, pack }) => secretsRead(command, facts, pack !== undefined) },
  {
    concerns: sends,
    where: command => redirects(command) || substitutes(command),
    read: (command, { facts }) => secretsSentBy(command, facts),
  },
  { read: (command, { pack, facts }) => attackTechniqueEffects(command, pack !== undefined, facts.around) },
  {
    concerns: converts,
    where: names("-"),
    // When it runs another program, the words belong to that program.
    read: (command, { own, facts }) =>
      own.inner?.some(({ kind }) => kind === "argv") ? NO_EFFECTS : effectsOfOutputs(command, own.effects, facts),
  },
  {
    concerns: encrypts,
    where: (_, { encrypting }) => encrypting.changes > 0,
    read: (command, { encrypting }) => encrypting.effectsOf(command),
  },
  { read: (command, { across, facts }) => across.effectsOf(command, facts) },
  { concerns: writesText, where: redirects, read: (command, { facts }) => effectsOfWrittenText(command, facts) },
];

/** Detectors of texts that a command runs through options, files and keys, besides what its pack hands back. */
const RUNS: readonly Detector<Told, Reading>[] = [
  { concerns: types, where: redirects, read: typedForPerson },
  {
    where: (command, { pack, own }) => pack !== undefined && !own.inner?.length && namesText(command),
    read: command => ({ effects: NO_EFFECTS, inner: commandsInOptions(command, true) }),
  },
  { concerns: hasHooks, read: (command, { facts }) => ({ effects: NO_EFFECTS, inner: runByOptions(command, facts) }) },
  {
    where: ({ scope }, { facts }) => hasMadeFiles(scope, facts),
    read: (command, { facts }) => startupFiles(command, facts),
  },
  { concerns: loads, read: (command, { facts }) => loadedFiles(command, facts) },
  {
    where: redirects,
    read: (command, { facts }) => ({ effects: NO_EFFECTS, inner: requestsIntoSockets(command, facts) }),
  },
];

const askForEffects = askingOf(EFFECTS);
const askForRuns = askingOf(RUNS);

/** `pack`: of its program, where there is one. */
export function readSimpleCommand(command: Invocation, pack: ProgramPack | undefined, known: Known): Reading {
  const own = pack ? pack.read(command, known.facts) : unknownProgram(command, known.facts);
  const told: Told = { ...known, pack, own };
  const effects: Effect[] = [];
  const inner: Inner[] = [...(own.inner ?? NO_INNER)];
  askForEffects(command, told, found => add(effects, found));
  askForRuns(command, told, found => {
    add(effects, found.effects);
    add(inner, found.inner ?? NO_INNER);
  });
  return { effects, inner };
}

/** Effects of a known program on the guard, besides those of its pack. */
function onGuardBeside(command: Invocation, { pack, facts }: Told): readonly Effect[] {
  return pack?.ownPaths ? effectsBesidePaths(command, facts) : effectsOnGuard(command, facts, false);
}

const namesText = names(/\s/);
const NO_EFFECTS: readonly Effect[] = [];
const NO_INNER: readonly Inner[] = [];

function add<T>(all: T[], more: readonly T[]): void {
  for (const one of more) all.push(one);
}
