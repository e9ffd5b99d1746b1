/**
 * Runs a command with a Claude Code client at hand: the person's own, or else the one the tests install into .cache/.
 * node test/support/run.mjs test/support/with-claude.ts <command> [arguments]
 */
import { spawn } from "node:child_process";
import { findClaude, NoClient } from "../../src/hosts/demo/agent-client.ts";
import { installClaude } from "./claude-client.ts";

const [command, ...args] = process.argv.slice(2);
if (!command) throw new Error("usage: with-claude.ts <command> [arguments]");
const child = spawn(command, args, {
  stdio: "inherit",
  env: { ...process.env, AGENTGUARD_CLAUDE: await clientHere() },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("exit", code => process.exit(code ?? 1));

async function clientHere(): Promise<string> {
  try {
    return findClaude(process.env);
  } catch (error) {
    if (!(error instanceof NoClient)) throw error;
    return installClaude(console.log);
  }
}
