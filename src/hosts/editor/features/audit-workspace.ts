/** "Audit This Workspace…": shows a page and problems with what an agent can reach here, found by another process. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import {
  type CancellationToken,
  commands,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  languages,
  ProgressLocation,
  Range,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import type { Severity } from "../../../core/posture/finding.ts";
import type { Editor } from "../guard.ts";
import { pages } from "../page.ts";
import { type Audit, auditPage, fileOf, problemText, readAudit } from "../present/audit-page.ts";

/** The command that the page's links run. */
const OPEN = "agentguard.audit.open";

export function auditWorkspace(editor: Editor): Disposable {
  const page = pages();
  const problems = languages.createDiagnosticCollection("AgentGuard audit");
  const command = commands.registerCommand("agentguard.auditWorkspace", async () => {
    const folder = await chooseFolder();
    if (!folder) return;
    const title = `AgentGuard: auditing ${folder.name}`;
    try {
      const audit = await window.withProgress(
        { location: ProgressLocation.Notification, title, cancellable: true },
        (progress, token) => run(editor, folder, token, files => progress.report({ message: `${files} files` })),
      );
      if (!audit) return;
      showProblems(problems, audit);
      editor.log.info(`audit of ${audit.root}: ${audit.findings.length} findings in ${audit.files} files`);
      // One page for each folder.
      await page.show(folder.uri.fsPath, {
        title: `Audit of ${folder.name}`,
        markdown: auditPage(
          audit,
          (path, line) => `command:${OPEN}?${encodeURIComponent(JSON.stringify([path, line]))}`,
        ),
        commands: [OPEN],
      });
    } catch (error) {
      editor.log.error(`audit of ${folder.uri.fsPath}: ${error}`);
      void window.showErrorMessage(`AgentGuard: the audit failed: ${error instanceof Error ? error.message : error}`);
    }
  });
  const open = commands.registerCommand(OPEN, async (path: string, line: number) => {
    const selection = new Range(line - 1, 0, line - 1, 0);
    await window.showTextDocument(Uri.file(path), { selection });
  });
  return Disposable.from(command, open, problems, page);
}

async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  if (folders.length === 0) void window.showInformationMessage("AgentGuard: open a folder first.");
  return folders.length > 1 ? window.showWorkspaceFolderPick({ placeHolder: "Audit which folder?" }) : folders[0];
}

/** Returns undefined when the person cancelled. */
function run(
  { extension }: Editor,
  folder: WorkspaceFolder,
  token: CancellationToken,
  report: (files: string) => void,
): Promise<Audit | undefined> {
  return new Promise((resolve, reject) => {
    const cli = join(extension.extensionPath, "dist", "cli.cjs");
    const child = spawn(process.execPath, [cli, "audit", "workspace", folder.uri.fsPath, "--json", "--progress"], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const cancel = token.onCancellationRequested(() => child.kill());
    let [printed, told] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const [count] = text.trim().split("\n").slice(-1);
      if (count !== undefined && /^\d+$/.test(count)) report(count);
      else told = (told + text).slice(-2000);
    });
    child.on("error", reject);
    child.on("close", code => {
      cancel.dispose();
      if (token.isCancellationRequested) return resolve(undefined);
      if (code !== 0) return reject(new Error(told.trim() || `it ended with exit code ${code}`));
      try {
        resolve(readAudit(printed));
      } catch (error) {
        reject(error);
      }
    });
  });
}

const LEVELS = {
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
} as const satisfies Record<Severity, DiagnosticSeverity>;

function showProblems(problems: ReturnType<typeof languages.createDiagnosticCollection>, audit: Audit): void {
  problems.clear();
  const byFile = new Map<string, Diagnostic[]>();
  for (const finding of audit.findings) {
    const path = fileOf(audit, finding);
    const line = finding.line - 1;
    // The range extends to the end of the line, however long it is.
    const one = new Diagnostic(new Range(line, 0, line, 10_000), problemText(finding), LEVELS[finding.severity]);
    one.source = "AgentGuard";
    one.code = finding.rule;
    byFile.set(path, [...(byFile.get(path) ?? []), one]);
  }
  for (const [path, found] of byFile) problems.set(Uri.file(path), found);
}
