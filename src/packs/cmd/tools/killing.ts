/** taskkill and tskill: one process by its number, or all of a name. */
import type { Effect } from "../../../core/effects/effect.ts";
import type { Invocation } from "../../../core/effects/pack.ts";
import { isBroadName } from "../../../core/effects/process-names.ts";
import { textOf } from "../../../core/effects/words.ts";

export const KILLERS = ["taskkill", "tskill"];

export function effectsOfKilling({ program, argv, span }: Invocation): Effect[] {
  // `//IM` in a shell that would take `/IM` for a path.
  const words = argv.slice(1).map(word => textOf(word).replace(/^\/\/(?=[a-z]+$)/i, "/"));
  const crowds = words.filter((word, i) => {
    if (program === "tskill") return i === 0 && !/^\d+$/.test(word) && isBroadName(word);
    const option = words[i - 1]?.toLowerCase();
    // A filter says which, and may fit any number; beside a name it only narrows that down.
    if (option === "/fi") return !words.some(other => /^\/(?:im|pid)$/i.test(other));
    return option === "/im" && isBroadName(word);
  });
  return crowds.map(name => ({
    verb: "stop",
    resource: "process",
    target: name,
    reach: "all",
    recovery: "effort",
    certainty: "certain",
    source: "windows-tools",
    says: `stops every process named ${name}`,
    instead: "Stop the process by its number.",
    ...(span && { span }),
  }));
}
