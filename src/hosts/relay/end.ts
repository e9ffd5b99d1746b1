/** How the relay's process ends: as the server did. */
import { constants } from "node:os";
import type { Ended } from "./child.ts";

/** Signals that end a program and do nothing else in Node; others, SIGUSR1 among them, mean something to it. */
const ENDING: readonly NodeJS.Signals[] = ["SIGHUP", "SIGINT", "SIGKILL", "SIGTERM"];

/** Whoever started us sees the server's exit code, or the signal that ended it. */
export function endLike({ code, signal }: Ended): void {
  const leave = () => {
    if (signal === null) process.exit(code ?? 1);
    // As a shell would say it.
    if (!ENDING.includes(signal)) process.exit(128 + constants.signals[signal]);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  };
  // What the server wrote last is on its way.
  process.stdout.write("", leave);
}

/** The server could not be started, or the arguments cannot be meant. */
export function failed(error: Error): void {
  const { code } = error as NodeJS.ErrnoException;
  process.stderr.write(`agentguard relay: ${error.message}\n`);
  process.exit(code === "ENOENT" ? 127 : code === "EACCES" ? 126 : 2);
}
