/** `agentguard pair`: lets this terminal answer, shows the codes of clients that ask, and who may answer now. */
import type { Command } from "commander";
import { places } from "../../platform/places.ts";
import { ensureService } from "../../platform/service-client.ts";
import { ForgetClient } from "../../wire/messages/forget-client.ts";
import { clientName, type PairedClient, type PairingRequest } from "../../wire/pairing.ts";
import type { Attached } from "../answering/attach.ts";
import { attachHere, pairHere } from "./as-person.ts";
import { onlyAPerson } from "./person.ts";
import { ownService } from "./service.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addPair(program: Command): void {
  program
    .command("pair")
    .description("let this terminal answer, then show the codes of others that want to; Ctrl-C ends it")
    .option("--list", "who may answer, and nothing else")
    .option("--forget <id>", "take the right to answer from one of them")
    .action(async ({ list, forget }: { list?: true; forget?: string }) => {
      onlyAPerson("pairing");
      await ensureService(places(), ownService());
      await pairHere();
      if (forget !== undefined) return withHere(attached => forgets(attached, forget));
      if (list) return withHere(async attached => print(...clientLines(attached.state().clients ?? [])));
      await showCodes();
    });
}

async function withHere(work: (attached: Attached) => Promise<void>): Promise<void> {
  const attached = await attachHere();
  try {
    await work(attached);
  } finally {
    attached.close();
  }
}

async function forgets(attached: Attached, id: string): Promise<void> {
  const { accepted, because } = await attached.ask(ForgetClient, { id });
  if (!accepted) throw new Trouble(`${because ?? "it could not be forgotten"} See: agentguard pair --list`);
  print("It can answer no longer.");
}

/** Shows codes until the connection ends or the person leaves. */
async function showCodes(): Promise<void> {
  let shown = "";
  const show = ({ pairing }: { pairing?: PairingRequest }) => {
    if (!pairing || pairing.id === shown) return;
    shown = pairing.id;
    print(codeLine(pairing));
  };
  const attached = await attachHere({ onState: show });
  print("Codes of editors and terminals that want to answer are shown here. Ctrl-C ends this.");
  await attached.ended;
}

/** Returns `VS Code wants to answer for you. If that is yours, type there: 482 913`. */
export function codeLine({ code, ...who }: PairingRequest): string {
  return `${clientName(who)} wants to answer for you. If that is yours, type there: ${code.slice(0, 3)} ${code.slice(3)}`;
}

/** Returns one line for each client. */
export function clientLines(clients: readonly PairedClient[]): string[] {
  if (clients.length === 0) return ["Nobody is paired."];
  return clients.map(
    ({ id, paired, how, ...who }) => `${id}  ${clientName(who)}, paired ${new Date(paired).toLocaleString()} ${how}`,
  );
}
