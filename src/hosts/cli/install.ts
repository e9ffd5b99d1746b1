/** `agentguard install` and `uninstall`: our hook in an agent's own configuration, shown before it is written. */
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import type { Agent } from "../../agents/agent.ts";
import { diffText } from "../../platform/diff-text.ts";
import {
  applyInstall,
  applyUninstall,
  type FileChange,
  planInstall,
  planUninstall,
  verifyInstall,
} from "../../platform/install.ts";
import { places } from "../../platform/places.ts";
import { VERSION } from "../../wire/version.ts";
import { deployHook } from "../hook/deploy.ts";
import { agentsHere, agentsNamed, targetOf } from "./agents.ts";
import { onlyAPerson } from "./person.ts";
import { Trouble } from "./trouble.ts";

export function addInstall(program: Command): void {
  program
    .command("install")
    .description("put AgentGuard's hook into agents' configuration; shows what would change first")
    .argument("<agents...>", "claude-code, cursor, or all")
    .option("--yes", "do not ask")
    .action(async (ids: string[], options: { yes?: true }) => {
      onlyAPerson("installing");
      await install(agentsNamed(ids), options.yes === true);
    });
  program
    .command("uninstall")
    .description("take AgentGuard's hook out again, leaving everything else as it is")
    .argument("[agents...]", "default: every agent that has it")
    .option("--yes", "do not ask")
    .action(async (ids: string[], options: { yes?: true }) => {
      onlyAPerson("uninstalling");
      await uninstall(ids, options.yes === true);
    });
}

async function install(agents: readonly Agent[], yes: boolean): Promise<void> {
  const own = places();
  const target = targetOf(own);
  const plans = agents.map(agent => ({ agent, plan: planInstall(agent, target) }));
  const changes = show(plans.flatMap(({ plan }) => plan));
  if (changes > 0) await confirm("Write this?", yes, "install");
  deployHook(own, __dirname, process.execPath);
  for (const { agent, plan } of plans) {
    await applyInstall(agent, target, plan, { receipts: own.receipts, version: VERSION });
    const wrong = verifyInstall(agent, target).find(({ state }) => state !== "present");
    if (wrong) throw new Trouble(`${agent.title}: ${wrong.file}: ${wrong.because} ${wrong.fix}`);
    process.stdout.write(`${agent.title} asks AgentGuard from its next session on.\n`);
  }
  process.stdout.write("Prove it with: agentguard verify\n");
}

async function uninstall(ids: readonly string[], yes: boolean): Promise<void> {
  const own = places();
  const target = targetOf(own);
  const agents = ids.length > 0 ? agentsNamed(ids) : agentsHere(own);
  const plans = agents
    .map(agent => ({ agent, plan: planUninstall(agent, target, own.receipts) }))
    .filter(({ plan }) => plan.some(({ before, after }) => before !== after));
  if (plans.length === 0) return void process.stdout.write("No agent's configuration holds AgentGuard's hook.\n");
  show(plans.flatMap(({ plan }) => plan));
  await confirm("Write this?", yes, "uninstall");
  for (const { agent, plan } of plans) {
    await applyUninstall(agent, plan, own.receipts);
    process.stdout.write(`${agent.title} no longer asks AgentGuard.\n`);
  }
}

/** Prints what would change; returns in how many files. */
function show(plan: readonly FileChange[]): number {
  const diffs = plan.map(({ before, after, file }) => diffText(before, after, file)).filter(diff => diff !== "");
  process.stdout.write(diffs.length === 0 ? "Nothing in the configuration has to change.\n" : diffs.join(""));
  return diffs.length;
}

async function confirm(question: string, yes: boolean, command: string): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new Trouble(
      `nothing was written, since nobody can be asked here: look at the changes above, then run agentguard ${command} with --yes`,
    );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Trouble("nothing was written");
}
