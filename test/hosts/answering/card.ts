/** A card of something harmless, but for what a test says otherwise. */
import type { Card } from "../../../src/core/approval/card.ts";

export const cardOf = (over: Partial<Card> = {}): Card => ({
  what: "Deletes 3 files, none of them in git.",
  environment: { name: "local", evidence: [] },
  where: "LOCAL",
  lost: [],
  why: [],
  score: 40,
  level: "medium",
  override: "confirm",
  command: "rm -rf notes",
  marked: [],
  agent: "claude-code",
  cwd: "/work/api",
  kind: "command",
  ...over,
});
