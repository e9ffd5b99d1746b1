/** Sends what only a person may request, signed with this terminal's key. It pairs the terminal first if needed. */
import { createInterface } from "node:readline/promises";
import type { Signer } from "../../platform/client-key.ts";
import { places } from "../../platform/places.ts";
import { callAsPerson, type ServiceAnswer } from "../../platform/service-client.ts";
import { terminalName, terminalSigner } from "../../platform/terminal-key.ts";
import type { Message } from "../../wire/message.ts";
import { Pair } from "../../wire/messages/pair.ts";
import { PairCode } from "../../wire/messages/pair-code.ts";
import { type Attached, type AttachOptions, attach } from "../answering/attach.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

/** Sends a request. Rejects like `callService`; throws `Trouble` where the terminal cannot be paired. */
export async function asPerson(path: string, body?: string): Promise<ServiceAnswer> {
  const signer = terminalSigner(places());
  const call = () => callAsPerson(places(), path, 10_000, body, signer);
  const answer = await call();
  if (!needsPairing(answer)) return answer;
  await pairHere();
  return call();
}

/** Sends a message that has a path. Throws `Trouble` with the service's reason if it refuses. */
export async function askedAsPerson<P, R>({ method, path }: Message<P, R>, params: P): Promise<R> {
  if (path === undefined) throw new Error(`${method} has no path`);
  const { status, body } = await asPerson(path, JSON.stringify(params));
  if (status === 200) return JSON.parse(body) as R;
  throw new Trouble(`the service refused this: ${errorIn(body)}`);
}

function errorIn(said: string): string {
  try {
    return (JSON.parse(said) as { error?: string }).error ?? said.trim();
  } catch {
    return said.trim();
  }
}

/** Pairs this terminal if it is not paired yet. Throws `Trouble` with the reason when that fails. */
export async function pairHere(): Promise<void> {
  const attached = await attachHere();
  try {
    await paired(attached);
  } finally {
    attached.close();
  }
}

/** Connects as this terminal. */
export function attachHere(options: Pick<AttachOptions, "onState"> = {}): Promise<Attached> {
  const name = terminalName();
  return attach(places(), {
    client: "terminal",
    signer: ownSigner(),
    ...(name !== undefined && { name }),
    ...options,
  });
}

export function ownSigner(): Signer {
  return terminalSigner(places());
}

async function paired(attached: Attached): Promise<void> {
  if (attached.isPaired()) return;
  const result = await attached.ask(Pair, {});
  if (result.kind === "paired") return print("This terminal is paired now: answers given here count.");
  if (result.kind === "refused") throw new Trouble(`this terminal cannot answer: ${result.because}`);
  const { stdin: input, stdout: output } = process;
  const where = result.shownIn.join(", ");
  if (!input.isTTY)
    throw new Trouble(`this terminal is not paired, and nobody can type the code here: ${where} shows it`);
  print(`This terminal is not paired yet. A code is shown in ${where}: type it here.`);
  for (;;) {
    const terminal = createInterface({ input, output });
    const typed = await terminal.question("Code: ").finally(() => terminal.close());
    if (typed.trim() === "") throw new Trouble("no code was typed: this terminal is not paired");
    const { accepted, because } = await attached.ask(PairCode, { code: typed });
    if (accepted) return print("This terminal is paired now: answers given here count.");
    print(because ?? "This is not the code.");
    if (!/not the code\.$/.test(because ?? "")) throw new Trouble("this terminal is not paired");
  }
}

function needsPairing({ status, body }: ServiceAnswer): boolean {
  if (status !== 403) return false;
  try {
    return (JSON.parse(body) as { pair?: boolean }).pair === true;
  } catch {
    return false;
  }
}
