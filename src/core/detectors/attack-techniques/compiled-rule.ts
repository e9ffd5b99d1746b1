/** A rule of attack techniques as the build keeps it for the engine. */
import { doingOf } from "../../knowledge/table.ts";
import { listOf } from "../../knowledge/team.ts";
import type { TechniqueFile } from "./rule-file.ts";
import type { CompiledRule } from "./rules.ts";

export { listOf } from "../../knowledge/team.ts";
export { programsOf } from "./rule-lines.ts";

/** Takes a rule as its file says it; gives it without its proofs, by the id that cards and the audit log name. */
export function compiledRule(id: string, said: TechniqueFile["rules"][string]): CompiledRule {
  const { calls, windows, raised, words } = said;
  return {
    id,
    does: doingOf(said),
    ...(calls && { calls: listOf(calls) }),
    ...(windows && { windows: listOf(windows) }),
    ...(raised && { raised: listOf(raised) }),
    ...(words && { words: listOf(words) }),
    ...(said["own-display"] && { ownDisplay: true }),
  };
}
