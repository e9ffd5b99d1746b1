/** `agentguard audit`: shows what happened, and whether the log of it is complete. */
import type { Command } from "commander";
import { evidenceLines } from "../../core/approval/halt-evidence.ts";
import { type AuditEntry, readEntry } from "../../core/audit/entry.ts";
import { verifyAudit } from "../../platform/audit-file.ts";
import { places } from "../../platform/places.ts";
import { auditLines } from "./audit-lines.ts";
import { addAuditWorkspace } from "./audit-workspace.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addAudit(program: Command): void {
  const audit = program.command("audit").description("the record of every act and answer, and what agents can reach");
  addAuditWorkspace(audit);
  audit
    .command("verify")
    .description("check that no entry was changed, removed or put in")
    .action(() => {
      const { audit: path } = places();
      const { ok, entries, problems } = verifyAudit(path);
      print(...problems.map(({ line, what }) => `${path}:${line}: ${what}`));
      if (!ok)
        throw new Trouble(
          `the audit log was tampered with, in ${problems.length} place${problems.length === 1 ? "" : "s"}`,
        );
      print(`${path} is whole: ${entries} entr${entries === 1 ? "y" : "ies"}.`);
    });
  audit
    .command("show")
    .description("print the latest entries, oldest first")
    .option("--last <n>", "how many", "50")
    .option("--json", "the lines as they are stored")
    .action(({ last, json }: { last: string; json?: true }) => {
      const count = Number(last);
      if (!Number.isSafeInteger(count) || count < 1)
        throw new Trouble(`--last ${last}: must be a whole number above 0`);
      const lines = auditLines(places().audit).slice(-count);
      if (lines.length === 0) print("Nothing was recorded yet.");
      else if (json) process.stdout.write(`${lines.join("\n")}\n`);
      else print(...lines.flatMap(line => linesOf(readEntry(line), line)));
    });
}

/** Returns an entry, followed by the evidence of a halt. */
function linesOf(entry: AuditEntry | undefined, line: string): string[] {
  const acts = entry?.kind === "notice" ? (entry.acts ?? []) : [];
  return [inWords(entry, line), ...evidenceLines(acts, at => new Date(at).toISOString()).map(one => `    ${one}`)];
}

function inWords(entry: AuditEntry | undefined, line: string): string {
  if (!entry) return `(not an entry) ${line}`;
  const id = "id" in entry ? ` ${entry.id.slice(0, 8)}` : "";
  const head = `${entry.time}${id}`;
  switch (entry.kind) {
    case "intent":
      return `${head}  ${entry.agent} ${entry.act}${entry.proof ? ", AgentGuard's own proof" : ""}: ${entry.text}  → ${entry.decision}, score ${entry.score}, ${entry.environment}`;
    case "outcome":
      return `${head}  ${entry.outcome}${entry.by ? ` by ${entry.by}` : ""}${entry.who ? ` (${entry.who})` : ""}`;
    case "notice":
      return `${head}  ${entry.what}${entry.by ? ` by ${entry.by}` : ""}${entry.because ? `: ${entry.because}` : ""}`;
  }
}
