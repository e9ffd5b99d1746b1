/** The guard against itself: no agent lets itself go, whatever it has been told. */
import { effectsOfGuardCommand } from "../core/effects/guard-command.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";

export const agentguard: ProgramPack = {
  kind: "program",
  id: "agentguard",
  programs: ["agentguard", "pkill", "killall"],
  read: command => (command.program === "agentguard" ? own(command) : killed(command)),
  examples: [
    { run: "agentguard resume", expect: "deny" },
    { run: "agentguard uninstall claude-code", expect: "deny" },
    { run: "agentguard service stop", expect: "deny" },
    { run: "bash -c 'agentguard resume'", expect: "deny" },
    { run: "sudo agentguard resume", expect: "deny" },
    { run: "agentguard $ACTION", expect: "ask", why: "nobody knows which" },
    { run: "/opt/agentguard/bin/agentguard resume", expect: "deny" },
    { run: "node ~/.local/share/agentguard/runtime/cli.cjs resume", expect: "deny" },
    { run: "node dist/cli.cjs resume", expect: "ask", why: "it may be another project's" },
    { run: "node dist/cli.cjs build", expect: "allow" },
    { run: "curl --unix-socket ~/.local/share/agentguard/service.sock -X POST http://x/v1/resume", expect: "deny" },
    { run: "pkill -f agentguard", expect: "deny" },
    { run: "pkill -f vite", expect: "allow" },
    { run: "agentguard check 'rm -rf /'", expect: "allow", why: "it only judges" },
    { run: "agentguard explain 'git push --force'", expect: "allow" },
    { run: "agentguard status", expect: "allow" },
    { run: "agentguard audit verify", expect: "allow" },
    { run: "agentguard halt 'something is wrong'", expect: "allow", why: "anyone may stop" },
    { run: "agentguard --help", expect: "allow" },
  ],
};

function own(command: Invocation): Reading {
  return { effects: effectsOfGuardCommand(command.argv.slice(1), command.span, true) };
}

function killed({ argv, span }: Invocation): Reading {
  if (!argv.slice(1).some(({ value }) => value !== null && /agentguard/i.test(value))) return { effects: [] };
  return {
    effects: [
      {
        verb: "disable-protection",
        resource: "guard",
        target: "AgentGuard",
        reach: "one",
        recovery: "none",
        certainty: "certain",
        source: "agentguard",
        says: "ends the guard's own process",
        instead: "Ask the person to do it themselves.",
        ...(span && { span }),
      },
    ],
  };
}
