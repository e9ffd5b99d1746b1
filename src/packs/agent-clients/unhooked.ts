/** Clients started in a way that the guard's hook is not among what they load: options, switches, other folders. */
import { hasOption, operands, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { resolvePath } from "../../core/text/paths.ts";
import type { BroughtSettings } from "./brought-settings.ts";
import { isSwitchingOff } from "./sub-commands.ts";

/** How one client can be started without its hooks, as its own documentation or help has it. */
interface Unhooking {
  readonly flags?: readonly string[];
  /** Options by the value with which they do it. */
  readonly values?: Readonly<Record<string, (value: string) => boolean>>;
  /** Variables that do it whatever they hold. */
  readonly variables?: readonly string[];
  /** Variables that name the folder of its settings, with the file in it that holds the hook. */
  readonly folders?: Readonly<Record<string, string>>;
  /** The same file below a home. */
  readonly home: string;
}

const names = (pattern: RegExp) => (value: string) => pattern.test(value);

const CLIENTS: Readonly<Record<string, Unhooking>> = {
  claude: {
    flags: ["bare", "safe-mode"],
    values: {
      "setting-sources": value => !value.split(",").some(source => source.trim() === "user"),
    },
    variables: ["CLAUDE_CODE_SIMPLE", "CLAUDE_CODE_SAFE_MODE", "CLAUDE_CODE_SHELL_PREFIX"],
    folders: { CLAUDE_CONFIG_DIR: "settings.json" },
    home: ".claude/settings.json",
  },
  codex: {
    flags: ["ignore-user-config"],
    values: {
      disable: names(/(^|,)\s*(codex_)?hooks\s*(,|$)/),
      c: names(/^\s*features\b.*hooks["']?\s*=\s*false/),
      config: names(/^\s*features\b.*hooks["']?\s*=\s*false/),
    },
    folders: { CODEX_HOME: "hooks.json" },
    home: ".codex/hooks.json",
  },
  gemini: {
    variables: ["GEMINI_CLI_SYSTEM_SETTINGS_PATH", "GEMINI_CLI_SYSTEM_DEFAULTS_PATH"],
    folders: { GEMINI_CLI_HOME: ".gemini/settings.json" },
    home: ".gemini/settings.json",
  },
  qwen: {
    flags: ["bare", "safe-mode"],
    variables: [
      "QWEN_CODE_SIMPLE",
      "QWEN_CODE_SAFE_MODE",
      "QWEN_CODE_SYSTEM_SETTINGS_PATH",
      "QWEN_CODE_SYSTEM_DEFAULTS_PATH",
    ],
    folders: { QWEN_HOME: "settings.json" },
    home: ".qwen/settings.json",
  },
  opencode: {
    flags: ["pure"],
    variables: ["OPENCODE_PURE"],
    folders: { XDG_CONFIG_HOME: "opencode/plugin/agentguard.js" },
    home: ".config/opencode/plugin/agentguard.js",
  },
  copilot: { folders: { COPILOT_HOME: "hooks/agentguard.json" }, home: ".copilot/hooks/agentguard.json" },
  droid: { folders: { FACTORY_HOME_OVERRIDE: ".factory/hooks.json" }, home: ".factory/hooks.json" },
  grok: { folders: { GROK_HOME: "hooks/agentguard.json" }, home: ".grok/hooks/agentguard.json" },
  crush: {
    folders: { CRUSH_GLOBAL_CONFIG: "crush.json", XDG_CONFIG_HOME: "crush/crush.json" },
    home: ".config/crush/crush.json",
  },
  devin: { folders: { XDG_CONFIG_HOME: "devin/config.json" }, home: ".config/devin/config.json" },
  auggie: { home: ".augment/settings.json" },
  "kiro-cli": { home: ".kiro/hooks/agentguard.json" },
  "cursor-agent": { home: ".cursor/hooks.json" },
};

/** Programs that are known by it. */
export const UNHOOKED_CLIENTS = Object.keys(CLIENTS);

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
  const client = CLIENTS[command.program];
  const how = client && leftOut(command, client, facts);
  if (how !== undefined) return { how, sure: true };
  if (settings?.thrown.some(({ by }) => by.means === "unhooked")) return { how: settings.option, sure: true };
  // Settings that nobody can read here may hold it.
  return settings?.unread ? { how: settings.option, sure: false } : undefined;
}

function leftOut(command: Invocation, client: Unhooking, facts: Facts): string | undefined {
  const { argv, scope } = command;
  const { flags = [], values = {}, variables = [], folders = {} } = client;
  const args = readArguments(argv.slice(1), { values: [...Object.keys(values), "settings", "model", "scope"] });
  const flag = flags.find(name => hasOption(args, name));
  if (flag !== undefined) return `--${flag}`;
  const done = operands(args).map(({ value }) => value);
  if (isSwitchingOff(done)) return done.slice(0, 3).join(" ");
  for (const [name, does] of Object.entries(values))
    if (optionValues(args, name).some(word => does(word.value ?? word.text)))
      return name.length > 1 ? `--${name}` : `-${name}`;
  const { env = {}, home } = facts.around;
  // What the agent that starts it has as well is how the person works.
  const isNew = (name: string) =>
    (scope.variables.get(name) === null ? null : scope.variables.get(name) || "") !== (env[name] ?? "");
  const variable = variables.find(name => isNew(name) && !isOff(scope.variables.get(name)));
  if (variable !== undefined) return variable;
  const place = scope.variables.has("HOME") ? scope.variables.get("HOME") : home;
  const moved = Object.keys(folders).find(isNew);
  if (moved === undefined && (place === home || place === "")) return undefined;
  const how = moved ?? "another HOME";
  const folder = moved === undefined ? undefined : scope.variables.get(moved);
  if (folder === null || place === null) return how;
  // Another folder may well hold the hook too: a person who always works with it has installed it there.
  const file = folder ? `${folder}/${folders[how] ?? ""}` : `${place ?? home ?? ""}/${client.home}`;
  const text = facts.ask({ kind: "text", path: resolvePath(file, scope.cwd ?? "/") });
  return text?.includes("agentguard") ? undefined : how;
}

/** Not set, or set to what programs take for no; null is set to something that nobody knows. */
function isOff(value: string | null | undefined): boolean {
  return value === undefined || (value !== null && /^(0|false|no|)$/.test(value));
}
