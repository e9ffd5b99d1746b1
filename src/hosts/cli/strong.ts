/** `agentguard strong`: sets up, as administrator, a service that the agents' user cannot end, read or replace. */
import { join } from "node:path";
import type { Command } from "commander";
import type { InstallTarget } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { type Places, placesAt } from "../../platform/places.ts";
import { PROGRAMS, unitOf } from "../../platform/strong.ts";
import { applyForMachine, planForMachine } from "../agents/machine.ts";
import { targetOf } from "../agents/protection.ts";
import { type Person, personNamed } from "../strong/person.ts";
import { hasSystemd, planUnit, removePrograms, setUp, stateOf, takeBack } from "../strong/setup.ts";
import { AGENT_IDS, agentsNamed } from "./agents.ts";
import { confirm, show } from "./consent.ts";
import { asAdministrator } from "./install-machine.ts";
import { onlyAPerson } from "./person.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addStrong(program: Command): void {
  const strong = program
    .command("strong")
    .description("run the service as a system user of its own, which no agent can end or change (Linux with systemd)");
  strong
    .command("install")
    .description("set it up for one person, and put the hook into the agents' files for the whole machine")
    .argument("<user>", "whose agents are guarded")
    .argument("[agents...]", `${AGENT_IDS}; default: all that have such files`)
    .option("--yes", "do not ask")
    .action(async (user: string, ids: string[], { yes = false }: { yes?: boolean }) => {
      onlyAPerson("setting up strong mode");
      await install(user, ids, yes);
    });
  strong
    .command("remove")
    .description("take it back; what the service has written down stays")
    .argument("<user>")
    .option("--yes", "do not ask")
    .action(async (user: string, { yes = false }: { yes?: boolean }) => {
      onlyAPerson("taking strong mode back");
      const person = personNamed(user);
      needRoot(`strong remove ${user}`);
      await confirm(`Take strong mode back for ${user}?`, yes, `strong remove ${user}`);
      if (takeBack(person)) await removeHooks(person);
      print(
        `${user} has no service of the system any more. What it has written down is ${user}'s now: ${stateOf(person)}.`,
      );
    });
}

/** Removes the hooks, as a missing launcher would deny every call of an agent. */
async function removeHooks(person: Person): Promise<void> {
  const target = targetFor(person);
  for (const agent of AGENTS) {
    const plan = planForMachine("unprotect", agent, target);
    if (plan && plan.changes.length > 0) await applyForMachine("unprotect", plan, target);
  }
  removePrograms();
}

/** Returns what the machine's agents are to call, and where this person's own files are. */
function targetFor(person: Person): InstallTarget {
  const { launcher } = placesAt(person.home, PROGRAMS, PROGRAMS);
  return targetOf({ ...ownPlaces(person), launcher }, {});
}

function ownPlaces({ home }: Person): Places {
  return placesAt(home, join(home, ".local/share/agentguard"), join(home, ".config/agentguard"));
}

async function install(user: string, ids: readonly string[], yes: boolean): Promise<void> {
  if (process.platform !== "linux") throw new Trouble("strong mode is for Linux with systemd");
  const person = personNamed(user);
  const own = ownPlaces(person);
  const unit = planUnit(person);
  const target = targetFor(person);
  const named = ids.length > 0 ? agentsNamed(ids, own) : AGENTS;
  const plans = named.flatMap(agent => planForMachine("protect", agent, target) ?? []);
  show([unit, ...plans.flatMap(({ changes }) => changes)]);
  needRoot(`strong install ${[user, ...ids].join(" ")}`);
  await confirm("Write this, and make the system user agentguard?", yes, `strong install ${user}`);
  setUp(person, unit, __dirname, own);
  for (const plan of plans) await applyForMachine("protect", plan, target);
  print(
    `${user}'s agents ask a service that runs as the system user agentguard: ${unitOf(person.uid)}.`,
    `Asked for the whole machine: ${plans.map(({ agent }) => agent.title).join(", ")}.`,
    `Reload the windows of editors. For other agents, ${user} runs: agentguard install AGENT`,
    ...(hasSystemd() ? [] : ["systemd does not run here: nothing has started the service yet."]),
  );
}

function needRoot(command: string): void {
  if (process.getuid?.() !== 0)
    throw new Trouble(`nothing was written, since that takes an administrator: ${asAdministrator(command)}`);
}
