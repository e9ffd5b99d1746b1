/** The `agentguard` command. */
import { Command, CommanderError } from "commander";
import { oneLine } from "../../core/one-line.ts";
import { refuseDebugger } from "../../platform/debugger.ts";
import { places } from "../../platform/places.ts";
import { NoAnswer } from "../../platform/service-client.ts";
import { VERSION } from "../../wire/version.ts";
import { addAnswer } from "./answer.ts";
import { addAudit } from "./audit.ts";
import { addCheck } from "./check.ts";
import { addCodes } from "./codes.ts";
import { addExplain } from "./explain.ts";
import { addHalt } from "./halt.ts";
import { addHook } from "./hook.ts";
import { hungWords } from "./hung.ts";
import { addInstall } from "./install.ts";
import { addLsp } from "./lsp.ts";
import { addMark } from "./mark.ts";
import { addMcp } from "./mcp.ts";
import { addPair } from "./pair.ts";
import { addPending } from "./pending.ts";
import { addPolicy } from "./policy.ts";
import { addRelay } from "./relay.ts";
import { addService } from "./service.ts";
import { addShell } from "./shell.ts";
import { addStatus } from "./status.ts";
import { addStrong } from "./strong.ts";
import { messageOf, Trouble, WrongUsage } from "./trouble.ts";
import { addVerify } from "./verify.ts";
import { addWatch } from "./watch.ts";

/** As a shell reports a program that the signal has ended: never success, since the answer was not read. */
const SIGPIPE_EXIT = 128 + 13;

const program = new Command("agentguard")
  .description("Holds destructive acts of AI coding agents until a person has seen them.")
  .version(VERSION, "-V, --version", "print the version")
  .showHelpAfterError("(add --help for what it takes)")
  .enablePositionalOptions()
  .exitOverride();

for (const add of [
  addCheck,
  addExplain,
  addStatus,
  addPending,
  addPair,
  addCodes,
  addAnswer,
  addWatch,
  addHalt,
  addMark,
  addInstall,
  addStrong,
  addVerify,
  addPolicy,
  addAudit,
  addHook,
  addRelay,
  addMcp,
  addService,
  addShell,
  addLsp,
])
  add(program);
program
  .command("version")
  .description("print the version")
  .action(() => void process.stdout.write(`${VERSION}\n`));

// Who reads may have seen enough: `agentguard explain … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(SIGPIPE_EXIT);
});

run().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Help that was asked for is no error; everything else is wrong usage.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  const says = error instanceof NoAnswer ? hungWords(places()) : messageOf(error);
  process.stderr.write(`agentguard: ${oneLine(says)}\n`);
  if (!(error instanceof Trouble) && process.env.AGENTGUARD_DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
});

async function run(): Promise<void> {
  refuseDebugger();
  await program.parseAsync();
}
