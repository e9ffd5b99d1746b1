/** `agentguard verify`: is the hook in place, and does it hold? */
import type { Command } from "commander";
import { readHalt } from "../../platform/halt-file.ts";
import { places } from "../../platform/places.ts";
import { agentHere } from "../agents/protection.ts";
import { agentsFound, agentsNamed } from "./agents.ts";
import { flyCanaries } from "./canary.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addVerify(program: Command): void {
  program
    .command("verify")
    .description("prove that agents ask AgentGuard and that it denies")
    .argument("[agents...]", "default: every agent found on this machine")
    .action(async (ids: string[]) => {
      const own = places();
      const named = ids.length > 0 ? agentsNamed(ids, own) : agentsFound(own);
      const agents = named.map(agent => agentHere(agent, own));
      const halt = readHalt(own.halt);
      if (halt)
        throw new Trouble(`agents are stopped (${halt.because}), so every call is denied: run agentguard resume first`);
      let failed = 0;
      for (const { agent, protection, wrong, because } of agents) {
        for (const { file, because, fix } of wrong) say("FAILED", agent.title, `${file}: ${because} ${fix}`);
        if (protection === "impossible") say("cannot", agent.title, because);
        // One that was asked for by name has to be guarded.
        if (protection === "impossible" && !ids.includes(agent.id)) continue;
        if (protection !== "yes") {
          failed++;
          continue;
        }
        const flown = await flyCanaries(agent, own);
        say(flown.ok ? "ok" : "FAILED", agent.title, flown.because);
        if (!flown.ok) failed++;
      }
      if (failed > 0) throw new Trouble(`${failed} of ${agents.length} not guarded; see above`);
    });
}

function say(verdict: string, agent: string, because: string): void {
  print(`${verdict.padEnd(7)} ${agent}: ${because}`);
}
