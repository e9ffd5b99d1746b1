/** `agentguard verify`: is the hook in place, and does it hold? */
import type { Command } from "commander";
import { readHalt } from "../../platform/halt-file.ts";
import { verifyInstall } from "../../platform/install.ts";
import { places } from "../../platform/places.ts";
import { agentsHere, agentsNamed, targetOf } from "./agents.ts";
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
      const agents = ids.length > 0 ? agentsNamed(ids) : agentsHere(own);
      if (agents.length === 0)
        throw new Trouble("no agent was found on this machine; name one, for example claude-code");
      const halt = readHalt(own.halt);
      if (halt)
        throw new Trouble(`agents are stopped (${halt.because}), so every call is denied: run agentguard resume first`);
      let failed = 0;
      for (const agent of agents) {
        const wrong = verifyInstall(agent, targetOf(own)).filter(({ state }) => state !== "present");
        for (const { file, because, fix } of wrong) say("FAILED", agent.title, `${file}: ${because} ${fix}`);
        if (wrong.length > 0) {
          failed++;
          continue;
        }
        const { ok, because } = await flyCanaries(agent, own);
        say(ok ? "ok" : "FAILED", agent.title, because);
        if (!ok) failed++;
      }
      if (failed > 0) throw new Trouble(`${failed} of ${agents.length} not guarded; see above`);
    });
}

function say(verdict: string, agent: string, because: string): void {
  print(`${verdict.padEnd(7)} ${agent}: ${because}`);
}
