/** `agentguard watch`: asks in a terminal as an editor's window does. While it runs, there is somebody to ask. */
import type { Command } from "commander";
import { places } from "../../platform/places.ts";
import { ensureService } from "../../platform/service-client.ts";
import type { GuardState, Question } from "../../wire/guard.ts";
import { Answer } from "../../wire/messages/answer.ts";
import type { Attached } from "../answering/attach.ts";
import { wrapped } from "../answering/card-lines.ts";
import { askInTerminal, openTerminal, type Terminal } from "../answering/prompt.ts";
import { attachHere, pairHere } from "./as-person.ts";
import { codeLine } from "./pair.ts";
import { onlyAPerson } from "./person.ts";
import { ownService } from "./service.ts";
import { messageOf, Trouble } from "./trouble.ts";

export function addWatch(program: Command): void {
  program
    .command("watch")
    .description("stay here and answer what agents are asked for, one question at a time; Ctrl-C leaves them open")
    .option("--bell", "ring the terminal's bell for each question")
    .action(async ({ bell = false }: { bell?: boolean }) => {
      onlyAPerson("watching");
      if (process.stdin.isTTY && process.stdout.isTTY) {
        await ensureService(places(), ownService());
        await pairHere();
      }
      const terminal = openTerminal();
      if (!terminal)
        throw new Trouble("nobody can answer here, since this is no terminal: run it in a terminal of your own");
      try {
        await watchIn(terminal, bell);
      } finally {
        terminal.close();
      }
      process.exit();
    });
}

/** Runs until the person leaves, and restarts a service that ends. */
async function watchIn(terminal: Terminal, bell: boolean): Promise<void> {
  const left = new AbortController();
  const say = (text: string) => terminal.write(`${wrapped(text, terminal.columns).join("\r\n")}\r\n`);
  const deaf = terminal.onKeys(keys => /[\u0003\u0004]/.test(keys) && left.abort());
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => left.abort());
  while (!left.signal.aborted) {
    try {
      await ensureService(places(), ownService());
      await answerAll(terminal, say, bell, left);
    } catch (error) {
      say(`${messageOf(error)}. Trying again.`);
    }
    await either(left.signal, new Promise(resolve => setTimeout(resolve, 1000)));
  }
  deaf();
  say("Left. What was not answered stays open until its time runs out.");
}

/** Answers over one connection, until it ends or the person leaves. Rejects when it cannot connect. */
async function answerAll(
  terminal: Terminal,
  say: (text: string) => void,
  bell: boolean,
  left: AbortController,
): Promise<void> {
  let wake = () => {};
  const over = new Map<string, AbortController>();
  let shown: string | undefined;
  const attached = await attachHere({
    onState: ({ pending, pairing }) => {
      if (pairing && pairing.id !== shown) say(codeLine(pairing));
      shown = pairing?.id ?? shown;
      for (const [id, gone] of over) if (!pending.some(one => one.id === id)) gone.abort();
      wake();
    },
  });
  const ended = new AbortController();
  attached.ended.then(() => {
    ended.abort();
    for (const gone of over.values()) gone.abort();
    wake();
  });
  let quiet = "";
  try {
    while (!left.signal.aborted && !ended.signal.aborted) {
      const woken = new Promise<void>(resolve => {
        wake = resolve;
      });
      const state = attached.state();
      const [question, ...more] = state.pending;
      if (!question) {
        const idle = idleText(state);
        if (idle !== quiet) say(idle);
        quiet = idle;
        await either(left.signal, woken);
        continue;
      }
      quiet = "";
      if (bell) terminal.write("\u0007");
      if (more.length > 0) say(`${more.length} more ${more.length === 1 ? "waits" : "wait"} behind this.`);
      const gone = new AbortController();
      over.set(question.id, gone);
      await askOne(attached, question, terminal, say, left, gone.signal);
      over.delete(question.id);
      // The state without the question may still be on its way.
      while (isOpen(attached, question) && !left.signal.aborted && !ended.signal.aborted)
        await either(left.signal, new Promise(resolve => setTimeout(resolve, 20)));
    }
    if (ended.signal.aborted) say("The service has ended.");
  } finally {
    attached.close();
  }
}

async function askOne(
  attached: Attached,
  question: Question,
  terminal: Terminal,
  say: (text: string) => void,
  left: AbortController,
  over: AbortSignal,
): Promise<void> {
  for (let refusal: string | undefined; ; ) {
    if (refusal !== undefined) say(refusal);
    const asked = await askInTerminal(question, "key", terminal, over);
    if (asked === "over")
      return say(
        question.deadline <= Date.now() ? "Its time ran out: denied." : "This question is over; no answer is needed.",
      );
    if (typeof asked === "string") return left.abort();
    const { accepted, because, next } = await attached.ask(Answer, { id: question.id, ...asked });
    if (accepted) return say([asked.answer === "deny" ? "Denied." : "Allowed once.", next ?? ""].join(" ").trim());
    if (!isOpen(attached, question)) return say(because ?? "The answer did not count.");
    refusal = because ?? "The answer did not count.";
  }
}

function isOpen(attached: Attached, { id }: Question): boolean {
  return attached.state().pending.some(one => one.id === id);
}

function idleText({ halted, haltedBecause, recent }: GuardState): string {
  if (halted) return `Agents are STOPPED: ${haltedBecause}. Resume with: agentguard resume`;
  const now = Date.now();
  const again = recent.filter(({ askAgain }) => askAgain && askAgain.until > now).length;
  const more = again > 0 ? ` ${again} can still be allowed: see agentguard pending.` : "";
  return `Nothing waits for an answer. Ctrl-C ends this.${more}`;
}

function either(signal: AbortSignal, other: Promise<unknown>): Promise<unknown> {
  if (signal.aborted) return Promise.resolve();
  return Promise.race([other, new Promise(resolve => signal.addEventListener("abort", resolve, { once: true }))]);
}
