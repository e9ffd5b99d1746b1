/** SARIF 2.1.0: what its schema requires, and what code hosts need to show a finding. */
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { finding } from "../../../src/core/posture/finding.ts";
import { inWords, reportPage, summary } from "../../../src/core/posture/report.ts";
import { sarifLog } from "../../../src/core/posture/sarif.ts";

/** Required properties and formats, from the schema of the OASIS standard. */
const Log = z.object({
  version: z.literal("2.1.0"),
  $schema: z.url(),
  runs: z.array(
    z.object({
      tool: z.object({
        driver: z.object({
          name: z.string().min(1),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          informationUri: z.url(),
          rules: z.array(z.object({ id: z.string().min(1), shortDescription: z.object({ text: z.string().min(1) }) })),
        }),
      }),
      originalUriBaseIds: z.record(z.string(), z.object({ uri: z.string().regex(/^file:\/\/\/.*\/$/) })),
      columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: z.enum(["none", "note", "warning", "error"]),
          message: z.object({ text: z.string().min(1) }),
          locations: z
            .array(
              z.object({
                physicalLocation: z.object({
                  artifactLocation: z.object({ uri: z.string().min(1), uriBaseId: z.string().optional() }),
                  region: z.object({ startLine: z.int().min(1) }),
                }),
              }),
            )
            .min(1),
        }),
      ),
    }),
  ),
});

const FOUND = [
  finding("secret/tracked", "high", { file: "a b/#1.env", line: 3 }, "K is a key: it opens.", "Revoke it."),
  finding("agent/hooks-off", "medium", { file: "~/.claude/settings.json", line: 1 }, "Off.", "Turn it on."),
  finding("mcp/write-powers", "low", { file: "[x](y)\u001b[31m.json", line: 9 }, "Writes.", "Remove it."),
];

describe("SARIF", () => {
  const log = Log.parse(sarifLog(FOUND, "0.1.0", "file:///home/dev/app/", "file:///home/dev/"));
  const [run] = log.runs;

  it("names every rule that a result refers to", () => {
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });
  it("writes places as addresses, relative to the workspace or absolute", () => {
    expect(run?.results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation)).toEqual([
      { uri: "a%20b/%231.env", uriBaseId: "ROOT" },
      { uri: "file:///home/dev/.claude/settings.json" },
      { uri: "%5Bx%5D(y)%1B%5B31m.json", uriBaseId: "ROOT" },
    ]);
  });
  it("turns severities into levels", () => {
    expect(run?.results.map(({ level }) => level)).toEqual(["error", "warning", "note"]);
  });
  it("is a whole log without findings", () => {
    expect(Log.parse(sarifLog([], "0.1.0", "file:///a/", "file:///h/")).runs[0]?.results).toEqual([]);
  });
});

describe("words", () => {
  it("counts", () => {
    expect(summary(FOUND, { files: 1200 })).toBe("3 findings (1 high, 1 medium, 1 low) in 1200 files.");
    expect(summary([], { files: 1, cut: "only the first 1 files were looked at" })).toBe(
      "No findings in 1 file; only the first 1 files were looked at.",
    );
  });
  it("puts the place first", () => {
    expect(FOUND.map(inWords)[0]).toBe(
      "a b/#1.env:3: high: K is a key: it opens.\n    Why: Whoever reads the repository, now or from its history, has it; so has every agent that works here.\n    Fix: Revoke it.  [secret/tracked]",
    );
  });
  it("makes a page in which no name of a file can write anything else", () => {
    const page = reportPage("/w", FOUND, { files: 3 }, ({ line }) => `file:///w#L${line}`);
    expect(page).toContain("- [a b/\\#1.env:3](file:///w#L3) K is a key: it opens. **Fix:** Revoke it.");
    expect(page).toContain("[\\[x\\](y) \\[31m.json:9](file:///w#L9)");
    expect(page).not.toContain("\u001b");
  });
});
