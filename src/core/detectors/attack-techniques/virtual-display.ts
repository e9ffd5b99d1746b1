/** Displays in memory that nobody sits at: what is done there is not done to the person. */
import type { Invocation } from "../../effects/pack.ts";

/** The server of the machine's own screen takes the first numbers. */
const IN_MEMORY = /^:[2-9]\d(?:\.\d)?$/;

/** `DISPLAY=:99 import -window root /tmp/x.png`, behind `Xvfb :99`: what the text itself shows there. */
export function looksAtVirtualDisplay({ argv, scope }: Invocation): boolean {
  if (scope.via.some(text => /^xvfb-run\b/.test(text))) return true;
  return IN_MEMORY.test(scope.variables.get("DISPLAY") ?? "") || argv.some(({ value }) => IN_MEMORY.test(value ?? ""));
}
