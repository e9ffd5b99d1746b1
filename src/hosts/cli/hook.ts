/** `agentguard hook`: the fallback hook as a command, for agents and machines that cannot run the launcher. */
import type { Command } from "commander";
import { runHook } from "../hook/run.ts";

export function addHook(program: Command): void {
  program
    .command("hook")
    .description("answer one call of an agent: its payload on standard input, the answer on standard output")
    .requiredOption("--host <agent>", "the agent's id")
    .action(async ({ host }: { host: string }) => {
      // An input that is never closed would keep the process alive.
      process.exit(await runHook({ host, framed: false, pid: process.pid, folder: __dirname }));
    });
}
