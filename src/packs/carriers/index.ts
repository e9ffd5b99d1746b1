/** Programs that only run another one, in other circumstances: what they run is read as if it stood there alone. */
import { carriedBy } from "../../core/effects/carrying.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { unknownProgram } from "../../core/effects/unknown-program.ts";
import type { Facts } from "../../core/facts.ts";
import { EXAMPLES } from "./examples.ts";
import { CARRIERS } from "./table.ts";

export const carriers: ProgramPack = {
  kind: "program",
  id: "carriers",
  programs: Object.keys(CARRIERS),
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const inner = carriedBy(command, CARRIERS[command.program] ?? {});
    return inner ? { effects: [], inner } : unknownProgram(command, facts);
  },
  examples: EXAMPLES,
};
