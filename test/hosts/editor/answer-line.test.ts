import { expect, test } from "vitest";
import { answerLine, justEnded } from "../../../src/hosts/editor/present/answer-line.ts";
import type { RecentAct } from "../../../src/wire/guard.ts";
import { aQuestion } from "./question.ts";

function anAct(over: Partial<RecentAct> = {}): RecentAct {
  return {
    id: "a",
    at: 1000,
    agent: "claude-code",
    summary: "Deletes notes.",
    decision: "ask",
    level: "high",
    outcome: "denied",
    by: "person",
    folder: "/work/app",
    reasons: [],
    ...over,
  };
}

const AGAIN = { askAgain: { id: "q", until: 2000 } };

test("a line says how it ended, of what, and offers to ask again where that can be done", () => {
  const question = aQuestion({}, { command: "rm -rf notes" });
  const check = (act: Partial<RecentAct>, asked: typeof question | undefined, text: string) =>
    expect(answerLine(anAct(act), asked).text).toBe(text);
  check(AGAIN, question, "$(circle-slash) Denied: rm -rf notes · Ask Again");
  check({}, question, "$(circle-slash) Denied: rm -rf notes");
  check({ by: "timeout", ...AGAIN }, question, "$(circle-slash) Not answered: rm -rf notes · Ask Again");
  check({ outcome: "allowed" }, question, "$(pass) Allowed once: rm -rf notes");
  check({ outcome: "allowed" }, undefined, "$(pass) Allowed once: Deletes notes.");
  const edit = aQuestion(
    { folder: "/work/app" },
    { kind: "edit", command: "edit /work/app/lib/a.ts", cwd: "/work/app/lib" },
  );
  check({}, edit, "$(circle-slash) Denied: edit lib/a.ts");
  check(
    {},
    aQuestion({}, { kind: "patch", command: "*** Begin Patch" }),
    "$(circle-slash) Denied: Deletes the folder build",
  );
  const long = aQuestion({}, { command: `rm ${"x".repeat(500)}\nls` });
  expect(answerLine(anAct(), long).text.length).toBeLessThan(90);
  expect(answerLine(anAct(AGAIN), question).askAgain).toBe("q");
});

test("what has just ended is told once, in the window that would have asked, and only where somebody could answer", () => {
  const here = { folders: ["/work/app"], focused: false, ignoreCase: false };
  const check = (act: Partial<RecentAct>, waiting: readonly string[], told: boolean, window = here) =>
    expect(justEnded(new Set(waiting), [anAct(act)], window) !== undefined, JSON.stringify(act)).toBe(told);
  check({}, ["a"], true);
  check({ by: "timeout" }, ["a"], true);
  check({}, [], false);
  check({ outcome: "pending" }, ["a"], false);
  check({ by: "rule" }, ["a"], false);
  check({ by: "halt" }, ["a"], false);
  check({ folder: "/work/other" }, ["a"], false);
  check({ folder: "/work/other" }, ["a"], true, { ...here, focused: true });
});
