/** What the suite says about itself, from the extension host to whoever started the editor: one JSON file. */
import { existsSync, readFileSync } from "node:fs";

/** Name of the variable that tells the suite where to write its report. */
export const REPORT = "AGENTGUARD_HOST_REPORT";

export interface HostReport {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly title: string; readonly error: string }[];
  /** Process id of the service that the extension started, when one runs. */
  readonly service?: number;
}

/** Undefined when the suite did not get as far as writing one. */
export function readReport(file: string): HostReport | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as HostReport) : undefined;
}

/** Why this run does not count as passed, in the suite's own words; empty when it does. */
export function failuresOf(report: HostReport | undefined): string[] {
  if (!report) return ["the editor ended without a report: the suite did not run to its end"];
  if (report.passed.length + report.failed.length === 0) return ["the suite ran no test"];
  return report.failed.map(({ title, error }) => `${title}\n${error}`);
}
