/** Reads crontab, fcrontab, at, batch: what runs later, when nobody watches. */
import type { Effect } from "../core/effects/effect.ts";
import { hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { pathOf } from "../core/files/targets.ts";
import { guessedCommand } from "../core/programs/wrapped.ts";
import { literalWord } from "../core/text/words.ts";

export const cron: ProgramPack = {
  kind: "program",
  id: "cron",
  programs: ["crontab", "fcrontab", "at", "batch"],
  read(command: Invocation, facts: Facts): Reading {
    if (command.program.endsWith("crontab")) return { effects: table(command) };
    if (command.argv.some(({ value }) => /^-[dr]$/.test(value ?? ""))) return { effects: [], inner: [atrm(command)] };
    return { effects: fromFile(command), inner: later(command, facts) };
  },
  examples: [
    { run: "crontab -r", expect: "ask" },
    { run: "sudo crontab -u dev -r", expect: "ask" },
    { run: "crontab jobs.txt", expect: "ask", why: "replaces all that was planned" },
    { run: "echo '* * * * * /tmp/x' | crontab -", expect: "ask" },
    { run: "(crontab -l; echo '@reboot /tmp/x') | crontab -", expect: "ask" },
    { run: "crontab < jobs.txt", expect: "ask" },
    { run: "crontab -e", expect: "ask" },
    { run: "echo 'rm -rf ~' | at now + 1 minute", expect: "deny" },
    { run: "at now <<< 'rm -rf /'", expect: "deny" },
    { run: "at -f job.sh midnight", expect: "deny", files: { "job.sh": "rm -rf ~" } },
    { run: "crontab -l", expect: "allow" },
    { run: "crontab -l > jobs.bak", expect: "allow" },
    { run: "fcrontab jobs.txt", expect: "ask" },
    { run: "batch < job.sh", expect: "ask", why: "later, when nobody looks" },
    { run: "fcrontab -l", expect: "allow" },
    { run: "at -l", expect: "allow" },
    { run: "at -r 4", expect: "ask" },
    { run: "echo 'npm test' | at now + 5 minutes", expect: "ask", why: "later, when nobody looks" },
  ],
};

/** Reads `at -r 4` as `atrm 4`. */
function atrm(command: Invocation): Inner {
  const jobs = command.argv.slice(1).filter(({ value }) => !/^-[dr]$/.test(value ?? ""));
  return guessedCommand(command, [literalWord("atrm"), ...jobs]);
}

function table(command: Invocation): Effect[] {
  const args = readArguments(command.argv.slice(1), { values: ["u", "c"] });
  const removes = hasOption(args, "r");
  const fed = command.stdin.kind !== "none" || command.redirects.some(({ operator }) => operator.startsWith("<"));
  const replaces = operands(args).length > 0 || (fed && !removes && !hasOption(args, "l", "T", "n", "V"));
  const edits = hasOption(args, "e");
  if (!removes && !edits && (!replaces || hasOption(args, "l", "T", "V"))) return [];
  return [
    {
      verb: removes ? "delete" : "overwrite",
      resource: "setting",
      target: "crontab",
      reach: "all",
      recovery: "none",
      certainty: "certain",
      source: "cron",
      says: removes ? "deletes every scheduled job of this user" : "changes what runs by itself, at its own times",
      instead: "Keep a copy first (crontab -l), and let the person put the new line in.",
      ...(command.span && { span: command.span }),
    },
  ];
}

/** Reads `batch < job.sh`, in which no word names the input. */
function fromFile({ argv, stdin, span }: Invocation): Effect[] {
  if (argv.length > 1 || stdin.kind === "none") return [];
  return [
    {
      verb: "weaken",
      resource: "system",
      target: "a job for later",
      reach: "one",
      recovery: "effort",
      certainty: "certain",
      source: "cron",
      says: "has a program start by itself, at its own times",
      ...(span && { span }),
    },
  ];
}

/** Returns the shell text that it will run, from standard input or the file of `-f`. */
function later(command: Invocation, facts: Facts): Inner[] {
  const { stdin, scope, span } = command;
  const args = readArguments(command.argv.slice(1), { values: ["f", "q", "t"] });
  const file = optionValue(args, "f") ?? (stdin.kind === "file" ? stdin.path : undefined);
  const path = file && pathOf(file, scope);
  const text = path === undefined ? (stdin.kind === "text" ? stdin.text : null) : facts.ask({ kind: "text", path });
  if (text === null) return [];
  return [
    {
      kind: "shell",
      text,
      scope: { ...scope, via: [...scope.via, command.program] },
      ...(span && { span }),
    },
  ];
}
