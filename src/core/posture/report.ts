/** Formats findings as text for a terminal, and as a Markdown page with links. */
import { oneLine } from "../text/one-line.ts";
import { type Finding, RULES, SEVERITIES, type Severity } from "./finding.ts";

const TITLES = { high: "High", medium: "Medium", low: "Low" } as const satisfies Record<Severity, string>;

/** The extent of an audit. */
export interface AuditResult {
  readonly files: number;
  /** Why the audit is incomplete; absent if it is complete. */
  readonly cut?: string;
}

/** `3 findings (1 high, 2 medium) in 412 files.` */
export function summary(findings: readonly Finding[], { files, cut }: AuditResult): string {
  const counts = SEVERITIES.map(severity => ({
    severity,
    count: findings.filter(one => one.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const total = findings.length === 1 ? "1 finding" : `${findings.length || "No"} findings`;
  return `${total}${counts.length > 0 ? ` (${counts.join(", ")})` : ""} in ${files} file${files === 1 ? "" : "s"}${cut ? `; ${cut}` : ""}.`;
}

/** Formats a finding, with `file:line` first because terminals turn that into a link. */
export function inWords({ file, line, severity, what, why, fix, rule }: Finding): string {
  return [`${file}:${line}: ${severity}: ${what}`, `    Why: ${why}`, `    Fix: ${fix}  [${rule}]`]
    .map(oneLine)
    .join("\n");
}

/** Returns a Markdown page. `link` returns the address of a place, relative or absolute. */
export function reportPage(
  folder: string,
  findings: readonly Finding[],
  looked: AuditResult,
  link: (finding: Finding) => string,
): string {
  const lines = [`# What an agent can reach in ${escaped(folder)}`, "", summary(findings, looked), ""];
  for (const severity of SEVERITIES) {
    const own = findings.filter(one => one.severity === severity);
    if (own.length === 0) continue;
    lines.push(`## ${TITLES[severity]}`, "");
    for (const rule of new Set(own.map(one => one.rule))) {
      const same = own.filter(one => one.rule === rule);
      lines.push(`### ${RULES[rule].title}`, "", RULES[rule].why, "");
      for (const one of same)
        lines.push(
          `- [${escaped(one.file)}:${one.line}](${link(one)}) ${escaped(one.what)} **Fix:** ${escaped(one.fix)}`,
        );
      lines.push("");
    }
  }
  if (findings.length === 0) lines.push("Nothing here opens more than an agent needs, as far as files can tell.", "");
  return lines.join("\n");
}

/** Escapes names of files and servers, which may contain Markdown. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\*_[\]<>#|]/g, "\\$&");
}
