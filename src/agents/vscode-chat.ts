/**
 * VS Code's own chat. What runs a hook there depends on a session's target: Local is VS Code itself (microsoft/
 * vscode-copilot-chat of March 2026; VS Code documentation, "Legacy Local hooks reference"), Copilot and Claude are
 * those agents in its agent host. All of them load a plugin that our extension brings (`contributes.chatPlugins`); the
 * entry here is for where that is off, and is read by Local and Copilot.
 */
import * as z from "zod";
import type { Agent, Answer, InstallTarget, Payload, Reply } from "./agent.ts";
import { readHookCall, refusalAt } from "./calls/hook-call.ts";
import { VSCODE } from "./calls/vscode-tools.ts";
import { closedLaunchLine, isLaunchLine, lineStart } from "./configuration/command-line.ts";
import { editorStorage } from "./configuration/editor-storage.ts";
import { ownJsonFile } from "./configuration/own-file.ts";

const TIMEOUT_SECONDS = 600;

export const vscodeChat: Agent = {
  id: VSCODE,
  title: "VS Code chat",
  shellMarkers: [{ name: "COPILOT_AGENT" }, { name: "AI_AGENT", value: /^github_copilot_vscode_agent$/ }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "Hooks are a preview in VS Code, and an organization can switch them off.",
    "How a hook names the tools of MCP servers is not documented; a name that is not recognised is judged as a tool of VS Code's own.",
    "Whether a plugin that an extension brings reaches sessions of the agent host is not documented, so an entry in ~/.copilot/hooks stands beside it; where both run, an act is judged once.",
    "Whether `Local` names a folder for a call without a workspace is not documented; the home folder is taken.",
    "An act of several replacements is judged by its files; what a notebook's cell or an inserted piece becomes cannot be told from the call.",
    "Codex sessions of the agent host run the hooks of Codex, where its own entry judges.",
    "On Windows VS Code starts hooks with PowerShell, which does not know our line.",
  ],
  proof: "documented payloads",
  client: {
    commands: ["code"],
    versionArguments: ["--version"],
    dependableFrom: "1.110.0",
    measured: "documentation of October 2026",
  },
  read: (payload, env): Payload => readHookCall(payload, env, VSCODE),
  reply,
  shellCall: (command, cwd) => ({
    timestamp: "2026-01-01T00:00:00.000Z",
    hook_event_name: "PreToolUse",
    session_id: "agentguard-verify",
    cwd,
    tool_name: "run_in_terminal",
    tool_input: { command, explanation: "AgentGuard's own check: this is not run", isBackground: false },
    tool_use_id: "agentguard-verify",
  }),
  install: target => [hooksFile(target)],
  mcpServers: (_target, root) => (root === undefined ? [] : [{ file: `${root}/.vscode/mcp.json`, at: [["servers"]] }]),
  detect: ({ home }, exists) => editorStorage(home, "github.copilot-chat").some(exists),
};

function reply(answer: Answer, event: string | undefined): Reply {
  // For Claude Code an empty answer forces a prompt in the editor (anthropics/claude-code#77782), `{}` does not.
  if (answer.kind === "no-opinion") return { stdout: "{}\n", stderr: "", exitCode: 0 };
  return refusalAt(event, VSCODE, answer.reason);
}

const Hooks = z.object({
  hooks: z.object({ PreToolUse: z.tuple([z.object({ command: z.string() })]) }),
});

/** Local ignores matchers and fires for every tool; `version` is what Copilot asks for. */
function hooksFile(target: InstallTarget) {
  const file = `${target.env.COPILOT_HOME || `${target.home}/.copilot`}/hooks/agentguard-vscode.json`;
  const command = closedLaunchLine(target, VSCODE, file);
  const lineOf = (value: unknown) => Hooks.safeParse(value).data?.hooks.PreToolUse[0].command;
  return ownJsonFile({
    file,
    value: { version: 1, hooks: { PreToolUse: [{ type: "command", command, timeout: TIMEOUT_SECONDS }] } },
    ours: value => isLaunchLine(lineOf(value), target, VSCODE),
    starts: value => lineStart(lineOf(value)),
  });
}
