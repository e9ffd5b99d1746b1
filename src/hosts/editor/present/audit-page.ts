/** What the audit of a workspace found, as the editor shows it. Pure. */
import * as z from "zod";
import { type Finding, RULES, type RuleId, SEVERITIES } from "../../../core/posture/finding.ts";
import { reportPage } from "../../../core/posture/report.ts";

const IDS = Object.keys(RULES) as [RuleId, ...RuleId[]];
const Printed = z.object({
  root: z.string(),
  home: z.string(),
  files: z.int(),
  cut: z.string().optional(),
  findings: z.array(
    z.object({
      rule: z.enum(IDS),
      severity: z.enum(SEVERITIES),
      file: z.string(),
      line: z.int().min(1),
      what: z.string(),
      why: z.string(),
      fix: z.string(),
    }),
  ),
});

export type Audit = z.infer<typeof Printed>;

/** What `agentguard audit workspace --json` prints. Throws when it is anything else. */
export function readAudit(text: string): Audit {
  return Printed.parse(JSON.parse(text));
}

/** Absolute path of a finding's file. */
export function fileOf({ root, home }: Audit, { file }: Pick<Finding, "file">): string {
  return file.startsWith("~/") ? `${home}/${file.slice(2)}` : `${root}/${file}`;
}

/** `addressOf` turns an absolute path into an address that the editor opens. */
export function auditPage(audit: Audit, addressOf: (path: string) => string): string {
  const { root, findings, files, cut } = audit;
  return reportPage(
    root,
    findings,
    { files, ...(cut !== undefined && { cut }) },
    finding => `${addressOf(fileOf(audit, finding)).replaceAll("(", "%28").replaceAll(")", "%29")}#L${finding.line}`,
  );
}

/** One problem, as the panel shows it. */
export function problemText({ what, fix }: Finding): string {
  return `${what} ${fix}`;
}
