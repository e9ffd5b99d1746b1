/** `agentguard shell`: starts a shell of the person's choice in which every line is judged before it runs. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Command } from "commander";
import { findProgram } from "../../platform/deploy.ts";
import { places } from "../../platform/places.ts";
import { deployAnnounced } from "../hook/deploy.ts";
import { GUARDED_SHELLS, type GuardedShell, guardedShell, shellStart } from "../terminal/start.ts";
import { Trouble, WrongUsage } from "./trouble.ts";

export function addShell(program: Command): void {
  program
    .command("shell")
    .description("start a shell in which each line is judged before it runs, whoever types it")
    .argument("[shell]", `${GUARDED_SHELLS.join(", ")}; default: your own, or bash`)
    .action(async (name: string | undefined) => {
      const shell = name === undefined ? (guardedShell(process.env.SHELL ?? "") ?? "bash") : known(name);
      process.exitCode = await startShell(shell);
    });
}

function known(name: string): GuardedShell {
  const shell = GUARDED_SHELLS.find(one => one === name);
  if (!shell) throw new WrongUsage(`no guard for the shell "${name}"; there is one for ${GUARDED_SHELLS.join(", ")}`);
  return shell;
}

async function startShell(shell: GuardedShell): Promise<number> {
  const file = findProgram(shell);
  if (file === "") throw new Trouble(`${shell} is not installed`);
  const own = places();
  await deployAnnounced(own, __dirname, process.execPath);
  const { args, env } = shellStart(shell, own, process.env);
  // The terminal sends these signals to all its processes. The shell handles them.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGTSTP", "SIGTTOU", "SIGTTIN"] as const) process.on(signal, () => {});
  const child = spawn(file, args, { stdio: "inherit", env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    child.on("error", error => reject(new Trouble(`${file}: ${error.message}`)));
    child.on("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 1)));
  });
}
