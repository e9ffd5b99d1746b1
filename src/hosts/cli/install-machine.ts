/** `agentguard install --machine` and its opposite: files of an administrator, for everybody on the machine. */
import { existsSync } from "node:fs";
import type { Agent } from "../../agents/agent.ts";
import { quotedForShell } from "../../core/text/words.ts";
import { places } from "../../platform/places.ts";
import { applyForMachine, planForMachine } from "../agents/machine.ts";
import { type Step, targetOf } from "../agents/protection.ts";
import { confirm, show } from "./consent.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

/** Changes the machine's files. The launcher must exist, as it is the person's own. Throws `Trouble`, `ConfigError`. */
export async function changeMachine(step: Step, agents: readonly Agent[], yes: boolean): Promise<void> {
  const own = places();
  const target = targetOf(own, process.env);
  if (step === "protect" && !existsSync(own.launcher))
    throw new Trouble(`${own.launcher} is not there yet: run agentguard install without --machine first`);
  const plans = agents.flatMap(agent => planForMachine(step, agent, target) ?? []);
  if (plans.length === 0)
    throw new Trouble(
      `none of these agents knows a file for the whole machine: ${agents.map(({ title }) => title).join(", ")}`,
    );
  const command = step === "protect" ? "install --machine" : "uninstall --machine";
  if (show(plans.flatMap(({ changes }) => changes)) === 0) return;
  const ids = plans.map(({ agent }) => agent.id).join(" ");
  if (process.getuid?.() !== 0)
    throw new Trouble(
      `nothing was written, since that takes an administrator: ${asAdministrator(`${command} ${ids}`)}`,
    );
  await confirm("Write this?", yes, command);
  for (const plan of plans) {
    await applyForMachine(step, plan, target);
    print(
      step === "protect"
        ? `${plan.agent.title} asks AgentGuard on this machine, whatever a project or an option says.`
        : `${plan.agent.title}: the files for the whole machine are as they were.`,
    );
  }
}

/** Returns the command for `sudo`, which would otherwise use another home folder than the person's. */
export function asAdministrator(command: string): string {
  const kept = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"].flatMap(name => {
    const value = process.env[name];
    return value ? [`${name}=${quotedForShell(value)}`] : [];
  });
  const [, script = ""] = process.argv;
  return `sudo env ${kept.join(" ")} ${quotedForShell(process.execPath)} ${quotedForShell(script)} ${command}`;
}
