/** Clients started in a way that the guard's hook is not among what they load: options, switches, other folders. */
import { hasOption, operands, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { resolvePath } from "../../core/text/paths.ts";
import type { BroughtSettings } from "./brought-settings.ts";
import { type Client, clients } from "./clients.ts";
import { isSwitchingOff } from "./sub-commands.ts";

/** What keeps a client from loading the guard's hook: an option, a variable, a sub-command. `sure`: it does. */
export interface Without {
  readonly how: string;
  readonly sure: boolean;
}

/** Undefined when nothing does. */
export function withoutHook(
  command: Invocation,
  facts: Facts,
  settings: BroughtSettings | undefined,
): Without | undefined {
  const client = clients().get(command.program);
  const how = client && leftOut(command, client, facts);
  if (how !== undefined) return { how, sure: true };
  if (settings?.thrown.some(({ by }) => by.means === "unhooked")) return { how: settings.option, sure: true };
  // Settings that nobody can read here may hold it.
  return settings?.unread ? { how: settings.option, sure: false } : undefined;
}

function leftOut(command: Invocation, { agent, program }: Client, facts: Facts): string | undefined {
  const { argv, scope } = command;
  const { unhooked: flags = [], unhookedBy: values = {} } = program;
  const folders = { ...agent.hook?.moved, ...program.moved };
  const variables = [...agent.unhookedIn, ...(program.unhookedIn ?? [])].filter(name => !(name in folders));
  const args = readArguments(argv.slice(1), { values: [...Object.keys(values), "settings", "model", "scope"] });
  const flag = flags.find(name => hasOption(args, name));
  if (flag !== undefined) return `--${flag}`;
  const done = operands(args).map(({ value }) => value);
  if (isSwitchingOff(done)) return done.slice(0, 3).join(" ");
  for (const [name, does] of Object.entries(values))
    if (optionValues(args, name).some(word => does.test(word.value ?? word.text)))
      return name.length > 1 ? `--${name}` : `-${name}`;
  const { env = {}, home } = facts.around;
  // What the agent that starts it has as well is how the person works.
  const isNew = (name: string) =>
    (scope.variables.get(name) === null ? null : scope.variables.get(name) || "") !== (env[name] ?? "");
  const variable = variables.find(name => isNew(name) && !isOff(scope.variables.get(name)));
  if (variable !== undefined) return variable;
  if (!agent.hook) return undefined;
  const place = scope.variables.has("HOME") ? scope.variables.get("HOME") : home;
  const moved = Object.keys(folders).find(isNew);
  if (moved === undefined && (place === home || place === "")) return undefined;
  const how = moved ?? "another HOME";
  const folder = moved === undefined ? undefined : scope.variables.get(moved);
  if (folder === null || place === null) return how;
  // Another folder may well hold the hook too: a person who always works with it has installed it there.
  const file = folder ? `${folder}/${folders[how] ?? ""}` : `${place ?? home ?? ""}/${agent.hook.file}`;
  const text = facts.ask({ kind: "text", path: resolvePath(file, scope.cwd ?? "/") });
  return text?.includes("agentguard") ? undefined : how;
}

/** Not set, or set to what programs take for no; null is set to something that nobody knows. */
function isOff(value: string | null | undefined): boolean {
  return value === undefined || (value !== null && /^(0|false|no|)$/.test(value));
}
