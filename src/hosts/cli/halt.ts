/** `agentguard halt` and `resume`: the kill switch from a terminal, with or without a service. */
import type { Command } from "commander";
import { engageHalt, readHalt, releaseHalt } from "../../platform/halt-file.ts";
import { type Places, places } from "../../platform/places.ts";
import {
  callService,
  NoAnswer,
  NotStarted,
  type ServiceAnswer,
  Stranger,
  serviceStatus,
} from "../../platform/service-client.ts";
import { auditLedger } from "../hook/ledger.ts";
import { asPerson } from "./as-person.ts";
import { hungWords } from "./hung.ts";
import { onlyAPerson } from "./person.ts";
import { Trouble } from "./trouble.ts";

export function addHalt(program: Command): void {
  program
    .command("halt")
    .description("stop every agent: deny everything pending and everything later")
    .argument("[reason...]", "shown to people and to the agents")
    .action(async (words: string[]) => {
      const because = words.join(" ").trim() || "stopped from the command line";
      const own = places();
      // The file comes first, as it works even when the service hangs. In strong mode only the service can write it.
      if (own.strong === undefined) engageHalt(own.halt, { because, at: Date.now() });
      await tellOfHalt(own, because);
      process.stdout.write("All agents are stopped. Resume with: agentguard resume\n");
    });
  program
    .command("resume")
    .description("let agents act again")
    .action(async () => {
      onlyAPerson("resuming");
      const own = places();
      if (!readHalt(own.halt)) return void process.stdout.write("Agents are not stopped.\n");
      if (await running()) done("/v1/resume", await asPerson("/v1/resume"));
      else if (own.strong !== undefined) throw new NotStarted(own.strong);
      else await auditLedger(own.audit).halt(undefined, "command line");
      if (own.strong === undefined) releaseHalt(own.halt);
      process.stdout.write("Agents may act again.\n");
    });
}

/** Tells the service. The halt is in force already, so neither a hung service nor a stranger makes it fail. */
async function tellOfHalt(own: Places, because: string): Promise<void> {
  try {
    if (await running()) return await post("/v1/halt", JSON.stringify({ because }));
  } catch (error) {
    if (own.strong !== undefined) throw error;
    if (error instanceof NoAnswer) process.stderr.write(`${hungWords(own)}\n`);
    else if (error instanceof Stranger) process.stderr.write(`${error.message}\n`);
    else throw error;
  }
  if (own.strong !== undefined) throw new NotStarted(own.strong);
  await auditLedger(own.audit).halt(because, "command line");
}

async function running(): Promise<boolean> {
  return (await serviceStatus(places())) !== undefined;
}

async function post(path: string, body?: string): Promise<void> {
  done(path, await callService(places(), "POST", path, body));
}

function done(path: string, answer: ServiceAnswer): void {
  if (answer.status !== 200)
    throw new Trouble(`the service refused ${path} with ${answer.status}: ${answer.body.trim()}`);
}
