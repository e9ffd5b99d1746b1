/** Registers hooks that an agent's own editor loads from a folder of ours, through its extension API. */
import { join } from "node:path";
import type { Agent, EditorPlugin } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { makeFolderOf, readConfig, writeConfig } from "../../platform/config-file.ts";
import type { Places } from "../../platform/places.ts";
import { targetOf } from "./protection.ts";

/** The interface that an editor offers to its extensions for this. */
export interface Registry {
  /** `folder`: absolute. */
  registerPath(folder: string): unknown;
  unregisterPath(folder: string): unknown;
}

/** An agent's plugin, and the interface of the editor that loads it. */
export interface Takeable {
  readonly agent: Agent;
  readonly plugin: EditorPlugin;
  readonly registry: Registry;
}

export interface Registered {
  readonly agent: Agent;
  readonly folder: string;
  /** Unregisters the folder; the files stay. */
  remove(): void;
}

/** Returns the plugins that an editor has the interface for; `editor` is its module. Most editors have none. */
export function pluginsFor(editor: unknown, agents: readonly Agent[] = AGENTS): readonly Takeable[] {
  return agents.flatMap(agent => {
    const { editorPlugin: plugin } = agent;
    const registry = plugin && registryAt(editor, plugin.registry);
    return registry ? [{ agent, plugin, registry }] : [];
  });
}

/** Writes the files, then registers the folder. Throws `ConfigError` when a file cannot be written. */
export async function registerPlugin(
  { agent, plugin, registry }: Takeable,
  own: Places,
  env: NodeJS.ProcessEnv,
): Promise<Registered> {
  const folder = join(own.data, "plugins", agent.id);
  for (const { file, apply } of plugin.files(targetOf(own, env), folder)) {
    const text = apply(null);
    if (readConfig(file) === text) continue;
    makeFolderOf(file);
    await writeConfig(file, text);
  }
  await registry.registerPath(folder);
  return { agent, folder, remove: () => void registry.unregisterPath(folder) };
}

function registryAt(editor: unknown, names: readonly string[]): Registry | undefined {
  const found = names.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), editor);
  return isRegistry(found) ? found : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isRegistry(value: unknown): value is Registry {
  return isObject(value) && typeof value.registerPath === "function" && typeof value.unregisterPath === "function";
}
