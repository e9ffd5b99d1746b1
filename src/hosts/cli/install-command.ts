/** Offers the `agentguard` command in the user's own folder of programs. It is never written unasked. */
import type { Places } from "../../platform/places.ts";
import { howToFind, installCommand, removeCommand, userCommand } from "../command/user-bin.ts";
import { confirm, show } from "./consent.ts";
import { print } from "./terminal.ts";

/** Shows the file and writes it if the person agrees. Does nothing if nobody can be asked, or a file exists. */
export async function offerCommand(own: Places): Promise<void> {
  const command = userCommand(own);
  if (command.state !== "missing" || process.platform === "win32" || !process.stdin.isTTY) return;
  print("The agentguard command can be put where your shells find it:");
  show([{ file: command.file, before: null, after: command.text }]);
  try {
    await confirm("Write this?", false, "install");
  } catch {
    return print(`It was not written. Without it, run: ${own.command}`);
  }
  installCommand(command);
  print(`The command is ${command.file}.`, ...(command.onPath ? [] : [howToFind(command)]));
}

/** Deletes the file only if we wrote it and nobody has changed it. */
export function takeCommandBack(own: Places): void {
  const command = userCommand(own);
  if (removeCommand(command)) print(`Removed ${command.file}.`);
}
