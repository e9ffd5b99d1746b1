/** Programs that only run another one, in other circumstances: what they run is read as if it stood there alone. */

import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { carriedBy } from "../../core/effects/programs/carrying.ts";
import { withUnknownVariables } from "../../core/effects/programs/env-files.ts";
import { unknownProgram } from "../../core/effects/unknown-program.ts";
import type { Facts } from "../../core/facts.ts";
import { EXAMPLES } from "./examples.ts";
import { secretsPrinted } from "./secrets.ts";
import { CARRIERS } from "./table.ts";

export const carriers: ProgramPack = {
  kind: "program",
  id: "carriers",
  programs: Object.keys(CARRIERS),
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    // `exec 3>&-` and its kin only open and close descriptors.
    if (command.program === "exec" && closesOnly(command)) return { effects: [] };
    const inner = carriedBy(command, CARRIERS[command.program] ?? {});
    const printed = secretsPrinted(command);
    if (printed.length > 0) return { effects: printed };
    if (!inner) return unknownProgram(command, facts);
    return { effects: [], inner: BRINGS_SECRETS.test(command.program) ? inner.map(withUnknown) : inner };
  },
  examples: EXAMPLES,
};

/** They set variables from a store that nobody here can look into. */
const BRINGS_SECRETS = /^(?:doppler|infisical|chamber|teller|summon|sops|envconsul)$/;

function withUnknown(one: Inner): Inner {
  return one.kind === "argv" || one.kind === "shell" ? { ...one, scope: withUnknownVariables(one.scope) } : one;
}

/** A number that only the run knows before a redirect: `exec $fd>&-`. */
function closesOnly({ argv, redirects }: Invocation): boolean {
  const numbers = argv.slice(1).every(word => word.value === null || /^\d+$/.test(word.value));
  return numbers && argv.length <= 2 && redirects.some(({ operator }) => /^[<>]&$/.test(operator));
}
