import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readEntry } from "../../src/core/audit/entry.ts";
import { missingAnchors } from "../../src/platform/audit-anchors.ts";
import { AuditFile, headOf, verifyAudit } from "../../src/platform/audit-file.ts";

let base: string;
let path: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "agentguard-audit-"));
  path = join(base, "data", "audit.jsonl");
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const outcome = (id: string) => ({ kind: "outcome", id, outcome: "allowed", by: "rule" }) as const;
const text = () => readFileSync(path, "utf8");
const lines = () => text().trimEnd().split("\n");
const whats = () => verifyAudit(path).problems.map(({ line, what }) => `${line}: ${what}`);

/** `what` of every notice, or the id of other entries, in order. */
const told = () =>
  lines().map(line => {
    const entry = readEntry(line);
    return entry?.kind === "notice" ? entry.what : (entry?.id ?? "no entry");
  });

async function write(...ids: string[]): Promise<void> {
  const file = new AuditFile(path);
  for (const id of ids) await file.outcome(outcome(id));
}

describe("writing", () => {
  test("one line each, in order, with the time it was given", async () => {
    const file = new AuditFile(path, () => new Date("2026-11-20T10:00:00Z"));
    await Promise.all(["a", "b", "c"].map(id => file.outcome(outcome(id))));
    await file.notice({ kind: "notice", what: "halted", by: "person" });
    expect(told()).toEqual(["a", "b", "c", "halted"]);
    expect(readEntry(lines()[0] ?? "")).toMatchObject({
      seq: 1,
      time: "2026-11-20T10:00:00.000Z",
      prev: "0".repeat(64),
    });
    expect(verifyAudit(path)).toEqual({ ok: true, entries: 4, problems: [] });
  });

  test("only the user may read it", async () => {
    await write("a");
    expect([path, headOf(path), join(base, "data")].map(file => statSync(file).mode & 0o777)).toEqual([
      0o600, 0o600, 0o700,
    ]);
  });

  test("the chain goes on after a restart", async () => {
    await write("a", "b");
    await write("c");
    expect(told()).toEqual(["a", "b", "c"]);
    expect(verifyAudit(path).ok).toBe(true);
  });

  test("several writers at once keep one chain", async () => {
    const files = Array.from({ length: 4 }, () => new AuditFile(path));
    await Promise.all(
      files.flatMap((file, n) => Array.from({ length: 10 }, (_, i) => file.outcome(outcome(`${n}.${i}`)))),
    );
    expect(verifyAudit(path)).toEqual({ ok: true, entries: 40, problems: [] });
    const order = told().filter(id => id.startsWith("2."));
    expect(order).toEqual(Array.from({ length: 10 }, (_, i) => `2.${i}`));
  });

  test("what cannot be written is told, and the next attempt works", async () => {
    mkdirSync(path, { recursive: true });
    const file = new AuditFile(path);
    await expect(file.outcome(outcome("a"))).rejects.toThrow(/EISDIR/);
    rmSync(path, { recursive: true });
    await file.outcome(outcome("b"));
    expect(told()).toEqual(["b"]);
  });

  test("lines longer than a chunk are found again", async () => {
    const file = new AuditFile(path);
    await file.outcome({ ...outcome("a"), reason: "x".repeat(300_000) });
    await write("b");
    expect(verifyAudit(path)).toMatchObject({ ok: true, entries: 2 });
  });
});

describe("after a crash", () => {
  test("a torn last line is kept, named by a notice, and no alarm", async () => {
    await write("a", "b");
    const torn = (lines()[1] ?? "").slice(0, 50);
    appendFileSync(path, torn);
    expect(whats()).toEqual(["3: this is no entry: it was damaged or put in"]);
    await write("c");
    expect(told()).toEqual(["a", "b", "no entry", "torn-line", "c"]);
    expect(lines()[2]).toBe(torn);
    expect(whats()).toEqual([]);
  });

  test("torn in the middle of a character", async () => {
    await write("a");
    appendFileSync(path, Buffer.from([0x7b, 0x22, 0xe2, 0x80]));
    await write("b");
    expect(told()).toEqual(["a", "no entry", "torn-line", "b"]);
    expect(whats()).toEqual([]);
  });

  test("a line that lacks only its end counts", async () => {
    await write("a", "b");
    truncateSync(path, statSync(path).size - 1);
    await write("c");
    expect(told()).toEqual(["a", "b", "c"]);
    expect(whats()).toEqual([]);
  });

  test("the note one entry behind is no alarm", async () => {
    await write("a");
    const behind = readFileSync(headOf(path));
    await write("b");
    writeFileSync(headOf(path), behind);
    expect(whats()).toEqual([]);
    await write("c");
    expect(told()).toEqual(["a", "b", "c"]);
  });
});

