/** `agentguard verify`: shows one light for each agent, after really starting its hook. */
import type { Command } from "commander";
import { readHalt } from "../../platform/halt-file.ts";
import { type Places, places } from "../../platform/places.ts";
import { driveAgent } from "../agents/drive.ts";
import { proveLight } from "../agents/health.ts";
import { proofIssuer } from "../agents/issue-proof.ts";
import { type Light, lightLine } from "../agents/light.ts";
import { agentHere } from "../agents/protection.ts";
import { agentsFound, agentsNamed } from "./agents.ts";
import { aroundHere } from "./around.ts";
import { servicePath } from "./service.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addVerify(program: Command): void {
  program
    .command("verify")
    .description("prove that agents ask AgentGuard and that it denies")
    .argument("[agents...]", "default: every agent found on this machine")
    .option("--json", "print the lights as JSON")
    .option("--drive <agent>", "run the agent itself against a scripted model, in a scratch folder")
    .action(async (ids: string[], options: { json?: true; drive?: string }) => {
      const own = places();
      if (options.drive !== undefined) return driveOne(options.drive, own);
      const agents = ids.length > 0 ? agentsNamed(ids, own) : agentsFound(own);
      const halt = readHalt(own.halt);
      if (halt)
        throw new Trouble(`agents are stopped (${halt.because}), so every call is denied: run agentguard resume first`);
      const around = aroundHere(own);
      const lights: Light[] = [];
      // In turn, each printed at once, as some agents take seconds to tell their version.
      for (const agent of agents) {
        const light = await proveLight(agent, around);
        lights.push(light);
        if (options.json !== true) say(light);
      }
      if (options.json === true) process.stdout.write(`${JSON.stringify(lights, null, 2)}\n`);
      const dark = lights.filter(({ state }) => state !== "holding");
      // An agent that cannot be guarded counts only if it was named.
      const counted = dark.filter(
        ({ agent }) =>
          ids.includes(agent) ||
          agents.some(known => known.id === agent && agentHere(known, own).protection !== "impossible"),
      );
      if (counted.length > 0) throw new Trouble(`${counted.length} of ${lights.length} not holding; see above`);
    });
}

async function driveOne(id: string, own: Places): Promise<void> {
  const [agent] = agentsNamed([id], own);
  if (!agent) return;
  const { ok, because } = await driveAgent(agent, own, process.env, proofIssuer(own, servicePath()));
  if (!ok) throw new Trouble(`${agent.title}: ${because}`);
  print(`${MARKS.holding.padEnd(8)} ${agent.title}: ${because}`);
}

const MARKS = { holding: "ok", observing: "observes", "not-connected": "OFF", changed: "BROKEN" } as const;

function say(light: Light): void {
  const version = light.version === undefined ? "" : ` ${light.version}`;
  print(`${MARKS[light.state].padEnd(8)} ${light.title}${version}: ${lightLine(light, Date.now())}`);
}
