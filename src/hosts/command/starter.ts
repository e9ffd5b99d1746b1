/** Writes the `agentguard` command to a path that never changes. It starts the deployed command line. */
import { join } from "node:path";
import { replaceFile, type Write } from "../../platform/deploy.ts";
import { makePrivateFolder, type Places } from "../../platform/places.ts";
import { shWord } from "../hook/sh-word.ts";

export interface CommandParts {
  readonly shell: string;
  /** Absolute paths of Node, or of an editor's binary that can run as Node. The first executable one is used. */
  readonly node: readonly string[];
  /** The deployed command line. */
  readonly entry: string;
}

/** Writes the command; returns the paths that changed. On Windows that is `agentguard.cmd`. */
export function deployCommand(own: Places, parts: Omit<CommandParts, "entry">, write: Write = replaceFile): string[] {
  const entry = join(own.runtime, "cli.cjs");
  makePrivateFolder(own.bin);
  const wanted: readonly (readonly [string, string])[] =
    process.platform === "win32"
      ? [[join(own.bin, "agentguard.cmd"), commandTextForCmd({ ...parts, entry })]]
      : [[own.command, commandText({ ...parts, entry })]];
  return wanted.filter(([path, text]) => write(path, Buffer.from(text), 0o755)).map(([path]) => path);
}

export function commandText({ shell, node, entry }: CommandParts): string {
  return `#!${shell}
# The agentguard command. Written by AgentGuard when it is installed or updated; edits are overwritten.
\\unset NODE_OPTIONS NODE_PATH
for node in ${node.map(shWord).join(" ")}; do [ -x "$node" ] && break; done
ELECTRON_RUN_AS_NODE=1 exec "$node" ${shWord(entry)} "$@"
`;
}

/** The same for cmd.exe. */
export function commandTextForCmd({ node, entry }: CommandParts): string {
  const [first = "node"] = node;
  return [
    "@echo off",
    "setlocal",
    "set NODE_OPTIONS=",
    "set NODE_PATH=",
    "set ELECTRON_RUN_AS_NODE=1",
    `"${first}" "${entry}" %*`,
    "",
  ].join("\r\n");
}
