/** Writes the demo's workspace and the home folder in which its agent runs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Agent, Start } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { curlConfig } from "./curl-config.ts";
import type { StandIn } from "./stand-in.ts";
import { WORKSPACE } from "./story.ts";

/** Fills an empty folder with the PocketOS workspace. */
export function writeWorkspace(folder: string): void {
  for (const [path, text] of Object.entries(WORKSPACE)) write(join(folder, path), text);
}

/** A home folder for the demo's agent, and how that agent starts the hook from it. */
export interface AgentHome {
  readonly agent: Agent;
  readonly hook: Start;
}

/**
 * Writes a home folder whose Claude Code calls `launcher` before every act, as the installer would set it up, and whose
 * curl finds the stand-in behind the control plane's real name, so that the guard sees the real command.
 */
export function writeHome(home: string, launcher: string, standIn: StandIn): AgentHome {
  const agent = AGENTS.find(({ id }) => id === "claude-code");
  if (!agent) throw new Error("this build knows no Claude Code");
  const starts = agent.install({ home, env: {}, launcher }).map(edit => {
    const text = edit.apply(null);
    write(edit.file, text);
    return edit.starts?.(text);
  });
  const hook = starts.find(start => start !== undefined);
  if (!hook) throw new Error("Claude Code's settings do not say how it starts the hook");
  const certificate = join(home, "stand-in.pem");
  write(certificate, standIn.certificate);
  write(join(home, ".curlrc"), curlConfig(standIn.port, certificate));
  return { agent, hook };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
