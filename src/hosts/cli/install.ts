/** `agentguard install` and `uninstall`: our hook in an agent's own configuration, shown before it is written. */
import type { Command } from "commander";
import type { Agent } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { places } from "../../platform/places.ts";
import { shortfallOf, standingOf } from "../agents/guarding.ts";
import { proveLight } from "../agents/health.ts";
import { projectFiles } from "../agents/project.ts";
import { agentsHere, applyPlan, planOf } from "../agents/protection.ts";
import { deployAnnounced } from "../hook/deploy.ts";
import { AGENT_IDS, agentsFound, agentsNamed } from "./agents.ts";
import { aroundHere } from "./around.ts";
import { confirm, show } from "./consent.ts";
import { offerCommand, takeCommandBack } from "./install-command.ts";
import { changeMachine } from "./install-machine.ts";
import { changeProject } from "./install-project.ts";
import { onlyAPerson } from "./person.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addInstall(program: Command): void {
  program
    .command("install")
    .description("put AgentGuard's hook into agents' configuration; shows what would change first")
    .argument("<agents...>", `${AGENT_IDS}, or all: those found on this machine`)
    .option("--yes", "do not ask")
    .option("--workspace <folder>", "into the project's own files, for the work in this folder alone")
    .option("--machine", "into the files for the whole machine, past which no project goes; takes an administrator")
    .action(async (ids: string[], { yes = false, machine, workspace }: Options) => {
      onlyAPerson("installing");
      if (workspace !== undefined) return changeProject("protect", workspace, agentsNamed(ids, places()), yes);
      if (machine) return changeMachine("protect", agentsNamed(ids, places()), yes);
      await install(agentsNamed(ids, places()), yes);
    });
  program
    .command("uninstall")
    .description("take AgentGuard's hook out again, leaving everything else as it is")
    .argument("[agents...]", "default: every agent that has it")
    .option("--yes", "do not ask")
    .option("--workspace <folder>", "out of the project's own files")
    .option("--machine", "out of the files for the whole machine; takes an administrator")
    .action(async (ids: string[], { yes = false, machine, workspace }: Options) => {
      onlyAPerson("uninstalling");
      const named = () => (ids.length > 0 ? agentsNamed(ids, places()) : agentsFound(places()));
      if (workspace !== undefined) return changeProject("unprotect", workspace, ids.length > 0 ? named() : AGENTS, yes);
      if (machine) return changeMachine("unprotect", named(), yes);
      await uninstall(ids, yes);
      if (ids.length === 0) takeCommandBack(places());
    });
}

interface Options {
  readonly yes?: boolean;
  readonly machine?: true;
  readonly workspace?: string;
}

async function install(agents: readonly Agent[], yes: boolean): Promise<void> {
  const own = places();
  const plans = agents.map(agent => planOf("protect", agent, own));
  const changes = show(plans.flatMap(({ changes }) => changes));
  if (changes > 0) await confirm("Write this?", yes, "install");
  const deployed = await deployAnnounced(own, __dirname, process.execPath);
  for (const plan of plans) if (plan.all.length > 0) await applyPlan("protect", plan, own);
  // Only proven agents are called guarded, each by itself.
  const around = aroundHere(own);
  let open = 0;
  for (const { agent, changes } of plans) {
    const light = await proveLight(agent, around);
    const short = shortfallOf(light);
    if (standingOf(light) === "open") open++;
    if (short !== undefined) print(short);
    else if (changes.length > 0) print(`${agent.title} asks AgentGuard from its next session on.`);
    else print(`${agent.title} asks AgentGuard${deployed.length > 0 ? ", which is up to date now" : " already"}.`);
  }
  if (!yes) await offerCommand(own);
  if (open > 0) throw new Trouble(`${open} of ${plans.length} not guarded; see above`);
}

async function uninstall(ids: readonly string[], yes: boolean): Promise<void> {
  const own = places();
  const agents = ids.length > 0 ? agentsNamed(ids, own) : agentsHere(own).map(({ agent }) => agent);
  const plans = agents.map(agent => planOf("unprotect", agent, own)).filter(({ changes }) => changes.length > 0);
  const inProjects = projectFiles(own);
  if (plans.length === 0 && inProjects.length === 0) return print("No agent's configuration holds AgentGuard's hook.");
  show(plans.flatMap(({ changes }) => changes));
  if (plans.length > 0) await confirm("Write this?", yes, "uninstall");
  for (const plan of plans) {
    await applyPlan("unprotect", plan, own);
    print(`${plan.agent.title} no longer asks AgentGuard.`);
  }
  for (const file of inProjects) print(`Still asks AgentGuard, in one project: ${file}`);
  if (inProjects.length > 0) print("Take that out with: agentguard uninstall --workspace FOLDER");
}
