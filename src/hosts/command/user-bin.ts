/**
 * Installs the `agentguard` command in a folder of the user's that is on PATH, when a person says so, and removes it
 * again only while it is what we wrote. It starts the command in our own folder, so that updates need not change it.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Places } from "../../platform/places.ts";
import { shWord } from "../hook/sh-word.ts";

export interface UserCommand {
  /** Absolute path of the file. */
  readonly file: string;
  readonly text: string;
  /** `other`: the file is somebody else's and is never touched. */
  readonly state: "missing" | "ours" | "other";
  /** Whether shells find it there. */
  readonly onPath: boolean;
}

/** Returns where the command is or would be: the first folder on PATH that is the user's own. */
export function userCommand(own: Places, env: NodeJS.ProcessEnv = process.env): UserCommand {
  const path = (env.PATH ?? "").split(delimiter);
  const folders = [join(own.home, ".local", "bin"), join(own.home, "bin")];
  const all = folders.map(folder => commandIn(folder, own, path.includes(folder)));
  const [first] = all;
  const found = all.find(({ state }) => state === "ours") ?? all.find(({ onPath }) => onPath) ?? first;
  if (!found) throw new Error("there is no folder for the command");
  return found;
}

/** Writes the command. Throws when the file is somebody else's, or cannot be written. */
export function installCommand({ file, text, state }: UserCommand): void {
  if (state === "other") throw new Error(`${file} is not AgentGuard's: it stays as it is`);
  if (state === "ours") return;
  mkdirSync(dirname(file), { recursive: true });
  // This fails if a file has appeared meanwhile.
  writeFileSync(file, text, { flag: "wx", mode: 0o755 });
  chmodSync(file, 0o755);
}

/** Deletes the command if it is ours. Returns whether it did. */
export function removeCommand({ file, state }: UserCommand): boolean {
  if (state !== "ours") return false;
  rmSync(file);
  return true;
}

/** Returns one sentence on how to make shells find it. */
export function howToFind({ file }: UserCommand): string {
  return `${dirname(file)} is not on your PATH: add this line to your shell's start-up file: export PATH="${dirname(file)}:$PATH"`;
}

function commandIn(folder: string, own: Places, onPath: boolean): UserCommand {
  const file = join(folder, "agentguard");
  const text = `#!/bin/sh\n# The agentguard command, written by AgentGuard with your consent. Take it back with: agentguard uninstall\nexec ${shWord(own.command)} "$@"\n`;
  return { file, text, onPath, state: stateOf(file, text) };
}

function stateOf(file: string, text: string): UserCommand["state"] {
  if (!existsSync(file)) return "missing";
  try {
    return readFileSync(file, "utf8") === text ? "ours" : "other";
  } catch {
    return "other";
  }
}
