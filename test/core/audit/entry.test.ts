import { describe, expect, test } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import { makeIntent, makeOutcome, readEntry } from "../../../src/core/audit/entry.ts";
import type { Judgement } from "../../../src/core/decision/judgement.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";

const effect: Effect = {
  verb: "delete",
  resource: "volume",
  target: "postgres://u:hunter2@db/volume",
  reach: "one",
  recovery: "none",
  certainty: "certain",
  source: "test",
  says: "deletes a volume",
};
const judgement: Judgement = {
  decision: "ask",
  override: "type-name",
  score: 88,
  level: "critical",
  effects: [effect],
  environment: { name: "production", evidence: [] },
  reasons: [{ rule: "credentials/found", points: 10, because: "its credential is TOKEN=abcdef0123456789abcdef" }],
  wants: [],
};
const action: Action = {
  kind: "command",
  text: `curl -H "Authorization: Bearer 6f1c2d3e-4a5b-4c6d-8e7f-001122334455" https://api.example.com`,
  shell: "bash",
  cwd: "/w/app",
  origin: { agent: "claude-code", session: "s1", callId: "toolu_1", intent: "tidy up" },
  env: { RAILWAY_TOKEN: "must-never-be-stored-0123456789" },
};

describe("an intent", () => {
  test("says who, where, what and why", () => {
    expect(makeIntent("i1", action, judgement, "/w")).toEqual({
      kind: "intent",
      id: "i1",
      agent: "claude-code",
      session: "s1",
      call: "toolu_1",
      folder: "/w",
      cwd: "/w/app",
      act: "command",
      text: 'curl -H "Authorization: Bearer 6f1c…" https://api.example.com',
      effects: [{ verb: "delete", resource: "volume", target: "postgres://u:…@db/volume", recovery: "none" }],
      environment: "production",
      decision: "ask",
      score: 88,
      level: "critical",
      reasons: [{ rule: "credentials/found", points: 10, because: "its credential is TOKEN=abcd…" }],
    });
  });
  test("a secret cut by the length limit does not survive in half", () => {
    const text = `${"x".repeat(1990)} TOKEN=${"s3cr3tS3CR3T".repeat(300)} ${"y".repeat(3000)}`;
    const stored = JSON.stringify(makeIntent("i", { ...action, text }, judgement, "/w"));
    expect(stored).not.toContain("s3cr3t");
    expect(stored.length).toBeLessThan(8000);
  });
});

test("an outcome's reason is masked", () => {
  expect(makeOutcome({ id: "i1", outcome: "denied", by: "person", reason: "PASSWORD=hunter2 was used" })).toEqual({
    kind: "outcome",
    id: "i1",
    outcome: "denied",
    by: "person",
    reason: "PASSWORD=… was used",
  });
});

describe("reading a line back", () => {
  const chained = { seq: 1, time: "2026-11-20T10:00:00.000Z", prev: "0", hash: "1" };
  test.each([
    [JSON.stringify({ ...makeIntent("i1", action, judgement, "/w"), ...chained }), "intent"],
    [JSON.stringify({ kind: "outcome", id: "i1", outcome: "allowed", ...chained }), "outcome"],
    [JSON.stringify({ kind: "notice", what: "halted", ...chained }), "notice"],
    [JSON.stringify({ kind: "outcome", id: "i1", outcome: "perhaps", ...chained }), undefined],
    [JSON.stringify({ kind: "notice", what: "halted" }), undefined],
    ["{", undefined],
  ])("%s", (line, kind) => {
    expect(readEntry(line)?.kind).toBe(kind);
  });
});
