/** Ends the relay's process as the server ended. */
import { constants } from "node:os";
import type { Ended } from "./child.ts";

/** Signals that only end a program in Node. Others, such as SIGUSR1, have a meaning of their own there. */
const ENDING: readonly NodeJS.Signals[] = ["SIGHUP", "SIGINT", "SIGKILL", "SIGTERM"];

/** Passes on the server's exit code, or the signal that ended it, to whoever started the relay. */
export function endLike({ code, signal }: Ended): void {
  const leave = () => {
    if (signal === null) process.exit(code ?? 1);
    // The exit code that a shell would report.
    if (!ENDING.includes(signal)) process.exit(128 + constants.signals[signal]);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  };
  // The server's last output is still being written.
  process.stdout.write("", leave);
}

/** Reports that the server could not be started, or that the arguments are wrong. */
export function failed(error: Error): void {
  const { code } = error as NodeJS.ErrnoException;
  process.stderr.write(`agentguard relay: ${error.message}\n`);
  process.exit(code === "ENOENT" ? 127 : code === "EACCES" ? 126 : 2);
}
