/** What the audit found, as the editor shows it. */
import { describe, expect, it } from "vitest";
import { auditPage, fileOf, problemText, readAudit } from "../../../src/hosts/editor/present/audit-page.ts";

const one = { rule: "secret/tracked", severity: "high", what: "K is a key: it opens.", why: "W.", fix: "Revoke it." };
const printed = (findings: readonly object[]) => JSON.stringify({ root: "/w", home: "/home/dev", files: 9, findings });
const audit = readAudit(
  printed([
    { ...one, file: "a (1)/.env", line: 3 },
    { ...one, rule: "agent/hooks-off", severity: "low", file: "~/.claude/settings.json", line: 1 },
  ]),
);

describe("the audit's page", () => {
  it("links every finding to its line, in the workspace and at home", () => {
    expect(audit.findings.map(finding => fileOf(audit, finding))).toEqual([
      "/w/a (1)/.env",
      "/home/dev/.claude/settings.json",
    ]);
    const page = auditPage(audit, (path, line) => `open:${encodeURI(path)}?${line}`);
    expect(page).toMatch(/^# What an agent can reach in w\n/);
    expect(page).toContain("](open:/w/a%20%281%29/.env?3)");
    expect(page).toContain("](open:/home/dev/.claude/settings.json?1)");
    expect(page).toContain("2 findings (1 high, 1 low) in 9 files.");
  });
  it("says what to do in the problem", () => {
    expect(audit.findings.map(problemText)[0]).toBe("K is a key: it opens. Revoke it.");
  });
  it.each(["", "{}", printed([{ ...one, file: "a", line: 0 }]), printed([{ ...one, rule: "x", file: "a", line: 1 }])])(
    "takes nothing else: %s",
    text => expect(() => readAudit(text)).toThrow(),
  );
});