describe("after a meddler", () => {
  test("entries cut from the end are missed, also once the log has grown again", async () => {
    await write("a", "b", "c");
    writeFileSync(path, `${lines()[0]}\n`);
    expect(whats()).toEqual(["2: entries 2 to 3 were removed from the end"]);
    await write("d");
    expect(told()).toEqual(["a", "entries-missing", "d"]);
    expect(whats()).toEqual(["2: entries 2 to 3 were removed before this line"]);
  });

  test("a deleted log starts again with the gap in it", async () => {
    await write("a", "b");
    rmSync(path);
    expect(whats()).toEqual(["1: entries 1 to 2 were removed from the end"]);
    await write("c");
    expect(told()).toEqual(["entries-missing", "c"]);
    expect(whats()).toEqual(["1: entries 1 to 2 were removed before this line"]);
  });

  test("a running writer notices what was done behind its back", async () => {
    const file = new AuditFile(path);
    await file.outcome(outcome("a"));
    await file.outcome(outcome("b"));
    writeFileSync(path, `${lines()[0]}\n`);
    await file.outcome(outcome("c"));
    expect(told()).toEqual(["a", "entries-missing", "history-replaced", "c"]);
  });

  /** What somebody does who knows how the log is made: all hashes fit, and so does the note of the last entry. */
  const rewrite = async (...ids: string[]) => {
    for (const file of [path, headOf(path)]) rmSync(file);
    await write(...ids);
    expect(whats()).toEqual([]);
  };

  test.each([
    ["an entry changed", ["a", "x", "c"]],
    ["the last one changed", ["a", "b", "x"]],
    ["one taken out", ["a", "c"]],
    ["one put in", ["a", "x", "b", "c"]],
    ["all but the last written anew", ["c"]],
  ])("a history that was written anew is found by the writer: %s", async (_, ids) => {
    const file = new AuditFile(path);
    const heard: string[] = [];
    file.replaced = because => void heard.push(because);
    for (const id of ["a", "b", "c"]) await file.outcome(outcome(id));
    await rewrite(...ids);
    file.check();
    expect(heard).toEqual([expect.stringContaining("no longer holds entry 3")]);
    await file.outcome(outcome("d"));
    expect(told()).toEqual([...ids, "history-replaced", "d"]);
    file.check();
    expect(heard.length).toBe(1);
  });

  test("an entry of whatever length is found again", async () => {
    const file = new AuditFile(path);
    const heard: string[] = [];
    file.replaced = because => void heard.push(because);
    await file.notice({ kind: "notice", what: "long", because: "é".repeat(100_000) });
    await write("b");
    file.check();
    expect(heard).toEqual([]);
  });

  test("what others add is no new history", async () => {
    const file = new AuditFile(path);
    const heard: string[] = [];
    file.replaced = because => void heard.push(because);
    await file.outcome(outcome("a"));
    await write("b", "c");
    file.check();
    await file.outcome(outcome("d"));
    file.check();
    expect(told()).toEqual(["a", "b", "c", "d"]);
    expect(heard).toEqual([]);
  });

  test("entries that were noted elsewhere tell of a history that was written anew", async () => {
    const file = new AuditFile(path);
    const noted = [];
    for (const id of ["a", "b", "c"]) {
      await file.outcome(outcome(id));
      if (file.last) noted.push(file.last);
    }
    expect(await missingAnchors(path, noted)).toEqual([]);
    await rewrite("a", "x", "c");
    expect((await missingAnchors(path, noted)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    rmSync(path);
    expect((await missingAnchors(path, noted)).length).toBe(3);
  });

  test("a changed last line is not built upon", async () => {
    await write("a", "b");
    writeFileSync(path, text().replace('"id":"b"', '"id":"x"'));
    await write("c");
    expect(told()).toEqual(["a", "x", "damaged-line", "entries-missing", "c"]);
    expect(whats()).toEqual(["2: entry 2 was changed: it does not fit its own hash"]);
  });

  test("a lost note is told in the log, and written again", async () => {
    await write("a");
    rmSync(headOf(path));
    expect(whats()).toEqual(["1: the note of the last entry is gone, so the end cannot be checked"]);
    await write("b");
    expect(told()).toEqual(["a", "head-missing", "b"]);
    expect(existsSync(headOf(path))).toBe(true);
    expect(whats()).toEqual([]);
  });
});
