/** What an act's entries have been through when it is answered: written always, flushed where something may be lost. */
import { fdatasync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import type { Outcome, Weighed } from "../../../src/hosts/hook/flow.ts";
import { auditLedger } from "../../../src/hosts/hook/ledger.ts";
import { AuditFile } from "../../../src/platform/audit-file.ts";

const flushed = { times: 0 };

/** Counts what has reached the disk. */
async function flush(file: number): Promise<void> {
  await promisify(fdatasync)(file);
  flushed.times++;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-ledger-"));
  flushed.times = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ACTION: Action = { kind: "mcp", server: "db", tool: "t", arguments: {}, cwd: "/w", origin: { agent: "a" } };
const BY_RULE: Outcome = { kind: "allowed", by: "rule" };

function weighed(decision: string, ...recoveries: readonly string[]): Weighed {
  const effects = recoveries.map(recovery => ({ verb: "delete", resource: "file", target: "x", recovery }));
  const environment = { name: "local" };
  const judgement = { decision, score: 0, level: "safe", effects, environment, reasons: [] };
  return { judgement, root: "/w" } as unknown as Weighed;
}

const path = () => join(folder, "audit.jsonl");
const lines = () => readFileSync(path(), "utf8").trim().split("\n").length;

const ledgerOf = (stays: boolean) => auditLedger(path(), stays, new AuditFile(path(), undefined, flush));

describe("entries of the service", () => {
  it.each<[string, Weighed, Outcome, boolean]>([
    ["does nothing", weighed("allow"), BY_RULE, false],
    ["comes back by itself", weighed("allow", "free", "free"), BY_RULE, false],
    ["destroys something and is allowed", weighed("allow", "free", "effort"), BY_RULE, true],
    ["is asked about and allowed", weighed("ask"), { kind: "allowed", by: "person" }, true],
    ["is only observed", weighed("ask"), { kind: "allowed", by: "observe" }, true],
    ["is refused", weighed("deny"), { kind: "denied", by: "rule", reason: "no" }, true],
    [
      "is harmless and refused, since agents are stopped",
      weighed("allow"),
      { kind: "denied", by: "halt", reason: "stop" },
      true,
    ],
  ])("of an act that %s", async (_, judged, outcome, first) => {
    const ledger = ledgerOf(true);
    await Promise.all([ledger.intent("1", ACTION, judged), ledger.outcome("1", outcome, judged)]);
    expect(lines()).toBe(2);
    expect(flushed.times > 0).toBe(first);
    await expect.poll(() => flushed.times, { timeout: 10_000 }).toBeGreaterThan(0);
  });

  it("wait together for the one that has to be flushed", async () => {
    const ledger = ledgerOf(true);
    await Promise.all([
      ledger.intent("1", ACTION, weighed("allow")),
      ledger.intent("2", ACTION, weighed("ask")),
      ledger.intent("3", ACTION, weighed("allow")),
    ]);
    expect([lines(), flushed.times]).toEqual([3, 1]);
  });
});

it("of a process that ends at once are flushed always", async () => {
  const ledger = ledgerOf(false);
  await ledger.intent("1", ACTION, weighed("allow"));
  expect(flushed.times).toBe(1);
});
