/** Finds clients that are started so that they do not load the guard's hook: by options, switches, or other folders. */
import { hasOption, operands, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { resolvePath } from "../../core/text/paths.ts";
import type { BroughtSettings } from "./brought-settings.ts";
import { type Client, clients } from "./clients.ts";
import { isSwitchingOff } from "./sub-commands.ts";

/** What keeps a client from loading the guard's hook: an option, a variable, a sub-command. `sure`: it surely does. */
export interface Without {
  readonly how: string;
  readonly sure: boolean;
}

/** Returns what keeps the client from loading the hook; undefined when nothing does. */
export function withoutHook(
  command: Invocation,
  facts: Facts,
  settings: BroughtSettings | undefined,
): Without | undefined {
  const client = clients().get(command.program);
  const how = client && leftOut(command, client, facts);
  if (how !== undefined) return { how, sure: true };
  if (settings?.thrown.some(({ by }) => by.means === "unhooked")) return { how: settings.option, sure: true };
  // Settings that cannot be read here may do it.
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
  // A variable that the starting agent has as well is how the person works.
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
  // Another folder may hold the hook too, if a person who always uses it has installed it there.
  const file = folder ? `${folder}/${folders[how] ?? ""}` : `${place ?? home ?? ""}/${agent.hook.file}`;
  const text = facts.ask({ kind: "text", path: resolvePath(file, scope.cwd ?? "/") });
  return text?.includes("agentguard") ? undefined : how;
}

/** Tells whether a variable is unset or has a value that programs take for no. Null stands for an unknown value. */
function isOff(value: string | null | undefined): boolean {
  return value === undefined || (value !== null && /^(0|false|no|)$/.test(value));
}
