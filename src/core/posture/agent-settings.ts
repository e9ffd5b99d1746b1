/** Agents' own settings, and how agents are started: what switches their confirmations or their hooks off. */

import { SettingsText } from "../agent-switches/document.ts";
import type { AgentSwitch } from "../agent-switches/switch.ts";
import { thrownIn } from "../agent-switches/thrown.ts";
import { type Finding, finding, type PostureFile } from "./finding.ts";

/** `switches`: which settings there are, by the agents' own files. */
export function auditAgentSettings(file: PostureFile, switches: readonly AgentSwitch[]): Finding[] {
  return [...inSettings(file, switches), ...inStarts(file)];
}

function inSettings({ path, text }: PostureFile, switches: readonly AgentSwitch[]): Finding[] {
  return thrownIn(new SettingsText(path, text), switches, true).map(({ by, line }) => {
    const rule = by.means === "unhooked" ? "agent/hooks-off" : "agent/approvals-off";
    return finding(rule, "high", { file: path, line }, by.says, by.fix);
  });
}

/** Files that start programs. */
const STARTS =
  /(?:^|\/)(?:[^/]*\.(?:sh|bash|zsh|fish|ps1|ya?ml|just)|Makefile|makefile|justfile|Dockerfile|package\.json|tasks\.json|\.(?:bashrc|zshrc|bash_aliases|profile|bash_profile|zprofile|envrc)|config\.fish)$/;
const LOOSE_START =
  /\b(?:claude|codex|gemini|qwen|cursor-agent|copilot|opencode|aider|amp|droid|crush|goose|q|kiro-cli)\b[^\n#]{0,200}?(--dangerously-skip-permissions|--permission-mode[= ]bypassPermissions|--dangerously-bypass-approvals-and-sandbox|--yolo|--approval-mode[= ]yolo|--allow-all-tools|--allow-all\b|--trust-all-tools|--skip-permissions-unsafe|--dangerously-allow-all|--yes-always|--force\b)/;

function inStarts({ path, text }: PostureFile): Finding[] {
  if (!STARTS.test(path) || !LOOSE_WORD.test(text)) return [];
  return text.split("\n", 20_000).flatMap((line, at) => {
    const option = line.length > 2000 || /^\s*(?:#|\/\/)/.test(line) ? undefined : LOOSE_START.exec(line)?.[1];
    if (option === undefined) return [];
    const what = `An agent is started here with \`${option}\`: it asks nobody about anything.`;
    return [finding("agent/approvals-off", "high", { file: path, line: at + 1 }, what, "Take the option out.")];
  });
}

const LOOSE_WORD =
  /--dangerously|bypassPermissions|yolo|--allow-all|--trust-all|--skip-permissions|--yes-always|--force/;
