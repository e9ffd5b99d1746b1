/** Tells which paths certainly no longer exist once a command has succeeded. */

import { hasOption, operands, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { belongsToSystem } from "../../files/landmarks.ts";
import { pathOf } from "../../files/targets.ts";
import { isAbsolute } from "../../text/paths.ts";
import { behindSudo } from "./behind-sudo.ts";

/** Returns the paths that `mv` and `rm` remove when they succeed. */
export function leftBy(given: Invocation, facts: Facts): readonly string[] {
  const command = behindSudo(given);
  const { program, argv, scope } = command;
  if ((program !== "mv" && program !== "rm") || !isTheSystems(command, facts)) return NOTHING_LEFT;
  const args = readArguments(argv.slice(1), { values: program === "mv" ? INTO : [] });
  // Other options make them keep something: `mv -n`, `rm -i`.
  if (!args.every(arg => arg.kind === "operand" || PLAINLY.has(arg.name))) return NOTHING_LEFT;
  const words = operands(args);
  const last = program === "rm" || hasOption(args, ...INTO) ? words.length : -1;
  return words
    .slice(0, last)
    .filter(({ value }) => !value?.endsWith("/"))
    .flatMap(word => pathOf(word, scope) ?? []);
}

const NOTHING_LEFT: readonly string[] = [];
const INTO = ["t", "target-directory"];
const PLAINLY = new Set(["f", "force", "r", "R", "recursive", "v", "verbose", ...INTO]);

/** Whether the name runs the system's program: nothing was put before it in `PATH`. */
function isTheSystems({ argv, program, scope }: Invocation, facts: Facts): boolean {
  const name = argv[0]?.value;
  if (name !== program) return name === `/bin/${program}` || name === `/usr/bin/${program}`;
  const path = scope.variables.get("PATH");
  if (path === undefined) return true;
  const ambient = facts.around.env?.PATH?.split(":") ?? [];
  for (const folder of path?.split(":") ?? []) {
    const at = `${folder}/${program}`;
    if (belongsToSystem(at)) return true;
    if (!isAbsolute(folder) || !ambient.includes(folder) || isThere(at, scope, facts)) return false;
  }
  return false;
}

function isThere(path: string, { earlier }: Invocation["scope"], facts: Facts): boolean {
  if (facts.ask({ kind: "stat", path })?.type !== "missing") return true;
  return [earlier?.written, earlier?.copied, earlier?.moved, earlier?.linked].some(files => files?.has(path));
}
