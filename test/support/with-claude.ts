/**
 * Runs a command with a Claude Code client, if there is one: the person's own, or else the one that the tests have
 * installed into .cache/. Nothing is downloaded.
 * node test/support/run.mjs test/support/with-claude.ts <command> [arguments]
 */
import { spawn } from "node:child_process";
import { findClaude } from "../../src/hosts/demo/agent-client.ts";
import { installedClaude } from "./claude-client.ts";

const [command, ...args] = process.argv.slice(2);
if (!command) throw new Error("usage: with-claude.ts <command> [arguments]");
const client = findClaude(process.env) ?? installedClaude();
const child = spawn(command, args, {
  stdio: "inherit",
  env: { ...process.env, ...(client !== undefined && { AGENTGUARD_CLAUDE: client }) },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("exit", code => process.exit(code ?? 1));
