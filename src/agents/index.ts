/** Lists every agent. Adding one is one file and one line here. Loading this registers the agents with the core. */
import { type KnownAgent, knowAgents } from "../core/agents/known-agents.ts";
import type { Agent } from "./agent.ts";
import { amp } from "./amp.ts";
import { augment } from "./augment.ts";
import { claudeCode } from "./claude-code.ts";
import { cline } from "./cline/index.ts";
import { codex } from "./codex.ts";
import { continueDev } from "./continue.ts";
import { copilotCli } from "./copilot-cli.ts";
import { crush } from "./crush.ts";
import { cursor } from "./cursor.ts";
import { devin } from "./devin.ts";
import { droid } from "./droid.ts";
import { geminiCli } from "./gemini-cli.ts";
import { goose } from "./goose.ts";
import { grokBuild } from "./grok-build.ts";
import { kilo } from "./kilo.ts";
import { kiro } from "./kiro.ts";
import { knownAgent } from "./known.ts";
import { opencode } from "./opencode.ts";
import { OTHER_AGENTS } from "./others.ts";
import { qwenCode } from "./qwen-code.ts";
import { rooCode } from "./roo-code.ts";
import { vscodeChat } from "./vscode-chat.ts";
import { windsurf } from "./windsurf.ts";

export const AGENTS: readonly Agent[] = [
  claudeCode,
  cursor,
  geminiCli,
  qwenCode,
  amp,
  augment,
  cline,
  continueDev,
  codex,
  copilotCli,
  crush,
  devin,
  droid,
  goose,
  grokBuild,
  kilo,
  kiro,
  opencode,
  rooCode,
  vscodeChat,
  windsurf,
];

/** Returns what is known of all agents, including those without our hook. */
export function knownAgents(): readonly KnownAgent[] {
  const others = OTHER_AGENTS.map(({ title, owns }) => ({ ...owns, title, servers: [], unhookedIn: [] }));
  return [...AGENTS.map(knownAgent), ...others];
}

knowAgents(knownAgents);
