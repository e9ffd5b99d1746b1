import { expect, test } from "vitest";
import { actRow, questionRow } from "../../../src/hosts/editor/present/act-row.ts";
import { backoff } from "../../../src/hosts/editor/present/backoff.ts";
import { countdown } from "../../../src/hosts/editor/present/countdown.ts";
import { IMPACT_SCHEME, impactAddress, impactPlace } from "../../../src/hosts/editor/present/impact-uri.ts";
import { planLines, planTitle } from "../../../src/hosts/editor/present/plan-text.ts";
import { replayOutcome } from "../../../src/hosts/editor/present/replay-text.ts";
import {
  answerLenses,
  documentName,
  documentTitle,
  stakesLenses,
  unopened,
} from "../../../src/hosts/editor/present/review-text.ts";
import type { RecentAct } from "../../../src/wire/guard.ts";
import { aCard, aQuestion } from "./question.ts";

test("the countdown tells of the question that ends first", () => {
  expect(countdown([], 0)).toBeUndefined();
  expect(countdown([aQuestion({ deadline: 42_000 })], 0)).toBe("$(bell-dot) 1 question: 42 s left");
  expect(countdown([aQuestion({ deadline: 90_500 }), aQuestion({ deadline: 200_000 })], 0)).toBe(
    "$(bell-dot) 2 questions: 1 min 31 s left",
  );
  expect(countdown([aQuestion({ deadline: 5 })], 10)).toBe("$(bell-dot) 1 question: 0 s left");
});

const ACT: RecentAct = {
  folder: "/work",
  reasons: [],
  id: "a",
  at: 0,
  agent: "codex",
  summary: "Deletes build.",
  decision: "ask",
  level: "high",
  outcome: "denied",
  by: "person",
};

test("a row shows how the act ended and who decided", () => {
  const look = (act: Partial<RecentAct>) => actRow({ ...ACT, ...act });
  expect(look({}).icon).toBe("circle-slash");
  expect(look({}).tooltip).toContain("Denied by a person");
  expect(look({}).accessible).toMatch(/^Denied by a person: Deletes build\., codex, /);
  expect(look({ by: "timeout" }).tooltip).toContain("because nobody answered in time");
  expect(look({ outcome: "allowed" }).icon).toBe("pass");
  expect(look({ outcome: "allowed", decision: "allow", by: "rule" }).icon).toBe("check");
  expect(look({ outcome: "pending" }).tooltip).toContain("Waiting");
  expect(look({ summary: "a\nb\u200B" }).label).toBe("a ⏎ b⟨U+200B⟩");
});

test("a question's row is coloured by its level", () => {
  expect(questionRow(aQuestion({}, { level: "critical" })).color).not.toBe(
    questionRow(aQuestion({}, { level: "low" })).color,
  );
});

test("a review document's address leads back to it, and both sides have the file's own path", () => {
  const place = { question: "1/2 %?#", document: 3, side: "before" } as const;
  const { path, query } = impactAddress(place, "src\\a/b.ts");
  expect(impactPlace(query)).toEqual(place);
  expect(path).toBe("/src/a/b.ts");
  expect(impactAddress({ ...place, side: "after" }, "src/a/b.ts").path).toBe(path);
  const card = { question: "q", document: "card", side: "after" } as const;
  expect(impactAddress(card, "").path).toBe("/text");
  expect(impactPlace(impactAddress(card, "").query)).toEqual(card);
  for (const other of ["", "q/3/both", "q/x/after", "/q/3/after", "q/3/after/x"])
    expect(impactPlace(other)).toBeUndefined();
  expect(IMPACT_SCHEME).toBe("agentguard-impact");
});

test("titles say whether a file changes or would be gone", () => {
  expect(documentTitle({ title: "a.md", before: "x", after: null })).toBe("a.md (would be gone)");
  expect(documentTitle({ title: "a.md", before: "x", after: "" })).toBe("a.md (now ↔ after the act)");
  expect(documentName({ title: "lib/a", before: "", after: "", path: "/w/lib/a.ts" }, "/w")).toBe("lib/a.ts");
  const documents = [1, 2, 3].map(n => ({ title: `f${n}`, before: "", after: null }));
  expect(unopened(documents, 2)).toContain("f3 (would be gone)");
  expect(unopened(documents, 2)).not.toContain("f2");
  expect(unopened(documents, 3)).toBe("");
});

test("the lenses put the safe answers first and leave out what nobody may choose", () => {
  const titles = (override: "confirm" | "none") => answerLenses(aCard({ override })).map(l => l.title);
  expect(titles("confirm")).toEqual(["Deny", "Deny and Tell the Agent…", "Allow Once"]);
  expect(titles("none")).not.toContain("Allow Once");
  const stakes = stakesLenses(
    aCard({ differs: "It says A, it does B.", why: [{ rule: "r", points: 9, because: "it is gone" }] }),
  );
  expect(stakes.map(l => l.title)).toEqual([
    "It says A, it does B.",
    "LOCAL: Deletes the folder build. Why: it is gone",
  ]);
});

test("a plan says of every file whether it is made, changed or removed", () => {
  const change = { file: "/home/me/.claude/settings.json", before: "{}", after: "{ }" };
  expect(planTitle(change)).toBe("settings.json (now ↔ after)");
  expect(planTitle({ ...change, before: null })).toBe("settings.json (would be created)");
  expect(planTitle({ ...change, after: null })).toBe("settings.json (would be removed)");
  expect(planLines([change, { ...change, before: null }, { ...change, after: null }]).split("\n")).toEqual([
    `Changes ${change.file}`,
    `Creates ${change.file}`,
    `Removes ${change.file}`,
  ]);
});

test("the replay's words are those of the stand-in's state", () => {
  const volume = { id: "v", name: "db", environment: "production", sizeMB: 1, backups: [{ id: "b", createdAt: "" }] };
  const result = { toldAgent: "", volumes: [volume], backups: volume.backups, calls: 0, direct: false };
  expect(replayOutcome({ ...result, outcome: "held" })).toMatchObject({ severity: "info" });
  expect(replayOutcome({ ...result, outcome: "held" }).message).toContain("the volume still exists");
  const ran = replayOutcome({ ...result, outcome: "ran", volumes: [], backups: [], calls: 1 });
  expect(ran.severity).toBe("warning");
  expect(ran.message).toContain("deleted exactly once");
  expect(replayOutcome({ ...result, outcome: "failed", because: "no client" })).toEqual({
    severity: "error",
    message: "the replay failed: no client",
  });
  for (const outcome of ["held", "ran", "failed"] as const) {
    expect(replayOutcome({ ...result, outcome }).message).not.toContain("not installed");
    expect(replayOutcome({ ...result, outcome, direct: true }).message).toContain("Claude Code is not installed here");
  }
});

test("waiting for the service grows and stays bounded", () => {
  const waits = Array.from({ length: 40 }, (_, i) => backoff(i + 1));
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBeLessThan(1000);
  expect(waits.at(-1)).toBeLessThan(60_000);
});
