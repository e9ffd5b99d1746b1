/** `agentguard status`: everything a person wants to know at a glance. */
import type { Command } from "commander";
import { verifyAudit } from "../../platform/audit-file.ts";
import { AuditTail } from "../../platform/audit-tail.ts";
import { readHalt } from "../../platform/halt-file.ts";
import { type Places, places } from "../../platform/places.ts";
import { serviceStatus } from "../../platform/service-client.ts";
import { workspaceRootOf } from "../../platform/surroundings.ts";
import { lightNow } from "../agents/health.ts";
import { lightLine } from "../agents/light.ts";
import { agentsHere } from "../agents/protection.ts";
import { policiesOf } from "../policies.ts";
import { aroundHere } from "./around.ts";
import { describeService } from "./service.ts";
import { print } from "./terminal.ts";
import { messageOf } from "./trouble.ts";

export function addStatus(program: Command): void {
  program
    .command("status")
    .description("say whether agents are guarded, stopped, and what is wrong")
    .action(async () => {
      const own = places();
      print(...(await service(own)), ...guarded(own), ...policy(own), budget(own), audit(own));
    });
}

function guarded(own: Places): string[] {
  const agents = agentsHere(own);
  if (agents.length === 0) return ["No agent that AgentGuard knows was found on this machine."];
  const around = aroundHere(own);
  return agents.map(({ agent }) => {
    const light = lightNow(agent, around);
    return `${agent.title}: ${lightLine(light, Date.now())}`;
  });
}

async function service(own: Places): Promise<string[]> {
  try {
    const status = await serviceStatus(own);
    if (status) return describeService(status);
  } catch (error) {
    return [`The service does not answer: ${messageOf(error)}. Stop its process, and the next act starts a new one.`];
  }
  const halt = readHalt(own.halt);
  return [
    "The service is not running; the next act of an agent starts it.",
    halt ? `Agents are STOPPED: ${halt.because}. Resume with: agentguard resume` : "Agents may act.",
  ];
}

function policy(own: Places): string[] {
  const here = process.cwd();
  const { policy, problems } = policiesOf(own).policyFor(here, [workspaceRootOf(here)]);
  const mode =
    policy.mode === "observe"
      ? [
          "The policy here only OBSERVES: acts are recorded and not held, except those that would switch AgentGuard off.",
        ]
      : [];
  return [...mode, ...problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`)];
}

function budget(own: Places): string {
  const acts = new AuditTail(own.audit).acts().slice(-500);
  const asked = acts.filter(({ decision }) => decision !== "allow").length;
  if (acts.length === 0) return "No act was judged yet.";
  return `Of the latest ${acts.length} acts ${asked} were held (${((100 * asked) / acts.length).toFixed(1)} of 100).`;
}

function audit(own: Places): string {
  const { ok, entries, problems } = verifyAudit(own.audit);
  if (ok) return `The audit log is whole: ${entries} entr${entries === 1 ? "y" : "ies"}.`;
  return `The audit log was TAMPERED WITH, in ${problems.length} place${problems.length === 1 ? "" : "s"}: run agentguard audit verify.`;
}
