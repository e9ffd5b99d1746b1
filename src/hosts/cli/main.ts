/** The `agentguard` command. */
import { Command, CommanderError } from "commander";
import { oneLine } from "../../core/text/one-line.ts";
import { refuseDebugger } from "../../platform/debugger.ts";
import { places } from "../../platform/places.ts";
import { NoAnswer } from "../../platform/service-client.ts";
import { VERSION } from "../../wire/version.ts";
import { hungWords } from "./hung.ts";
import { messageOf, Trouble, WrongUsage } from "./trouble.ts";

/** The exit code that a shell reports for a program ended by SIGPIPE: never success, since the answer was not read. */
const SIGPIPE_EXIT = 128 + 13;

interface Commands {
  readonly names: readonly string[];
  readonly load: () => Promise<(program: Command) => void>;
}

/** In the order of the help. Only the called command is loaded, as the engine takes longer to load than most run. */
const COMMANDS: readonly Commands[] = [
  { names: ["check"], load: async () => (await import("./check.ts")).addCheck },
  { names: ["explain"], load: async () => (await import("./explain.ts")).addExplain },
  { names: ["status"], load: async () => (await import("./status.ts")).addStatus },
  { names: ["pending"], load: async () => (await import("./pending.ts")).addPending },
  { names: ["pair"], load: async () => (await import("./pair.ts")).addPair },
  { names: ["codes"], load: async () => (await import("./codes.ts")).addCodes },
  { names: ["approve", "deny"], load: async () => (await import("./answer.ts")).addAnswer },
  { names: ["watch"], load: async () => (await import("./watch.ts")).addWatch },
  { names: ["halt", "resume"], load: async () => (await import("./halt.ts")).addHalt },
  { names: ["mark"], load: async () => (await import("./mark.ts")).addMark },
  { names: ["install", "uninstall"], load: async () => (await import("./install.ts")).addInstall },
  { names: ["strong"], load: async () => (await import("./strong.ts")).addStrong },
  { names: ["verify"], load: async () => (await import("./verify.ts")).addVerify },
  { names: ["policy"], load: async () => (await import("./policy.ts")).addPolicy },
  { names: ["rules"], load: async () => (await import("./rules.ts")).addRules },
  { names: ["audit"], load: async () => (await import("./audit.ts")).addAudit },
  { names: ["hook"], load: async () => (await import("./hook.ts")).addHook },
  { names: ["relay"], load: async () => (await import("./relay.ts")).addRelay },
  { names: ["mcp"], load: async () => (await import("./mcp.ts")).addMcp },
  { names: ["service"], load: async () => (await import("./service.ts")).addService },
  { names: ["shell"], load: async () => (await import("./shell.ts")).addShell },
  { names: ["lsp"], load: async () => (await import("./lsp.ts")).addLsp },
];

const program = new Command("agentguard")
  .description("Holds destructive acts of AI coding agents until a person has seen them.")
  .version(VERSION, "-V, --version", "print the version")
  .showHelpAfterError("(add --help for what it takes)")
  .enablePositionalOptions()
  .exitOverride();

// The reader may have seen enough: `agentguard explain … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(SIGPIPE_EXIT);
});

run().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Asking for help is no error. Everything else is wrong usage.
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
  for (const { load } of called(process.argv[2])) (await load())(program);
  program
    .command("version")
    .description("print the version")
    .action(() => void process.stdout.write(`${VERSION}\n`));
  await program.parseAsync();
}

/** Returns what `word`, the first argument, needs: all commands for help, and for a suggestion after a misspelling. */
function called(word: string | undefined): readonly Commands[] {
  const named = COMMANDS.find(({ names }) => word !== undefined && names.includes(word));
  return named ? [named] : COMMANDS;
}
