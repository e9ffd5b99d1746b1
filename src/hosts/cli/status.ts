/** `agentguard status`: shows everything a person wants to know at a glance. */
import type { Command } from "commander";
import { verifyAudit } from "../../platform/audit-file.ts";
import { AuditTail } from "../../platform/audit-tail.ts";
import { readHalt } from "../../platform/halt-file.ts";
import { type Places, places } from "../../platform/places.ts";
import { NoAnswer, serviceStatus } from "../../platform/service-client.ts";
import { workspaceRootOf } from "../../platform/surroundings.ts";
import { lightNow } from "../agents/health.ts";
import { lightLine } from "../agents/light.ts";
import { agentsHere } from "../agents/protection.ts";
import { policiesOf } from "../policies.ts";
import { aroundHere } from "./around.ts";
import { hungWords } from "./hung.ts";
import { describeService, haltLines } from "./service.ts";
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
    const says = `The service cannot be used: ${messageOf(error)}.`;
    return [error instanceof NoAnswer ? hungWords(own) : says, ...haltedBy(own, "The kill switch is not engaged.")];
  }
  return ["The service is not running; the next act of an agent starts it.", ...haltedBy(own, "Agents may act.")];
}

function haltedBy(own: Places, otherwise: string): string[] {
  const halt = readHalt(own.halt);
  return halt ? haltLines(halt.because, halt.acts) : [otherwise];
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

const LATEST = 500;

function budget(own: Places): string {
  const decisions = new AuditTail(own.audit).acts().map(({ decision }) => decision);
  return budgetLine(decisions.length, decisions.slice(-LATEST));
}

/** Returns what the guard costs in attention. `judged`: the number of known acts; `latest`: recent decisions. */
export function budgetLine(judged: number, latest: readonly string[]): string {
  if (latest.length === 0) return "No act was judged yet.";
  const held = latest.filter(decision => decision !== "allow").length;
  if (judged === 1) return `1 act was judged; it ${held === 0 ? PASSED : HELD}.`;
  const of = judged > latest.length ? `the latest ${latest.length} acts` : `${judged} acts`;
  if (held === 0) return `All of ${of} ${PASSED}.`;
  return `Of ${of}, ${held} ${HELD} (${Number(((100 * held) / latest.length).toFixed(1))} %).`;
}

const PASSED = "passed without a question";
const HELD = "needed your answer or had to be refused";

function audit(own: Places): string {
  const { ok, entries, problems } = verifyAudit(own.audit);
  if (ok) return `The audit log is whole: ${entries} entr${entries === 1 ? "y" : "ies"}.`;
  return `The audit log was TAMPERED WITH, in ${problems.length} place${problems.length === 1 ? "" : "s"}: run agentguard audit verify.`;
}
