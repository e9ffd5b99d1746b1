import type { Card } from "../../../src/core/approval/card.ts";
import type { Question } from "../../../src/wire/guard.ts";

/** A card as the service sends one; each test changes what it is about. */
export function aCard(over: Partial<Card> = {}): Card {
  return {
    what: "Deletes the folder build.",
    environment: { name: "local", evidence: [] },
    where: "LOCAL",
    lost: [],
    why: [],
    score: 45,
    level: "medium",
    override: "confirm",
    command: "rm -rf build",
    marked: [],
    agent: "claude-code",
    cwd: "/work/app",
    kind: "command",
    ...over,
  };
}

export function aQuestion(over: Partial<Question> = {}, card: Partial<Card> = {}): Question {
  return { id: "q", asked: 1000, deadline: 61_000, card: aCard(card), ...over };
}
