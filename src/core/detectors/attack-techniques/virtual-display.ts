/** Recognises virtual displays, where acts do not concern the person. */
import type { Invocation } from "../../effects/pack.ts";

/** The lowest numbers belong to the machine's own screen. */
const IN_MEMORY = /^:[2-9]\d(?:\.\d)?$/;

/** Matches `DISPLAY=:99 import -window root /tmp/x.png`, and commands inside `xvfb-run`. */
export function looksAtVirtualDisplay({ argv, scope }: Invocation): boolean {
  if (scope.via.some(text => /^xvfb-run\b/.test(text))) return true;
  return IN_MEMORY.test(scope.variables.get("DISPLAY") ?? "") || argv.some(({ value }) => IN_MEMORY.test(value ?? ""));
}
