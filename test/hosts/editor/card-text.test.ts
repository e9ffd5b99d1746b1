import { expect, test } from "vitest";
import { cardText, placeOf, wholeCard } from "../../../src/hosts/editor/present/card-text.ts";
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

test("the card says what, where, what would be lost, why, and the command last", () => {
  const { message, detail } = cardText(INCIDENT);
  expect(message).toBe("Deletes the volume pocketos-db and the backups stored in it.");
  const order = [
    "Where: PROD (production)",
    "RAILWAY_API_TOKEN is an account token — scripts/.env:2",
    "What would be lost:",
    "• Volume pocketos-db",
    "• 3 backups",
    "Why (95 of 100, critical):",
    "+60  nothing brings it back [railway/volume-delete]",
    "Gentler way: Look at the volume",
    "Asked by claude-code: “Delete the stale volume”",
    `Denied at ${new Date(INCIDENT.deadline).toLocaleTimeString()} if nobody answers. Enter, Escape and Cancel deny.`,
    "Allow Once asks you to type: pocketos-db",
    "Command, in /work/app:",
    "curl -d '⟪mutation { volumeDelete }⟫' x",
  ];
  const found = order.map(part => detail.indexOf(part));
  expect(found.filter(at => at < 0).map((_, i) => order[i])).toEqual([]);
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(detail.endsWith("curl -d '⟪mutation { volumeDelete }⟫' x")).toBe(true);
});

test("a note about the last answer comes first", () => {
  expect(cardText(INCIDENT, "Too soon.").detail.startsWith("Too soon.\n\nWhere")).toBe(true);
});

test("what has no room is counted, and the whole card has it", () => {
  const lost = Array.from({ length: 30 }, (_, i) => `file-${i}`);
  const question = aQuestion({}, { lost });
  const { detail } = cardText(question);
  const named = lost.filter(l => detail.split("\n").includes(`  • ${l}`)).length;
  expect(detail).toContain(`… and ${30 - named} more: see Review Changes`);
  for (const l of lost) expect(wholeCard(question)).toContain(`• ${l}\n`);
});

test("a reason that adds nothing and decides nothing is left to the whole card", () => {
  const question = aQuestion(
    {},
    {
      why: [
        { rule: "effect/x", points: 0, because: "says it again" },
        { rule: "policy/no", points: 0, because: "the policy asks", then: "ask" },
        { rule: "score/less", points: -10, because: "git has it" },
      ],
    },
  );
  expect(cardText(question).detail).not.toContain("says it again");
  expect(cardText(question).detail).toContain("+0  the policy asks");
  expect(cardText(question).detail).toContain("-10  git has it");
  expect(wholeCard(question)).toContain("says it again");
});

test("the whole card never cuts the command", () => {
  const command = `echo ${"x".repeat(9000)}; rm -rf ~`;
  const question = aQuestion({}, { command });
  expect(cardText(question).detail).toContain("Review Changes shows all of it");
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

test("files are named from the folder the question belongs to", () => {
  expect(placeOf({ because: "", file: "/work/app/.env", line: 3 }, "/work/app")).toBe(".env:3");
  expect(placeOf({ because: "", file: "/work/app-2/.env" }, "/work/app")).toBe("/work/app-2/.env");
  expect(placeOf({ because: "" }, "/work/app")).toBe("");
});
