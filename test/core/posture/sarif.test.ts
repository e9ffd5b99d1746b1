/** SARIF 2.1.0: what its schema requires, and what code hosts need to show a finding. */
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { auditFile, auditWorkspace } from "../../../src/core/posture/audit.ts";
import { finding, RULES } from "../../../src/core/posture/finding.ts";
import { inWords, reportPage, summary } from "../../../src/core/posture/report.ts";
import { sarifLog } from "../../../src/core/posture/sarif.ts";
import { AGENT_SWITCHES } from "../../../src/hosts/agents/switches.ts";

const Level = z.enum(["none", "note", "warning", "error"]);
const Message = z.object({ text: z.string().min(1) });

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
          rules: z.array(
            z.object({
              id: z.string().min(1),
              shortDescription: Message,
              fullDescription: Message,
              help: Message,
              defaultConfiguration: z.object({ level: Level }),
            }),
          ),
        }),
      }),
      originalUriBaseIds: z.record(z.string(), z.object({ uri: z.string().regex(/^file:\/\/\/.*\/$/) })),
      invocations: z.array(
        z.object({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.object({ level: Level, message: Message })).optional(),
        }),
      ),
      columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: Level,
          message: Message,
          partialFingerprints: z.record(z.string(), z.string().min(1)),
          locations: z
            .array(
              z.object({
                physicalLocation: z.object({
                  artifactLocation: z.object({ uri: z.string().min(1), uriBaseId: z.string().optional() }),
                  region: z.strictObject({
                    startLine: z.int().min(1),
                    startColumn: z.int().min(1).optional(),
                    endLine: z.int().min(1).optional(),
                    endColumn: z.int().min(1).optional(),
                  }),
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
  it("describes every rule, and how grave it is", () => {
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(RULES));
    for (const { help, fullDescription } of run?.tool.driver.rules ?? [])
      expect(help.text.startsWith(`${fullDescription.text} `)).toBe(true);
  });
  it("marks the line from its first to its last letter", () => {
    const text = '{\n  "disableAllHooks": true\n}\n';
    const audited = auditFile({ path: "~/.claude/settings.json", text }, [], AGENT_SWITCHES);
    const found = auditWorkspace(audited ? [audited] : []);
    const region = Log.parse(sarifLog(found, "0.1.0", "file:///a/", "file:///h/")).runs[0]?.results[0]?.locations[0]
      ?.physicalLocation.region;
    expect(region).toEqual({ startLine: 2, startColumn: 3, endLine: 2, endColumn: 26 });
  });
  it("tells findings apart by what they are, not by their lines", () => {
    const at = (line: number) => finding("secret/shared", "low", { file: "a", line }, `As in b, line ${line}.`, "Fix.");
    const marks = (lines: readonly number[]) =>
      Log.parse(sarifLog(lines.map(at), "0.1.0", "file:///a/", "file:///h/")).runs[0]?.results.map(
        ({ partialFingerprints }) => partialFingerprints["finding/v1"],
      );
    expect(marks([3])).toEqual(marks([30]));
    expect(new Set(marks([3, 30])).size).toBe(2);
  });
  it("says when not everything was looked at", () => {
    const invocations = (cut?: string) =>
      Log.parse(sarifLog([], "0.1.0", "file:///a/", "file:///h/", cut)).runs[0]?.invocations;
    expect(invocations()).toEqual([{ executionSuccessful: true }]);
    expect(invocations("too many files")?.[0]?.toolExecutionNotifications?.[0]?.message.text).toContain(
      "too many files",
    );
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
