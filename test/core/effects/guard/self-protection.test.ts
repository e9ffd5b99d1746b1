/** What an agent may try against its guard, and what only looks like it: by the engine alone, without a machine. */
import { describe, expect, it } from "vitest";
import { isOnGuard } from "../../../../src/core/decision/self-protection.ts";
import { ATTEMPTS, actAt, nameOf, type Target } from "../../../support/attempts.ts";
import { judgeIn } from "../../../support/little-world.ts";

const PLACES = {
  home: "/home/dev",
  data: "/home/dev/.local/share/agentguard",
  config: "/home/dev/.config/agentguard",
  root: "/home/dev/app",
  pid: "48211",
};

/** What the guard holds for others' sake, and passes where the policy only observes. */
const FOR_OTHERS = new Set<Target>(["nothing", "other safeguards", "what starts by itself"]);
const SILENT = new Set(["allow"]);

for (const on of new Set(ATTEMPTS.map(attempt => attempt.on))) {
  describe(on === "nothing" ? "what only looks like it passes" : `an attempt on ${on}`, () => {
    it.each(ATTEMPTS.filter(attempt => attempt.on === on).map(attempt => [nameOf(attempt), attempt] as const))(
      "%s",
      async (_, attempt) => {
        const judgement = await judgeIn({}, actAt(attempt.act, PLACES));
        const { decision, reasons } = judgement;
        const why = reasons.map(({ rule, points, because }) => `${points} ${rule}: ${because}`).join("\n");
        const got = attempt.expect !== "held" ? decision : SILENT.has(decision) ? decision : "held";
        expect(`${got}\n${why}`).toBe(`${attempt.expect}\n${why}`);
        // Also where the policy only observes.
        expect(`${isOnGuard(judgement)}\n${why}`).toBe(`${!FOR_OTHERS.has(on)}\n${why}`);
      },
    );
  });
}
