/** Plans the changes of a client's files that put the relay before its MCP servers, or take it out. */
import type { Agent } from "../../agents/agent.ts";
import { unwrapServers, type Wrapped, wrapServers } from "../../agents/configuration/mcp-servers.ts";
import type { Announce } from "../../platform/announce.ts";
import { readConfig, writeConfig } from "../../platform/config-file.ts";
import type { FileChange } from "../../platform/install.ts";
import type { Places } from "../../platform/places.ts";

export interface RelayPlan {
  readonly agent: Agent;
  readonly changes: readonly (FileChange & { readonly after: string; readonly servers: readonly string[] })[];
  /** Servers that stay as they are, each with the reason. */
  readonly left: Wrapped["left"];
}

/** Plans the changes. `root`: a workspace to include. Throws `ConfigError` for a file that cannot be read. */
export function relayPlan(step: "wrap" | "unwrap", agent: Agent, own: Places, root: string | undefined): RelayPlan {
  const target = { home: own.home, env: process.env, launcher: own.launcher };
  const wrapping = { relay: own.relay, client: agent.id };
  const change = step === "wrap" ? wrapServers : unwrapServers;
  const files = (agent.mcpServers?.(target, root) ?? []).flatMap(place => {
    const before = readConfig(place.file);
    const wrapped: Wrapped | undefined = before === null ? undefined : change(before, place, wrapping);
    return wrapped ? [{ file: place.file, before, ...wrapped }] : [];
  });
  return {
    agent,
    changes: files
      .filter(({ changed }) => changed.length > 0)
      .map(({ file, before, text, changed }) => ({ file, before, after: text, servers: changed })),
    left: files.flatMap(({ left }) => left),
  };
}

/** Applies the plan. Throws and stops when a file differs from it. */
export async function applyRelayPlan({ changes }: RelayPlan, announce?: Announce): Promise<void> {
  for (const { file, before, after } of changes) {
    if (readConfig(file) !== before) throw new Error(`${file} changed after the plan was made; look at the new plan`);
    await announce?.([{ file, text: after }]);
    await writeConfig(file, after);
  }
}
