/** `agentguard check`: judges a command, or many acts as JSON lines. Nothing is run. */
import type { Command } from "commander";
import type { Judgement } from "../../core/decision/judgement.ts";
import { maskSecrets } from "../../core/text/masking.ts";
import { places } from "../../platform/places.ts";
import { weigher } from "../hook/weigh.ts";
import { policiesOf } from "../policies.ts";
import { checkBatch } from "./batch.ts";
import { commandAction } from "./command-action.ts";
import { print } from "./terminal.ts";
import { verdictLine } from "./verdict-line.ts";

interface Options {
  readonly cwd?: string;
  readonly shell?: string;
  readonly json?: true;
  readonly batch?: true;
}

export function addCheck(program: Command): void {
  program
    .command("check")
    .description("say what the guard would decide; nothing is run and nobody is asked")
    .option("--cwd <folder>", "working directory of the command")
    .option("--shell <dialect>", "bash, sh, zsh, fish, powershell or cmd", "bash")
    .option("--json", "one line of JSON instead of words")
    .option("--batch", "read acts as JSON lines from standard input, answer each with one")
    .argument("[command...]", "the command, after --")
    .action(async (words: string[], options: Options, command: Command) => {
      const judge = weigher(policiesOf(places()));
      if (options.batch) {
        if (words.length > 0) command.error("error: --batch reads from standard input and takes no command");
        await checkBatch(process.stdin, process.stdout, async action => (await judge(action)).judgement, process.cwd());
        return;
      }
      if (words.length === 0) command.error("error: give the command after --, for example: agentguard check -- ls");
      const action = commandAction(words, options);
      const started = performance.now();
      const { judgement } = await judge(action);
      const micros = Math.round((performance.now() - started) * 1000);
      if (options.json) process.stdout.write(`${verdictLine(null, judgement, micros)}\n`);
      else print(...inWords(judgement));
    });
}

function inWords({ decision, score, level, environment, reasons }: Judgement): string[] {
  const why = reasons
    .filter(({ points, then }) => points !== 0 || then)
    .map(({ because }) => `  ${maskSecrets(because)}`);
  return [`${decision}  score ${score} (${level})  ${environment.name}`, ...why];
}
