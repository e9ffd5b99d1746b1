/** Other coding agents, started by an agent: without their own questions they are a way around them. */
import { hasOption, optionValue, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";

/** Options that switch a client's approvals off, from each client's own help. */
const UNASKED: Readonly<Record<string, readonly string[]>> = {
  claude: ["dangerously-skip-permissions", "allow-dangerously-skip-permissions"],
  codex: ["dangerously-bypass-approvals-and-sandbox", "yolo"],
  gemini: ["y", "yolo"],
  qwen: ["y", "yolo"],
  q: ["trust-all-tools"],
  "kiro-cli": ["trust-all-tools"],
  "cursor-agent": ["f", "force", "yolo"],
  copilot: ["allow-all-tools", "allow-all", "yolo"],
  aider: ["yes-always", "yes"],
  amp: ["dangerously-allow-all"],
  droid: ["skip-permissions-unsafe"],
};
/** Options with a value that does the same. */
const MODES = ["permission-mode", "approval-mode", "ask-for-approval", "a", "s", "sandbox"];
const UNASKED_MODE = /^(?:bypassPermissions|yolo|never|danger-full-access)$/;

export const agentClients: ProgramPack = {
  kind: "program",
  id: "agent-clients",
  programs: Object.keys(UNASKED),
  read,
  examples: [
    { run: "claude --dangerously-skip-permissions -p 'clean up'", expect: "deny" },
    { run: "claude --permission-mode bypassPermissions -p x", expect: "deny" },
    { run: "codex --yolo 'fix it'", expect: "deny" },
    { run: "codex exec -a never -s danger-full-access x", expect: "deny" },
    { run: "q chat --trust-all-tools --no-interactive x", expect: "deny" },
    { run: "gemini --approval-mode=yolo -p x", expect: "deny" },
    { run: "claude --version", expect: "allow" },
    { run: "claude -p 'explain --dangerously-skip-permissions'", expect: "allow" },
    { run: "codex exec 'run the tests'", expect: "allow" },
  ],
};

function read(command: Invocation): Reading {
  const args = readArguments(command.argv.slice(1), { values: [...MODES, "p", "prompt", "m", "model"] });
  const flag = (UNASKED[command.program] ?? []).find(name => hasOption(args, name));
  const mode = MODES.map(name => optionValue(args, name)?.value).find(value => UNASKED_MODE.test(value ?? ""));
  const how = flag === undefined ? mode : `--${flag}`;
  if (how === undefined) return { effects: [] };
  return {
    effects: [
      {
        verb: "disable-protection",
        resource: "guard",
        target: `approvals of ${command.program}`,
        reach: "one",
        recovery: "effort",
        certainty: "certain",
        source: "agent-clients",
        says: `starts ${command.program} with its own questions switched off (${how})`,
        instead: `Start ${command.program} without ${how}, or let the person start it.`,
        ...(command.span && { span: command.span }),
      },
    ],
  };
}
