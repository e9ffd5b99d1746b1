/** Compiles a rule of attack techniques into the form that the engine loads. */
import { doingOf } from "../../knowledge/table.ts";
import { listOf } from "../../knowledge/team.ts";
import type { TechniqueFile } from "./rule-file.ts";
import type { CompiledRule } from "./rules.ts";

export { listOf } from "../../knowledge/team.ts";
export { programsOf } from "./rule-lines.ts";

/** Compiles a rule without its proofs. `id` is the id on cards and in the audit log. */
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
