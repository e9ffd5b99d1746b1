/** `agentguard audit workspace`: reports what an agent in a folder can reach, and what lets it act unasked. */
import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Command, Option } from "commander";
import { SEVERITIES, type Severity } from "../../core/posture/finding.ts";
import { inWords, summary } from "../../core/posture/report.ts";
import { sarifLog } from "../../core/posture/sarif.ts";
import { places } from "../../platform/places.ts";
import { VERSION } from "../../wire/version.ts";
import { auditFolder } from "../posture.ts";
import { folderAt } from "./files.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

interface Options {
  readonly json?: true;
  readonly sarif?: true;
  readonly user: boolean;
  readonly progress?: true;
  readonly failOn?: Severity;
}

export function addAuditWorkspace(audit: Command): void {
  audit
    .command("workspace")
    .description("say which secrets, databases and tool servers an agent can reach here, and what lets it act unasked")
    .argument("[folder]", "the workspace", ".")
    .option("--json", "the findings as JSON")
    .option("--sarif", "the findings as SARIF 2.1.0")
    .option("--no-user", "leave out the user's own files: agents' settings and logins in the home folder")
    .option("--progress", "print how many files were looked at to standard error, one number per line")
    .addOption(new Option("--fail-on <severity>", "exit with 1 from this severity on").choices(SEVERITIES))
    .action(async (folder: string, { json, sarif, user, progress, failOn }: Options) => {
      const root = realpathSync(folderAt(folder));
      const { home } = places();
      const stop = new AbortController();
      process.once("SIGINT", () => stop.abort(new Trouble("stopped")));
      const live = process.stderr.isTTY && !progress;
      const show = (files: number) => {
        if (progress) process.stderr.write(`${files}\n`);
        else if (live) process.stderr.write(`\r${files} files`);
      };
      const posture = await auditFolder(root, user ? home : undefined, {
        signal: stop.signal,
        progress: show,
      });
      if (live) process.stderr.write("\r\x1b[K");
      const { findings, looked } = posture;
      if (sarif) printJson(sarifLog(findings, VERSION, addressOf(root), addressOf(home), looked.cut));
      else if (json) printJson({ root, home, ...looked, findings });
      else print(...findings.flatMap(one => inWords(one).split("\n")), summary(findings, looked));
      const worst = failOn === undefined ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
      if (findings.some(({ severity }) => worst.includes(severity))) process.exitCode = 1;
    });
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

function addressOf(folder: string): string {
  return `${pathToFileURL(folder).href.replace(/\/$/, "")}/`;
}
