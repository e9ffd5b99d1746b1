/**
 * The `agentguard` command in a folder of the user that is on PATH: written when a person says so, and taken away again
 * only while it is what we wrote. It starts the one in our own folder, so that updates change nothing in it.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Places } from "../../platform/places.ts";
import { shWord } from "../hook/sh-word.ts";

export interface UserCommand {
  /** Absolute path of the file. */
  readonly file: string;
  readonly text: string;
  /** `other`: somebody else's file is there; it is never touched. */
  readonly state: "missing" | "ours" | "other";
  /** Whether shells find it there. */
  readonly onPath: boolean;
}

/** Where the command is, or would be written: the first folder of the user's own that is on PATH. */
export function userCommand(own: Places, env: NodeJS.ProcessEnv = process.env): UserCommand {
  const path = (env.PATH ?? "").split(delimiter);
  const folders = [join(own.home, ".local", "bin"), join(own.home, "bin")];
  const all = folders.map(folder => commandIn(folder, own, path.includes(folder)));
  const [first] = all;
  const found = all.find(({ state }) => state === "ours") ?? all.find(({ onPath }) => onPath) ?? first;
  if (!found) throw new Error("there is no folder for the command");
  return found;
}

/** Throws when somebody else's file is there, or it cannot be written. */
export function installCommand({ file, text, state }: UserCommand): void {
  if (state === "other") throw new Error(`${file} is not AgentGuard's: it stays as it is`);
  if (state === "ours") return;
  mkdirSync(dirname(file), { recursive: true });
  // Fails where a file has come meanwhile.
  writeFileSync(file, text, { flag: "wx", mode: 0o755 });
  chmodSync(file, 0o755);
}

/** True when it was there, ours, and is gone now. */
export function removeCommand({ file, state }: UserCommand): boolean {
  if (state !== "ours") return false;
  rmSync(file);
  return true;
}

/** How to make shells find it, in one sentence. */
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
