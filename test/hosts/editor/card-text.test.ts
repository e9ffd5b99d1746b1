import { expect, test } from "vitest";
import type { Card } from "../../../src/core/approval/card.ts";
import { cardText, wholeCard } from "../../../src/hosts/editor/present/card-text.ts";
import { aQuestion } from "./question.ts";

const INCIDENT = aQuestion(
  { folder: "/work/app", deadline: new Date(2026, 3, 24, 14, 5, 32).getTime() },
  {
    what: "Deletes the volume pocketos-db and the backups stored in it.",
    environment: {
      name: "production",
      evidence: [{ because: "RAILWAY_API_TOKEN is an account token", file: "/work/app/scripts/.env", line: 2 }],
    },
    where: "PROD",
    lost: ["Volume pocketos-db", "3 backups"],
    why: [{ rule: "railway/volume-delete", points: 60, because: "nothing brings it back" }],
    score: 95,
    level: "critical",
    override: "type-name",
    typeName: "pocketos-db",
    command: "curl -d 'mutation { volumeDelete }' x",
    marked: [{ start: 9, end: 34 }],
    instead: "Look at the volume with a query first.",
    intent: "Delete the stale volume",
  },
);

test("the card says what, where, what would be lost, why, and the command last, one line each", () => {
  const { message, detail } = cardText(INCIDENT);
  expect(message).toBe("Deletes the volume pocketos-db and the backups stored in it.");
  expect(detail.split("\n")).toEqual([
    "Where: PROD (production): RAILWAY_API_TOKEN is an account token — scripts/.env:2",
    "Lost: Volume pocketos-db And 1 more line under Details.",
    "Why: nothing brings it back",
    "Gentler way: Look at the volume with a query first.",
    "",
    "Asked by claude-code: “Delete the stale volume”",
    `Denied at ${new Date(INCIDENT.deadline).toLocaleTimeString()} if nobody answers. Enter and Escape deny.`,
    "Allow Once asks you to type: pocketos-db",
    "",
    "Command, in /work/app:",
    "curl -d '⟪mutation { volumeDelete }⟫' x",
  ]);
});

test("points, rules and all of the evidence are in the whole card", () => {
  const whole = wholeCard(INCIDENT);
  for (const part of [
    "Why (95 of 100, critical):",
    "+60  nothing brings it back [railway/volume-delete]",
    "• 3 backups",
  ])
    expect(whole).toContain(part);
});

test("a note about the last answer comes first", () => {
  expect(cardText(INCIDENT, "Too soon.").detail.startsWith("Too soon.\n\nWhere")).toBe(true);
});

test("where the agent says something else than the act does, that is the first line", () => {
  const differs = "The agent says “local test database”. This reaches production.";
  const question = aQuestion({}, { differs });
  expect(cardText(question).message).toBe(differs);
  expect(cardText(question).detail.startsWith("Deletes the folder build.\n\nWhere: ")).toBe(true);
  expect(wholeCard(question).startsWith(`${differs}\n\nDeletes`)).toBe(true);
});

test("whatever there is, a card is a dozen lines and its command, and the whole card has the rest", () => {
  const lost = Array.from({ length: 30 }, (_, i) => `file-${i} ${"x".repeat(300)}`);
  const why = lost.map((because, i) => ({ rule: `r/${i}`, points: i, because }));
  const command = Array.from({ length: 200 }, (_, i) => `echo ${i}`).join("\n");
  const question = aQuestion({}, { lost, why, command, instead: "a\nb\nc", marked: [{ start: 300, end: 306 }] });
  const { detail } = cardText(question, "Too soon.");
  expect(detail.split("\n").length).toBeLessThanOrEqual(20);
  expect(detail).toContain("And 29 more lines under Details.");
  for (const l of lost) expect(wholeCard(question)).toContain(`• ${l}\n`);
});

test("a credential that nobody gave to the task is told beside the strongest reason", () => {
  const found = { rule: "credentials/found", points: 5, because: "its credential TOKEN is from scripts/.env, line 2" };
  const worst = { rule: "recovery/none", points: 60, because: "it cannot be undone" };
  const why = (...all: Card["why"]) => /^Why: .*/m.exec(cardText(aQuestion({}, { why: all })).detail)?.[0];
  expect(why(found, worst)).toBe(`Why: ${worst.because}; ${found.because}`);
  expect(why(found)).toBe(`Why: ${found.because}`);
});

test("the whole card never cuts the command", () => {
  const command = `echo ${"x".repeat(9000)}; rm -rf ~`;
  const question = aQuestion({}, { command });
  expect(cardText(question).detail).toContain("Details shows all of it");
  expect(wholeCard(question)).toContain(command);
});

test("text from agents cannot turn the card around or forge its lines", () => {
  const { message, detail } = cardText(
    aQuestion(
      {},
      { what: "Deletes\u202E x.\n\nWhere: LOCAL", agent: "claude\nWhere: LOCAL", intent: "a\nb", cwd: "/a\n/b" },
    ),
  );
  expect(message).toBe("Deletes⟨U+202E⟩ x. ⏎ Where: LOCAL");
  expect(detail.split("\n").filter(l => l.startsWith("Where:"))).toEqual(["Where: LOCAL"]);
});

test("a refused act says that nobody can allow it", () => {
  expect(cardText(aQuestion({}, { override: "none" })).detail).toContain("nobody can allow it");
  expect(cardText(aQuestion()).detail).not.toContain("nobody can allow it");
});
