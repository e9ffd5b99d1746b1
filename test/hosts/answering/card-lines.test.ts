/** A question as lines of a terminal. */
import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/core/approval/card.ts";
import { cardLines, duration, wrapped } from "../../../src/hosts/answering/card-lines.ts";
import { cardOf } from "./card.ts";

const look = { width: 60, colours: false };
const lines = (over: Partial<Card> = {}, again?: true) =>
  cardLines({ id: "q", asked: 0, deadline: 1, card: cardOf(over), ...(again && { again }) }, look);

const full: Partial<Card> = {
  environment: { name: "production", evidence: [{ because: "the token lies in scripts/domains/.env" }] },
  where: "PROD",
  lost: ["the volume pocketos-db", "3 backups", "a", "b", "c"],
  why: [
    { rule: "score/x", points: 10, because: "nothing gives it back" },
    { rule: "policy/y", points: 0, because: "the policy asks here", then: "ask" },
  ],
  instead: "detach it first",
  intent: "clean up the old staging volume",
  startedBy: ["npm run clean", "sh ./clean.sh"],
};

describe("a card in a terminal", () => {
  it("says what, where, what is lost, why, who asks, and shows the command", () => {
    expect(lines(full)).toEqual([
      "─".repeat(60),
      "Deletes 3 files, none of them in git.",
      "Where  PROD (production): the token lies in",
      "       scripts/domains/.env",
      "Lost   the volume pocketos-db",
      "       3 backups",
      "       a",
      "       and 2 more",
      "Why    the policy asks here",
      "Rather detach it first",
      "Asked  by claude-code: “clean up the old staging volume”,",
      "       started by npm run clean → sh ./clean.sh",
      "In     /work/api",
      "─".repeat(60),
      "  rm -rf notes",
      "─".repeat(60),
    ]);
  });
  it("begins with what the agent says otherwise", () => {
    const differs = "The agent says “local test database”. This reaches production.";
    expect(lines({ differs })[1]).toBe("The agent says “local test database”. This reaches");
  });
  it("says that the agent no longer waits", () => expect(lines({}, true).join("\n")).toContain("It no longer waits"));
  it("marks the dangerous part", () =>
    expect(lines({ command: "cd /tmp && rm -rf notes", marked: [{ start: 11, end: 23 }] })).toContain(
      "  cd /tmp && ⟪rm -rf notes⟫",
    ));
  it("keeps every line within the width", () => {
    const long = {
      ...full,
      command: `echo ${"x".repeat(500)}\n${"word ".repeat(100)}`,
      cwd: `/work/${"deep/".repeat(40)}`,
    };
    for (const line of lines(long)) expect(Array.from(line).length).toBeLessThanOrEqual(60);
  });
  it.each(["\x1b[2J", "\x1b]0;title\x07", "\u202e", "\r", "\u200b"])("shows %j, and does not write it", hidden => {
    const over = { command: `rm ${hidden}x`, intent: `a${hidden}b`, cwd: `/w${hidden}`, what: `Deletes ${hidden}.` };
    const text = lines(over).join("\n");
    expect(text).not.toContain(hidden);
    expect(text).toContain("⟨U+");
  });
  it("has colours only where they are wanted", () => {
    const question = { id: "q", asked: 0, deadline: 1, card: cardOf(full) };
    expect(cardLines(question, look).join("")).not.toContain("\x1b");
    expect(cardLines(question, { ...look, colours: true }).join("")).toContain("\x1b[1m");
  });
});

describe("times and lines", () => {
  it.each([
    [-5, "0 s"],
    [11_500, "12 s"],
    [65_000, "1:05"],
    [599_000, "9:59"],
    [15 * 60_000, "15 min"],
  ])("%i ms is %s", (ms, text) => expect(duration(ms)).toBe(text));
  it("breaks at blanks, and where there are none", () => {
    expect(wrapped("one two three four", 12)).toEqual(["one two", "three four"]);
    expect(wrapped("abcdefghijklmnop", 10, "  ")).toEqual(["  abcdefgh", "  ijklmnop"]);
  });
});
