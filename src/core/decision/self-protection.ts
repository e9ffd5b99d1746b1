/** Whether an act would take the guard out of the way: that is held also where the policy only observes. */
import type { Verdict } from "./decide.ts";

/** Rules on the guard's own files, on those in which agents find its hook, and on policies. */
const ON_FILES: ReadonlySet<string> = new Set(["guard/own-files", "guard/hooks", "guard/policy"]);

/** False for what is let pass anyway. */
export function isOnGuard({ decision, effects, reasons }: Pick<Verdict, "decision" | "effects" | "reasons">): boolean {
  if (decision !== "ask" && decision !== "deny") return false;
  return (
    effects.some(({ resource }) => resource === "guard") ||
    reasons.some(({ rule, then }) => then !== undefined && ON_FILES.has(rule))
  );
}
