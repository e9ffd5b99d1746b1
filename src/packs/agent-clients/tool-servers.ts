/** Reads `claude mcp add NAME -- COMMAND`: a client's command that adds a tool server to its settings or removes it. */
import { anywhere, inHome } from "../../core/agents/known-agents.ts";
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, optionValue, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { effectOfWriting } from "../../core/files/writing.ts";
import { resolvePath } from "../../core/text/paths.ts";
import { clients } from "./clients.ts";

const CHANGES = /^(?:add|add-json|add-from-claude-desktop|import|install|remove|rm|delete|update|enable|disable)$/;

const SETS = /^(?:set|add|remove|rm|unset|edit)$/;

/** Plugins bring hooks, commands and tool servers with them. */
const EXTENSIONS = /^(?:plugins?|extensions?)$/;
const INSTALLS = /^(?:install|i|add|enable|link|update)$/;

function settingsOf(name: string, facts: Facts): string {
  return `${facts.around.home ?? "~"}/${name}`;
}

/** Returns an effect for servers that every later session starts; empty for a call that only lists them. */
export function toolServers(command: Invocation, facts: Facts): Effect[] {
  const { program, scope, span } = command;
  const { agent, program: { keeps = {} } = {} } = clients().get(program) ?? {};
  const [inProject] = anywhere(agent?.servers.map(({ path }) => path) ?? []);
  const [kept] = inHome(agent?.servers.map(({ path }) => path) ?? []);
  const home = keeps.servers ?? kept;
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
        path: settingsOf(keeps.plugins ?? home, facts),
        source: "agent-clients",
        span,
      }),
    ];
  if (group?.value !== "mcp" || !CHANGES.test(verb?.value ?? "")) return [];
  const shared = optionValue(args, "s", "scope")?.value === "project" ? inProject : undefined;
  const path = shared === undefined ? settingsOf(home, facts) : resolvePath(shared, scope.cwd ?? "");
  return [effectOfWriting({ name: `the tool servers of ${program}`, path, source: "agent-clients", span })];
}
