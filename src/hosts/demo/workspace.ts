/** Writes the demo's workspace and the home folder in which its agent runs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AGENTS } from "../../agents/index.ts";
import { curlConfig } from "./curl-config.ts";
import type { StandIn } from "./stand-in.ts";
import { WORKSPACE } from "./story.ts";

/** Fills an empty folder with the PocketOS workspace. */
export function writeWorkspace(folder: string): void {
  for (const [path, text] of Object.entries(WORKSPACE)) write(join(folder, path), text);
}

/**
 * A home folder whose Claude Code calls `launcher` before every act, as the installer would set it up, and whose curl
 * finds the stand-in behind the control plane's real name: the command, and what the guard sees of it, stay as in life.
 */
export function writeHome(home: string, launcher: string, standIn: StandIn): void {
  const client = AGENTS.find(agent => agent.id === "claude-code");
  if (!client) throw new Error("this build knows no Claude Code");
  for (const edit of client.install({ home, env: {}, launcher })) write(edit.file, edit.apply(null));
  const certificate = join(home, "stand-in.pem");
  write(certificate, standIn.certificate);
  write(join(home, ".curlrc"), curlConfig(standIn.port, certificate));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
