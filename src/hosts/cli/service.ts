/** `agentguard service`: the resident process by hand. */
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type CountedAct, evidenceLines } from "../../core/approval/halt-evidence.ts";
import { type Places, places } from "../../platform/places.ts";
import {
  ensureService,
  NoAnswer,
  type ServiceAnswer,
  type ServiceProgram,
  serviceStatus,
} from "../../platform/service-client.ts";
import type { ServiceStatus } from "../../wire/status.ts";
import { asPerson, ownSigner } from "./as-person.ts";
import { endHung } from "./hung.ts";
import { onlyAPerson } from "./person.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addService(program: Command): void {
  const service = program.command("service").description("the resident process that judges and asks");
  service
    .command("start")
    .description("start it, unless it runs")
    .action(async () => {
      const started = await ensureService(places(), ownService());
      print(...describeService(started));
    });
  service
    .command("stop")
    .description("stop it; pending questions are denied, and the next act starts it again")
    .action(async () => {
      onlyAPerson("stopping the service");
      const own = places();
      const answer = await stop(own).catch(async (error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error;
        const pid = await endHung(own);
        print(`The service did not answer, and was ended (process ${pid}). The next act of an agent starts a new one.`);
      });
      if (!answer) return;
      const { status, body } = answer;
      if (status !== 200) throw new Trouble(`the service does not stop: ${body.trim()}`);
      for (let i = 0; i < 200 && (await serviceStatus(own, 250).catch(() => undefined)); i++)
        await new Promise(resolve => setTimeout(resolve, 25));
      process.stdout.write("The service has stopped. The next act of an agent starts it again.\n");
    });
  service
    .command("status")
    .description("say whether it runs")
    .action(async () => {
      const running = await serviceStatus(places());
      if (!running) throw new Trouble("the service is not running; start it with: agentguard service start");
      print(...describeService(running));
    });
  service
    .command("run")
    .description("run it here until interrupted, with its log on standard error")
    .option("--idle <seconds>", "end after that long without anything to do", positive)
    .option("--grace-ms <ms>", "wait that long for an editor before denying", positive)
    .action(async (options: { idle?: number; graceMs?: number }) => {
      const { runService } = await import("../service/run.ts");
      const code = await runService({
        idleSeconds: options.idle ?? Number.POSITIVE_INFINITY,
        ...(options.graceMs !== undefined && { graceMs: options.graceMs }),
        log: message => process.stderr.write(`${message}\n`),
        script: servicePath(),
      });
      process.exitCode = code;
    });
}

/** Undefined, and said, where none runs. */
async function stop(own: Places): Promise<ServiceAnswer | undefined> {
  if (await serviceStatus(own)) return asPerson("/v1/stop");
  print("The service is not running.");
  return undefined;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

/** How a person's terminal starts the service, and replaces an older one. */
export function ownService(): ServiceProgram {
  return { node: process.execPath, servicePath: servicePath(), signer: ownSigner() };
}

/** The built service beside the built command line. */
export function servicePath(): string {
  return join(__dirname, "service.cjs");
}

export function describeService(status: ServiceStatus): string[] {
  const { version, pid, uptime, halted, haltedBecause, haltedActs, pending, editors } = status;
  return [
    `The service ${version} runs as process ${pid}, for ${Math.round(uptime)} s${places().strong === undefined ? "" : ", in strong mode: as a system user of its own"}.`,
    ...(halted ? haltLines(haltedBecause ?? "no reason was given", haltedActs) : ["Agents may act."]),
    `${pending} question${pending === 1 ? "" : "s"} pending; ${editors.length === 0 ? "no editor is open to ask in" : `open: ${editors.join(", ")}`}.`,
  ];
}

/** That agents are stopped and why, with what the guard has counted where it was the guard. */
export function haltLines(because: string, acts: readonly CountedAct[] = []): string[] {
  const evidence = evidenceLines(acts, at => new Date(at).toLocaleTimeString()).map(line => `  ${line}`);
  return [
    `Agents are STOPPED: ${because.replace(/\.$/, "")}. Resume with: agentguard resume`,
    ...(evidence.length > 0 ? ["What was counted:", ...evidence] : []),
  ];
}
