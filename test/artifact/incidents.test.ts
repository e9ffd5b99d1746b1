/** Reported incidents, as the built command line judges them. The whole table: node test/incidents/report.mjs. */
import { describe, expect, it } from "vitest";
import { judgeIncidents } from "../incidents/report.mjs";

/** Held from now on: at least the decision and the severity that the record demands. */
const HELD = [
  "pocketos-railway-volumedelete",
  "hz-pocketos-curl-file",
  "hz-pocketos-mcp",
  "rm-trailing-tilde",
  "rm-home-quoted-var",
  "gemini-home-allow-always",
  "find-exec-rm-repo",
  "hz-find-delete-home",
  "git-reset-hard-known-dirty",
  "git-reset-hard-head1",
  "git-checkout-file",
  "codex-git-restore-forbidden",
  "git-clean-fd",
  "cline-git-clean",
  "force-push-empty-repo",
  "rebase-abort-force-push",
  "cursor-branch-force-delete",
  "datatalks-terraform-destroy",
  "drop-table-merge",
  "supabase-mcp-injection",
  "gemini-grep-env-curl",
  "gemini-grep-whitespace-hide",
];

describe("incidents", () => {
  const rows = judgeIncidents();
  it("judges every record", () => expect(rows.filter(({ actual }) => actual === "error")).toEqual([]));
  it.each(HELD)("holds %s", id => {
    const row = rows.find(candidate => candidate.id === id);
    expect(row, JSON.stringify(row?.answer.reasons)).toMatchObject({ held: true });
  });
});
