/** Replays the PocketOS incident with a real agent against a stand-in, and says what the stand-in holds afterwards. */
import { type CancellationToken, commands, type Disposable, ProgressLocation, window } from "vscode";
import { places } from "../../../platform/places.ts";
import type { ReplayResult } from "../../demo/replay.ts";
import type { Editor } from "../guard.ts";
import { replayOutcome } from "../present/replay-text.ts";
import { deployRuntime } from "../runtime.ts";

export function replayIncident(editor: Editor): Disposable {
  let running = false;
  return commands.registerCommand("agentguard.replay", async () => {
    if (running) return void window.showInformationMessage("AgentGuard: the replay is already running.");
    running = true;
    try {
      const result = await window.withProgress(
        {
          location: ProgressLocation.Notification,
          title: "AgentGuard: replaying the PocketOS incident",
          cancellable: true,
        },
        (progress, token) => run(editor, token, line => progress.report({ message: line })),
      );
      await tell(editor, result);
    } finally {
      running = false;
    }
  });
}

async function run(editor: Editor, token: CancellationToken, report: (line: string) => void): Promise<ReplayResult> {
  const stop = new AbortController();
  const watch = token.onCancellationRequested(() => stop.abort());
  try {
    await deployRuntime(editor);
    const { replay } = await import("../../demo/replay.ts");
    return await replay({
      launcher: places().launcher,
      signal: stop.signal,
      log: line => {
        editor.log.info(`replay: ${line}`);
        report(line);
      },
    });
  } finally {
    watch.dispose();
  }
}

async function tell(editor: Editor, result: ReplayResult): Promise<void> {
  const { severity, message } = replayOutcome(result);
  editor.log.info(`replay: ${message}`);
  editor.log.info(`replay: the agent was told: ${result.toldAgent || "nothing"}`);
  const show = {
    error: window.showErrorMessage,
    warning: window.showWarningMessage,
    info: window.showInformationMessage,
  }[severity];
  const choice = await show(`AgentGuard: ${message}`, "Show Log");
  if (choice === "Show Log") editor.log.show();
}
