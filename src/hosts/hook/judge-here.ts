/** Judges a hook call in this process, without the service. Nobody can be asked, so only harmless acts pass. */
import { randomUUID } from "node:crypto";
import type { Reply } from "../../agents/agent.ts";
import { readHalt } from "../../platform/halt-file.ts";
import { maskedCopyIn } from "../../platform/masked-copy.ts";
import { environmentOfProcess } from "../../platform/peer-env.ts";
import type { Places } from "../../platform/places.ts";
import { policiesOf } from "../policies.ts";
import { configChangeRefusal } from "./config-change.ts";
import { answerHook, type Judge } from "./flow.ts";
import { auditLedger } from "./ledger.ts";
import { limitOf, protocolOf, refusalFor } from "./refusals.ts";
import { weigher } from "./weigh.ts";

export interface HereCall {
  /** Agent id. */
  readonly host: string;
  /** The process that the agent started. Its environment is the agent's. */
  readonly pid: number;
}

/** Judges the call. `unreachable` says why there is no service. Never rejects. */
export async function judgeHere(own: Places, call: HereCall, bytes: Uint8Array, unreachable: string): Promise<Reply> {
  const agent = protocolOf(call.host);
  if (!agent) return refusalFor(call.host, "", "");
  const env = await environmentOfProcess(call.pid);
  const deadline = Date.now() + limitOf(agent.id);
  const { signal: gone } = new AbortController();
  const { answer, event } = await answerHook(
    { agent, bytes, ...(env && { env }), deadline, gone },
    deskHere(own, unreachable),
  );
  return agent.reply(answer, event);
}

function deskHere(own: Places, unreachable: string): Judge {
  const ledger = auditLedger(own.audit);
  return {
    halted: () => readHalt(own.halt),
    judge: weigher(policiesOf(own)),
    open(action, judged) {
      const id = randomUUID();
      return { written: ledger.intent(id, action, judged), end: outcome => ledger.outcome(id, outcome, judged) };
    },
    async hold() {
      return {
        kind: "called-off",
        by: "failure",
        because: `nobody can be asked, since the service that asks cannot be reached (${unreachable})`,
        next: "Ask the person to open VS Code or Cursor with the AgentGuard extension, or to run agentguard service start; then try it again.",
      };
    },
    share: (_action, _event, call, answer) => answer(call.gone),
    refuseConfigChange: configChangeRefusal(own),
    maskedCopy: maskedCopyIn(own.masked),
  };
}
