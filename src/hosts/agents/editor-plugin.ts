/** Hooks that an agent's own editor takes from a folder of ours, over an interface of its extensions. */
import { join } from "node:path";
import type { Agent } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { makeFolderOf, readConfig, writeConfig } from "../../platform/config-file.ts";
import type { Places } from "../../platform/places.ts";
import { targetOf } from "./protection.ts";

/** What an editor offers its extensions for it. */
export interface Registry {
  /** `folder`: absolute. */
  registerPath(folder: string): unknown;
  unregisterPath(folder: string): unknown;
}

export interface Registered {
  readonly agent: Agent;
  readonly folder: string;
  /** Takes the folder out of the editor again; the files stay. */
  remove(): void;
}

/**
 * Gives the editor, whose module is `editor`, the folders of all agents that it knows the interface of. Throws
 * `ConfigError` when a file cannot be written; the editor is told of no folder that is not complete.
 */
export async function registerPlugins(
  editor: unknown,
  own: Places,
  env: NodeJS.ProcessEnv,
  agents: readonly Agent[] = AGENTS,
): Promise<readonly Registered[]> {
  const registered: Registered[] = [];
  for (const agent of agents) {
    const registry = agent.editorPlugin && registryAt(editor, agent.editorPlugin.registry);
    if (!registry) continue;
    const folder = join(own.data, "plugins", agent.id);
    for (const { file, apply } of agent.editorPlugin?.files(targetOf(own, env), folder) ?? []) {
      const text = apply(null);
      if (readConfig(file) === text) continue;
      makeFolderOf(file);
      await writeConfig(file, text);
    }
    await registry.registerPath(folder);
    registered.push({ agent, folder, remove: () => void registry.unregisterPath(folder) });
  }
  return registered;
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
