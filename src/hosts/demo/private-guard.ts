/** Runs a guard for one demo: launcher, service and somebody to answer, all in this process's home folder. */
import { join } from "node:path";
import { makePrivateKey, signerOf } from "../../platform/client-key.ts";
import { PairedClients } from "../../platform/paired-clients.ts";
import { places } from "../../platform/places.ts";
import { ensureService } from "../../platform/service-client.ts";
import type { Question } from "../../wire/guard.ts";
import { Answer, type AnswerParams } from "../../wire/messages/answer.ts";
import { attach } from "../answering/attach.ts";
import { deployHook } from "../hook/deploy.ts";
import type { Asker } from "./terminal.ts";

export interface PrivateGuard {
  readonly launcher: string;
  /** Returns the last answer that counted; undefined before the first. */
  answered(): AnswerParams["answer"] | undefined;
  stop(): Promise<void>;
}

/** Starts the guard. `dist` is the folder of the built programs. Rejects when the service cannot be started. */
export async function startPrivateGuard(dist: string, asker: Asker): Promise<PrivateGuard> {
  const own = places();
  deployHook(own, dist, process.execPath);
  const program = { node: process.execPath, servicePath: join(dist, "service.cjs") };
  const signer = signerOf(makePrivateKey());
  new PairedClients(own.paired).add({
    key: signer.publicKey,
    client: "demo",
    paired: Date.now(),
    how: "by the demo, whose guard this is",
  });
  const service = await ensureService(own, program);
  let answered: AnswerParams["answer"] | undefined;
  const open = new Map<string, AbortController>();

  const ask = async (question: Question, over: AbortSignal) => {
    const answer = await asker(question, over);
    const { accepted, because } = await attached.ask(Answer, { id: question.id, ...answer });
    if (accepted) answered = answer.answer;
    else console.log(`The answer did not count: ${because}`);
  };
  const attached = await attach(own, {
    client: "demo",
    signer,
    onState: ({ pending }) => {
      for (const [id, over] of open) if (!pending.some(question => question.id === id)) over.abort();
      for (const question of pending) {
        if (open.has(question.id)) continue;
        const over = new AbortController();
        open.set(question.id, over);
        // When a question ends, so does its prompt. After any other failure the deadline answers: no.
        queueMicrotask(() => ask(question, over.signal).catch(error => over.signal.aborted || console.error(error)));
      }
    },
  });
  return {
    launcher: own.launcher,
    answered: () => answered,
    stop: async () => {
      attached.close();
      process.kill(service.pid, "SIGTERM");
      await ended(service.pid);
    },
  };
}

async function ended(pid: number): Promise<void> {
  for (let waited = 0; waited < 3000; waited += 20) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  process.kill(pid, "SIGKILL");
}
