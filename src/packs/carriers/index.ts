/** Programs that only run another one, in other circumstances: what they run is read as if it stood there alone. */
import { carriedBy } from "../../core/effects/carrying.ts";
import type { Effect } from "../../core/effects/effect.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import { unknownProgram } from "../../core/effects/unknown-program.ts";
import type { Facts } from "../../core/facts.ts";
import { EXAMPLES } from "./examples.ts";
import { CARRIERS } from "./table.ts";

/** Managers of Python projects, which also publish what they manage. */
const PUBLISHES = /^(poetry|pdm|hatch|rye|uv|pixi)$/;

export const carriers: ProgramPack = {
  kind: "program",
  id: "carriers",
  programs: Object.keys(CARRIERS),
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    // `exec 3>&-` and its kin only open and close descriptors.
    if (command.program === "exec" && closesOnly(command)) return { effects: [] };
    const inner = carriedBy(command, CARRIERS[command.program] ?? {});
    if (inner) return { effects: [], inner };
    return publishes(command) ? { effects: [published(command)] } : unknownProgram(command, facts);
  },
  examples: EXAMPLES,
};

/** A number that only the run knows before a redirect: `exec $fd>&-`. */
function closesOnly({ argv, redirects }: Invocation): boolean {
  const numbers = argv.slice(1).every(word => word.value === null || /^\d+$/.test(word.value));
  return numbers && argv.length <= 2 && redirects.some(({ operator }) => /^[<>]&$/.test(operator));
}

function publishes({ program, argv }: Invocation): boolean {
  const words = argv.slice(1).map(({ value }) => value ?? "");
  return (
    PUBLISHES.test(program) && words.find(word => !word.startsWith("-")) === "publish" && !words.includes("--dry-run")
  );
}

function published({ program, span }: Invocation): Effect {
  return {
    verb: "publish",
    resource: "package",
    target: "the package of this folder",
    reach: "one",
    recovery: "none",
    certainty: "certain",
    source: "carriers",
    says: `publishes the package of this folder with ${program}`,
    instead: "Look at what would be published first: build it, or give --dry-run.",
    ...(span && { span }),
  };
}
