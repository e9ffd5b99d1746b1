/** crontab, at, batch: what runs later without anybody looking. */
import type { Effect } from "../core/effects/effect.ts";
import { hasOption, operands, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";

export const cron: ProgramPack = {
  kind: "program",
  id: "cron",
  programs: ["crontab", "at", "batch"],
  read(command: Invocation): Reading {
    return command.program === "crontab" ? { effects: table(command) } : { effects: [], inner: later(command) };
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
    { run: "crontab -l", expect: "allow" },
    { run: "crontab -l > jobs.bak", expect: "allow" },
    { run: "at -l", expect: "allow" },
    { run: "echo 'npm test' | at now + 5 minutes", expect: "allow" },
  ],
};

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
      says: removes ? "deletes every planned job of this user" : "changes what runs by itself, at its own times",
      instead: "Keep a copy first (crontab -l), and let the person put the new line in.",
      ...(command.span && { span: command.span }),
    },
  ];
}

/** What it will run is a shell text on its standard input. */
function later(command: Invocation): Inner[] {
  const { stdin, scope, span } = command;
  if (stdin.kind !== "text") return [];
  return [
    {
      kind: "shell",
      text: stdin.text,
      scope: { ...scope, via: [...scope.via, command.program] },
      ...(span && { span }),
    },
  ];
}
