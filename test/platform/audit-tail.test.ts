/** The latest acts of the log, as it grows, is cut or is replaced. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Intent } from "../../src/core/audit/entry.ts";
import { AuditFile } from "../../src/platform/audit-file.ts";
import { AuditTail } from "../../src/platform/audit-tail.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-tail-"));
  path = join(folder, "audit.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const intent = (text: string, rules: readonly string[] = []): Intent => ({
  kind: "intent",
  id: "1",
  agent: "codex",
  folder: "/w",
  cwd: "/w/a",
  act: "command",
  text,
  effects: [],
  environment: "local",
  decision: "ask",
  score: 50,
  level: "medium",
  reasons: rules.map(rule => ({ rule, points: 0, because: "x" })),
});

test("acts come with their rules, oldest first, and only what is new is read", async () => {
  const log = new AuditFile(path, () => new Date("2026-11-21T12:00:00Z"));
  const tail = new AuditTail(path);
  expect(tail.acts()).toEqual([]);
  await log.intent(intent("one", ["policy/a", "effect/delete-file", "role/b"]));
  await log.outcome({ kind: "outcome", id: "1", outcome: "allowed" });
  expect(tail.acts()).toEqual([
    {
      agent: "codex",
      folder: "/w",
      cwd: "/w/a",
      act: "command",
      text: "one",
      decision: "ask",
      at: Date.parse("2026-11-21T12:00:00Z"),
      rules: ["policy/a", "role/b"],
    },
  ]);
  await log.intent(intent("two"));
  expect(tail.acts().map(({ text }) => text)).toEqual(["one", "two"]);
  expect(tail.acts().map(({ text }) => text)).toEqual(["one", "two"]);
});

test("a line that is not finished counts once it is", async () => {
  await new AuditFile(path).intent(intent("one"));
  const line = readFileSync(path, "utf8");
  const tail = new AuditTail(path);
  expect(tail.acts().length).toBe(1);
  appendFileSync(path, line.slice(0, 40));
  expect(tail.acts().length).toBe(1);
  appendFileSync(path, line.slice(40));
  expect(tail.acts().length).toBe(2);
});

test("a log that was replaced or cut is read anew; lines that are no entries are passed over", async () => {
  await new AuditFile(path).intent(intent("one"));
  const line = readFileSync(path, "utf8");
  const tail = new AuditTail(path);
  writeFileSync(path, `${line}${line}{"kind":"intent"}\nnot an entry\n`);
  expect(tail.acts().length).toBe(2);
  writeFileSync(path, line);
  expect(tail.acts().length).toBe(1);
  rmSync(path);
  expect(tail.acts()).toEqual([]);
});
