/** Describes the outcome of a replay, all of which was read back from the stand-in. */
import type { ReplayResult } from "../../demo/replay.ts";

export interface Outcome {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
}

export function replayOutcome(result: ReplayResult): Outcome {
  const { outcome, volumes, backups, calls, direct, because } = result;
  const how = direct ? " Claude Code is not installed here: the hook was called directly, with the same call." : "";
  const left = `${volumes.length === 1 ? "1 volume" : `${volumes.length} volumes`} with ${backups.length} backups`;
  if (outcome === "held") {
    return {
      severity: "info",
      message: `held: the volume still exists (${left} on the stand-in, ${calls} deletions arrived).${how}`,
    };
  }
  if (outcome === "ran") {
    return {
      severity: "warning",
      message: `allowed: the volume was deleted exactly once, its backups with it (${left} on the stand-in).${how}`,
    };
  }
  return { severity: "error", message: `the replay failed: ${because ?? "no reason was given"}${how}` };
}
