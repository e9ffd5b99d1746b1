/** Reads calls by which an agent starts other coding agents. Without their own questions they are a way around them. */

import { lettingGo } from "../../core/detectors/guard/letting-go.ts";
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { awsCopilot } from "./aws-copilot.ts";
import { broughtSettings } from "./brought-settings.ts";
import { clients } from "./clients.ts";
import { toolServers } from "./tool-servers.ts";
import { type Without, withoutHook } from "./unhooked.ts";

/** Names of options by which clients, also future ones, openly switch off their questions. */
const UNASKED_FLAG =
  /^(?:allow-)?dangerously-|^(?:yolo|skip-permissions.*|trust-all-tools|allow-all(?:-tools)?|auto-approve-all)$/;
/** Options that do the same by their value. */
const MODES = ["permission-mode", "approval-mode", "ask-for-approval", "sandbox"];
const UNASKED_MODE = /^(?:bypassPermissions|yolo|never|danger-full-access)$/;

export const agentClients: ProgramPack = {
  kind: "program",
  id: "agent-clients",
  get programs() {
    return [...clients().keys()];
  },
  read,
  examples: [
    { run: "claude --dangerously-skip-permissions -p 'clean up'", expect: "deny" },
    { run: "claude --permission-mode bypassPermissions -p x", expect: "deny" },
    { run: "codex --yolo 'fix it'", expect: "deny" },
    { run: "codex exec -a never -s danger-full-access x", expect: "deny" },
    { run: "q chat --trust-all-tools --no-interactive x", expect: "deny" },
    { run: "kiro-cli chat -a --no-interactive 'fix it'", expect: "deny" },
    { run: "opencode run --dangerously-skip-permissions x", expect: "deny" },
    { run: "crush run -y x", expect: "deny" },
    { run: "cursor-agent -p --force 'fix it'", expect: "deny" },
    { run: "kimi --yolo -c 'fix it'", expect: "deny" },
    { run: "gptme --no-confirm 'fix it'", expect: "deny" },
    { run: "gptme 'fix it'", expect: "allow" },
    { run: "cn --auto -p 'fix it'", expect: "deny" },
    { run: "cn --readonly -p 'fix it'", expect: "allow" },
    { run: "opencode run 'fix it'", expect: "allow" },
    { run: "gemini --approval-mode=yolo -p x", expect: "deny" },
    { run: "claude -p --dangerously-skip-permissions 'clean up'", expect: "deny" },
    { run: "claude -p --bare x", expect: "deny", why: "no hook runs in it" },
    { run: "claude --setting-sources project,local -p x", expect: "deny" },
    { run: `claude -p x --settings '{"disableAllHooks": true}'`, expect: "deny" },
    {
      run: "claude -p x --settings quiet.json",
      files: { "quiet.json": '{"disableAllHooks": true}' },
      expect: "deny",
    },
    { run: "claude -p x --settings ci.json", files: { "ci.json": '{"model": "opus"}' }, expect: "allow" },
    { run: `claude -p x --settings '{"disableAllHooks": false}'`, expect: "allow" },
    { run: `claude -p x --settings '{"disable\\u0041llHooks": true}'`, expect: "deny" },
    { run: `claude -p x --settings '{"env": {"CLAUDE_CODE_SIMPLE": "1"}}'`, expect: "deny" },
    { run: `claude -p x --settings '{"permissions": {"defaultMode": "bypassPermissions"}}'`, expect: "deny" },
    { run: `claude -p x --settings '{"permissions": {"allow": ["Bash(npm test)"]}}'`, expect: "allow" },
    { run: 'claude -p x --settings "$SETTINGS"', expect: "ask", why: "nobody knows what is in it" },
    { run: "npx -y @anthropic-ai/claude-code@2 --bare -p x", expect: "deny" },
    { run: "npx -y @anthropic-ai/claude-code -p x", expect: "allow" },
    { run: "codex features disable hooks", expect: "deny", why: "in the person's own settings" },
    { run: "codex features disable web_search", expect: "allow" },
    { run: "copilot plugin disable agentguard", expect: "deny" },
    { run: "claude plugin disable linter", expect: "allow" },
    { run: "CLAUDE_CONFIG_DIR=/tmp/x claude -p x", expect: "deny", why: "its settings are elsewhere" },
    { run: "export HOME=/tmp/x; claude -p x", expect: "deny" },
    {
      run: "CLAUDE_CONFIG_DIR=/opt/claude claude -p x",
      expect: "allow",
      files: { "/opt/claude/settings.json": '{"hooks":[{"command":"/home/dev/.local/share/agentguard/hook"}]}' },
    },
    { run: "claude --setting-sources user,project -p x", expect: "allow" },
    { run: "CLAUDE_CODE_SIMPLE=1 claude -p x", expect: "deny" },
    { run: "CLAUDE_CODE_SIMPLE=0 claude -p x", expect: "allow" },
    { run: "codex -c features.hooks=false exec x", expect: "deny" },
    { run: "codex -c features.hooks=true exec x", expect: "allow" },
    { run: "CODEX_HOME=/tmp/c codex exec x", expect: "deny" },
    { run: "codex exec x", env: { CODEX_HOME: "/opt/c" }, expect: "allow", why: "the person works with it" },
    {
      run: "env -u CODEX_HOME codex exec x",
      env: { CODEX_HOME: "/opt/c" },
      expect: "deny",
      why: "the hook is where the person works",
    },
    { run: "opencode --pure run x", expect: "deny" },
    { run: "KILO_PURE=1 kilo run x", expect: "deny" },
    { run: "kilo --auto x", expect: "deny" },
    { run: "kilo run x", expect: "allow" },
    { run: "AMP_DISABLE_PLUGINS=1 amp -x y", expect: "deny" },
    { run: "amp -x y", expect: "allow" },
    { run: "droid mcp add notes 'npx -y notes-mcp'", expect: "ask" },
    { run: "env GEMINI_CLI_SYSTEM_SETTINGS_PATH=/tmp/s.json gemini -p x", expect: "deny" },
    { run: "GEMINI_CLI_SYSTEM_DEFAULTS_PATH=/tmp/s.json gemini -p x", expect: "deny" },
    { run: "QWEN_CODE_SAFE_MODE=1 qwen -p x", expect: "deny" },
    { run: "export QWEN_CODE_SIMPLE=true; qwen -p x", expect: "deny" },
    { run: "env QWEN_CODE_SYSTEM_DEFAULTS_PATH=/tmp/s.json qwen -p x", expect: "deny" },
    { run: "QWEN_CODE_SAFE_MODE=0 qwen -p x", expect: "allow" },
    {
      run: "HOME=/opt/dev gemini -p x",
      expect: "allow",
      files: { "/opt/dev/.gemini/settings.json": '{"hooks":[{"command":"/opt/dev/.local/share/agentguard/hook"}]}' },
    },
    { run: "copilot app delete --yes", expect: "deny", why: "AWS Copilot" },
    { run: "copilot svc exec -n api -e prod -c 'rails db:reset'", expect: "deny" },
    { run: "copilot svc exec -n api -c 'ls /app'", expect: "allow" },
    { run: "copilot svc logs -n api", expect: "allow" },
    { run: "claude mcp add notes -- npx -y notes-mcp", expect: "ask", why: "it runs in every later session" },
    { run: "claude mcp add --scope project notes -- npx -y notes-mcp", expect: "ask" },
    { run: "codex mcp remove notes", expect: "ask" },
    { run: "claude config set -g permissions.defaultMode acceptEdits", expect: "ask" },
    { run: "claude config list", expect: "allow" },
    { run: "claude mcp list", expect: "allow" },
    { run: "claude mcp get notes", expect: "allow" },
    { run: "claude mcp add --help", expect: "allow" },
    { run: "claude --version", expect: "allow" },
    { run: "claude -p 'explain --dangerously-skip-permissions'", expect: "allow" },
    { run: "codex exec 'run the tests'", expect: "allow" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const aws = command.program === "copilot" ? awsCopilot(command) : undefined;
  if (aws) return aws;
  const settings = broughtSettings(command, facts);
  const unhooked = withoutHook(command, facts, settings);
  if (unhooked !== undefined) return { effects: [withoutHooks(command, unhooked)] };
  const { unasked: named = [], modes: own = [], prints } = clients().get(command.program)?.program ?? {};
  const prompt = prints ? [] : ["p"];
  const modes = [...MODES, ...own];
  const args = readArguments(command.argv.slice(1), { values: [...modes, ...prompt, "prompt", "m", "model"] });
  const given = args.flatMap(arg => (arg.kind === "option" ? [arg.name] : []));
  const flag = named.find(name => hasOption(args, name)) ?? given.find(isUnaskedFlag);
  const mode = modes.map(name => optionValue(args, name)?.value).find(value => UNASKED_MODE.test(value ?? ""));
  const set = settings?.thrown.find(({ by }) => by.means === "unasked")?.setting;
  const how = flag === undefined ? (mode ?? set) : `--${flag}`;
  if (how === undefined) return { effects: toolServers(command, facts) };
  return { effects: [unasked(command, `with its own questions switched off (${how})`, how)] };
}

/** Matches `--dangerously-…` and similar options of any client. */
function isUnaskedFlag(name: string): boolean {
  return UNASKED_FLAG.test(name);
}

function withoutHooks(command: Invocation, { how, sure }: Without): Effect {
  const { program } = command;
  const says = `${sure ? "runs" : "may run"} ${program} with the guard's hook left out (${how})`;
  const instead = `Run ${program} without ${how}, or let the person do it.`;
  return { ...lettingGo(command, says, sure ? "certain" : "possible", "agent-clients"), instead };
}

function unasked({ program, span }: Invocation, what: string, how: string): Effect {
  return {
    verb: "disable-protection",
    // The client's hook stays, so what it does is judged.
    resource: "setting",
    target: `approvals of ${program}`,
    reach: "one",
    recovery: "effort",
    certainty: "certain",
    source: "agent-clients",
    says: `starts ${program} ${what}`,
    instead: `Start ${program} without ${how}, or let the person start it.`,
    ...(span && { span }),
  };
}
