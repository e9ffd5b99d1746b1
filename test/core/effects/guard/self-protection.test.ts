/** What an agent may try against its guard, and what only looks like it: by the engine alone, without a machine. */
import { describe, expect, it } from "vitest";
import { ATTEMPTS, actAt, nameOf } from "../../../support/attempts.ts";
import { judgeIn } from "../../../support/little-world.ts";

const PLACES = {
  home: "/home/dev",
  data: "/home/dev/.local/share/agentguard",
  config: "/home/dev/.config/agentguard",
  root: "/home/dev/app",
};

const SILENT = new Set(["allow", "snapshot"]);

for (const on of new Set(ATTEMPTS.map(attempt => attempt.on))) {
  describe(on === "nothing" ? "what only looks like it passes" : `an attempt on ${on}`, () => {
    it.each(ATTEMPTS.filter(attempt => attempt.on === on).map(attempt => [nameOf(attempt), attempt] as const))(
      "%s",
      async (_, attempt) => {
        const { decision, reasons } = await judgeIn({}, actAt(attempt.act, PLACES));
        const why = reasons.map(({ rule, points, because }) => `${points} ${rule}: ${because}`).join("\n");
        const got = attempt.expect !== "held" ? decision : SILENT.has(decision) ? decision : "held";
        expect(`${got}\n${why}`).toBe(`${attempt.expect}\n${why}`);
      },
    );
  });
}
