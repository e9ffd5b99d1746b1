/** Replays the PocketOS incident against a stand-in, with a real agent if there is one, and shows the outcome. */
import { type CancellationToken, commands, Disposable, ProgressLocation, window } from "vscode";
import { announcer } from "../../../platform/announce.ts";
import { places } from "../../../platform/places.ts";
import type { ReplayResult } from "../../demo/replay.ts";
import type { Editor } from "../guard.ts";
import { reach } from "../milestones.ts";
import { replayOutcome } from "../present/replay-text.ts";
import { deployRuntime } from "../runtime.ts";

export function replayIncident(editor: Editor): Disposable {
  let running: AbortController | undefined;
  const command = commands.registerCommand("agentguard.replay", async () => {
    if (running) return void window.showInformationMessage("AgentGuard: the replay is already running.");
    const stop = new AbortController();
    running = stop;
    const title = "AgentGuard: replaying the PocketOS incident";
    const result = await window
      .withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (progress, token) =>
        run(editor, stop, token, line => progress.report({ message: line })),
      )
      .then(undefined, failed);
    running = undefined;
    await tell(editor, result);
  });
  // The agent that it started ends with the window.
  return Disposable.from(command, new Disposable(() => running?.abort()));
}

async function run(
  editor: Editor,
  stop: AbortController,
  token: CancellationToken,
  report: (line: string) => void,
): Promise<ReplayResult> {
  const watch = token.onCancellationRequested(() => stop.abort());
  try {
    await deployRuntime(editor);
    const { replay } = await import("../../demo/replay.ts");
    return await replay({
      launcher: places().launcher,
      announce: announcer(places()),
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

/** Returns the failure of a replay that could not begin. */
function failed(error: unknown): ReplayResult {
  const because = error instanceof Error ? error.message : String(error);
  return { outcome: "failed", toldAgent: "", volumes: [], backups: [], calls: 0, direct: false, because };
}

async function tell(editor: Editor, result: ReplayResult): Promise<void> {
  const { severity, message } = replayOutcome(result);
  if (result.outcome !== "failed") void reach(editor, "agentguard.replayed");
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
