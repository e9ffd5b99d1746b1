/** Presents the findings of a workspace's audit. Pure. */
import { type Finding, RULES, SEVERITIES } from "../../../core/posture/finding.ts";
import { type AuditResult, reportPage } from "../../../core/posture/report.ts";

export interface Audit extends AuditResult {
  readonly root: string;
  readonly home: string;
  readonly findings: readonly Finding[];
}

/** Parses the output of `agentguard audit workspace --json`. Throws when it is anything else. */
export function readAudit(text: string): Audit {
  const printed: unknown = JSON.parse(text);
  if (!isAudit(printed)) throw new Error("the audit printed something else than findings");
  return printed;
}

function isAudit(value: unknown): value is Audit {
  const { root, home, files, findings } = Object(value) as Partial<Audit>;
  const named = typeof root === "string" && typeof home === "string" && typeof files === "number";
  return named && Array.isArray(findings) && findings.every(isFinding);
}

function isFinding(value: unknown): value is Finding {
  const { rule, severity, file, line, what, why, fix } = Object(value) as Partial<Finding>;
  return (
    rule !== undefined &&
    Object.hasOwn(RULES, rule) &&
    SEVERITIES.some(one => one === severity) &&
    typeof line === "number" &&
    line >= 1 &&
    [file, what, why, fix].every(text => typeof text === "string")
  );
}

/** Returns the absolute path of a finding's file. */
export function fileOf({ root, home }: Audit, { file }: Pick<Finding, "file">): string {
  return file.startsWith("~/") ? `${home}/${file.slice(2)}` : `${root}/${file}`;
}

/** Returns the page as Markdown. `addressOf` turns an absolute path and a line into an address that opens it. */
export function auditPage(audit: Audit, addressOf: (path: string, line: number) => string): string {
  const { root, findings, files, cut } = audit;
  const name = root.split(/[/\\]/).findLast(part => part !== "") ?? root;
  return reportPage(name, findings, { files, ...(cut !== undefined && { cut }) }, finding =>
    addressOf(fileOf(audit, finding), finding.line).replaceAll("(", "%28").replaceAll(")", "%29"),
  );
}

/** Returns the text of a problem for the panel. */
export function problemText({ what, fix }: Finding): string {
  return `${what} ${fix}`;
}
