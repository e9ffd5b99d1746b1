/** Answers one hook call over HTTP: finds the agent and its environment, and answers before the agent gives up. */
import type { Reply } from "../../agents/agent.ts";
import { environmentOfProcess } from "../../platform/peer-env.ts";
import { answerHook, type Judge } from "../hook/flow.ts";
import { limitOf, protocolOf, refusalFor } from "../hook/refusals.ts";
import type { Clock } from "./clock.ts";
import type { HookRequest } from "./server.ts";

/** Comes after the deadline of questions, so that a question can end with its own words. */
const LAST_WORD_MS = 1000;

/** Answers the call; undefined when there is no such agent. Never rejects. */
export async function answerHttpHook(request: HookRequest, judge: Judge, clock: Clock): Promise<Reply | undefined> {
  const agent = protocolOf(request.agent);
  if (!agent) return undefined;
  const { bytes, pid, gone } = request;
  if (!bytes) return refusalFor(agent.id, "read the agent's payload", "it is larger than 8 MB");
  const limit = limitOf(agent.id);
  let cancel = () => {};
  const late = new Promise<Reply>(resolve => {
    cancel = clock.after(limit + LAST_WORD_MS, () =>
      resolve(refusalFor(agent.id, "answer in time", "judging took too long")),
    );
  });
  const answered = async (): Promise<Reply> => {
    const env = pid === undefined ? undefined : await environmentOfProcess(pid);
    const known = { ...(pid !== undefined && { pid }), ...(env && { env }) };
    const call = { agent, bytes, ...known, deadline: clock.now() + limit, gone };
    const { answer, event } = await answerHook(call, judge);
    return agent.reply(answer, event);
  };
  try {
    return await Promise.race([answered(), late]);
  } catch (error) {
    return refusalFor(agent.id, "phrase its answer", error);
  } finally {
    cancel();
  }
}
