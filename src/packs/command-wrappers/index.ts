/** Reads programs that only run another one under other conditions, which is read as if it were called directly. */

import { effectsOnGuard } from "../../core/detectors/guard/reach.ts";
import { operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { carriedBy, filesOfCarrier } from "../../core/kit/carrying.ts";
import { withUnknownVariables } from "../../core/programs/env-files.ts";
import { unknownProgram } from "../../core/programs/unknown-program.ts";
import { EXAMPLES } from "./examples.ts";
import { secretsPrinted } from "./secrets.ts";
import { CARRIERS } from "./table.ts";

export const carriers: ProgramPack = {
  kind: "program",
  id: "carriers",
  programs: Object.keys(CARRIERS),
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    // `exec 3>&-` and similar calls only open and close descriptors.
    if (command.program === "exec" && closesOnly(command)) return { effects: [] };
    const carrier = CARRIERS[command.program] ?? {};
    const inner = carriedBy(command, carrier);
    const printed = secretsPrinted(command);
    if (printed.length > 0) return { effects: printed };
    if (!inner) return unknownProgram(command, facts);
    const adds = command.argv.some(({ value }) => value === "-a" || value === "--append");
    const writing = { source: "carriers", span: command.span, empties: !adds };
    const written = filesOfCarrier(command, carrier).flatMap(file =>
      effectsOfWrite(file, command.scope, facts, writing),
    );
    const held = carrier.holdsPaths ? effectsOnGuard(ownPart(command, inner), facts, false) : [];
    return {
      effects: [...written, ...held],
      inner: BRINGS_SECRETS.test(command.program) ? inner.map(withUnknown(command)) : inner,
    };
  },
  examples: EXAMPLES,
};

/** Returns the command without the one that it runs. */
function ownPart(command: Invocation, inner: readonly Inner[]): Invocation {
  const carried = inner.reduce((count, one) => count + (one.kind === "argv" ? one.argv.length : 0), 0);
  return { ...command, argv: command.argv.slice(0, command.argv.length - carried) };
}

/** Programs that set variables from a store which cannot be read here. */
const BRINGS_SECRETS = /^(?:doppler|infisical|chamber|teller|summon|sops|envconsul)$/;

function withUnknown(command: Invocation): (one: Inner) => Inner {
  const name = partOfStore(command);
  return one =>
    one.kind === "argv" || one.kind === "shell" ? { ...one, scope: withUnknownVariables(one.scope, name) } : one;
}

/** How each program names the environment in its store: by an option, else a variable, else its first operand. */
const PARTS: Readonly<Record<string, { options?: readonly string[]; variable?: string; operand?: true }>> = {
  doppler: { options: ["c", "config"], variable: "DOPPLER_CONFIG" },
  infisical: { options: ["e", "env"], variable: "INFISICAL_ENVIRONMENT" },
  summon: { options: ["e", "environment"] },
  chamber: { operand: true },
  sops: { operand: true },
};

function partOfStore({ program, argv, scope }: Invocation): string | undefined {
  const { options = [], variable, operand } = PARTS[program] ?? {};
  // After `--` and the command's own words, options belong to another program.
  const end = argv.findIndex(({ value }) => value === "--");
  const args = readArguments(argv.slice(1, end < 0 ? undefined : end), {
    values: CARRIERS[program]?.values ?? [],
    stopAtOperand: false,
  });
  const [, first] = operand ? operands(args) : [];
  const told = optionValue(args, ...options)?.value ?? first?.value ?? undefined;
  return told ?? (variable === undefined ? undefined : (scope.variables.get(variable) ?? undefined));
}

/** Tells whether `exec` only closes descriptors, also one whose number is only known at run time: `exec $fd>&-`. */
function closesOnly({ argv, redirects }: Invocation): boolean {
  const numbers = argv.slice(1).every(word => word.value === null || /^\d+$/.test(word.value));
  return numbers && argv.length <= 2 && redirects.some(({ operator }) => /^[<>]&$/.test(operator));
}
