/** Decides whether an act would disable the guard. Such acts are held even if the policy only observes. */
import type { Verdict } from "./decide.ts";

/** Rules on the guard's own files, on the files that hold its hooks, and on policies. */
const ON_FILES: ReadonlySet<string> = new Set(["guard/own-files", "guard/hooks", "guard/policy"]);

/** Returns whether the act is held for the guard's sake; false for an act that is allowed. */
export function isOnGuard({ decision, effects, reasons }: Pick<Verdict, "decision" | "effects" | "reasons">): boolean {
  if (decision !== "ask" && decision !== "deny") return false;
  return (
    effects.some(({ resource }) => resource === "guard") ||
    reasons.some(({ rule, then }) => then !== undefined && ON_FILES.has(rule))
  );
}
