/** `agentguard install --workspace FOLDER` and its opposite: our hook in one project's own files. */
import { realpathSync } from "node:fs";
import type { Agent } from "../../agents/agent.ts";
import { places } from "../../platform/places.ts";
import { type InProject, inProject } from "../agents/project.ts";
import { agentHere, applyPlan, type Plan, planOf, type Step } from "../agents/protection.ts";
import { deployAnnounced } from "../hook/deploy.ts";
import { confirm, show } from "./consent.ts";
import { folderAt } from "./files.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

/** Changes the project's files. Throws `Trouble`, `ConfigError`. */
export async function changeProject(step: Step, folder: string, agents: readonly Agent[], yes: boolean): Promise<void> {
  const own = places();
  const root = realpathSync(folderAt(folder));
  const projects = agents.flatMap(agent => inProject(agent, own, root) ?? []);
  if (projects.length === 0)
    throw new Trouble(
      `${agents.map(({ title }) => title).join(", ")}: takes hooks from a project only in folders that it trusts, and does not tell which; install it for every folder`,
    );
  const plans = projects
    .map(project => ({ project, plan: planOf(step, project.agent, project.own) }))
    .filter(({ plan }) => step === "protect" || plan.changes.length > 0);
  if (plans.length === 0) return print(`No file in ${root} holds AgentGuard's hook.`);
  const command = `${step === "protect" ? "install" : "uninstall"} --workspace ${folder}`;
  const changes = show(plans.flatMap(({ plan }) => plan.changes));
  if (changes > 0) await confirm("Write this?", yes, command);
  if (step === "protect") await deployAnnounced(own, __dirname, process.execPath);
  for (const { project, plan } of plans) await change(step, project, plan);
  if (step === "protect") print("These files name your own launcher: keep them out of commits.");
}

async function change(step: Step, { agent, own, root }: InProject, plan: Plan): Promise<void> {
  const trust = await applyPlan(step, plan, own, process.env, root);
  if (step === "unprotect") return print(`${agent.title} no longer asks AgentGuard because of a file in ${root}.`);
  const [wrong] = agentHere(agent, own).wrong;
  if (wrong) throw new Trouble(`${agent.title}: ${wrong.file}: ${wrong.because} ${wrong.fix}`);
  if (trust.kind === "untrusted") throw new Trouble(`${trust.because} ${trust.fix}`);
  print(`${agent.title} asks AgentGuard in ${root} from its next session there on.`);
}
