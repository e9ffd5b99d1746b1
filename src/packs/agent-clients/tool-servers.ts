/** `claude mcp add NAME -- COMMAND`: a client's own command that puts a tool server into its settings, or takes one out. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectOfWriting } from "../../core/files/writing.ts";
import { resolvePath } from "../../core/text/paths.ts";

/** Where each client keeps the servers of its person, below the home folder. */
const KEPT: Readonly<Record<string, string>> = {
  claude: ".claude.json",
  codex: ".codex/config.toml",
  gemini: ".gemini/settings.json",
  qwen: ".qwen/settings.json",
  copilot: ".copilot/mcp-config.json",
  q: ".aws/amazonq/mcp.json",
  "kiro-cli": ".kiro/settings/mcp.json",
  amp: ".config/amp/settings.json",
  opencode: ".config/opencode/opencode.json",
};
const CHANGES = /^(?:add|add-json|add-from-claude-desktop|import|install|remove|rm|delete|update|enable|disable)$/;

const SETS = /^(?:set|add|remove|rm|unset|edit)$/;

/** Plugins bring hooks, commands and tool servers with them. */
const EXTENSIONS = /^(?:plugins?|extensions?)$/;
/** Where a client notes them, if not beside its servers. */
const PLUGINS: Readonly<Record<string, string>> = { claude: ".claude/settings.json" };
const INSTALLS = /^(?:install|i|add|enable|link|update)$/;

function settingsOf(name: string, facts: Facts): string {
  return `${facts.around.home ?? "~"}/${name}`;
}

/** Servers that are started for every later session; empty for what only lists them. */
export function toolServers(command: Invocation, facts: Facts): Effect[] {
  const { program, scope, span } = command;
  const home = KEPT[program];
  const args = readArguments(command.argv.slice(1), { values: ["s", "scope"] });
  const [group, verb] = operands(args);
  if (home === undefined || hasOption(args, "h", "help")) return [];
  if (group?.value === "config" && SETS.test(verb?.value ?? ""))
    return [
      effectOfWriting({
        name: `the settings of ${program}`,
        path: settingsOf(home, facts),
        source: "agent-clients",
        span,
      }),
    ];
  const bundle = EXTENSIONS.test(group?.value ?? "")
    ? operands(args)[verb?.value === "marketplace" ? 2 : 1]
    : undefined;
  if (INSTALLS.test(bundle?.value ?? ""))
    return [
      effectOfWriting({
        name: `the plugins of ${program}`,
        path: settingsOf(PLUGINS[program] ?? home, facts),
        source: "agent-clients",
        span,
      }),
    ];
  if (group?.value !== "mcp" || !CHANGES.test(verb?.value ?? "")) return [];
  const shared = program === "claude" && optionValue(args, "s", "scope")?.value === "project";
  const path = shared ? resolvePath(".mcp.json", scope.cwd ?? "") : settingsOf(home, facts);
  return [effectOfWriting({ name: `the tool servers of ${program}`, path, source: "agent-clients", span })];
}
