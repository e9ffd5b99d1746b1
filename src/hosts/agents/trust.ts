/**
 * Asks agents to approve our hook. Some run a hook only after they have approved its text through their own interface,
 * which is done here for our hook alone, and after every change of it.
 */
import { existsSync } from "node:fs";
import type { Agent, InstallTarget, JsonRpcPeer, Trust } from "../../agents/agent.ts";
import { readConfig } from "../../platform/config-file.ts";
import { withPeer } from "../../platform/json-lines-peer.ts";
import { noteChange } from "../../platform/receipts.ts";
import { programOf } from "./client.ts";

export type TrustState =
  | { readonly kind: "not-needed" | "trusted" }
  /** One sentence each. */
  | { readonly kind: "untrusted"; readonly because: string; readonly fix: string };

/** The agents' programs take a second or two to start. */
const TIMEOUT_MS = 30_000;

/** Resolves to whether the agent has approved our hook. Never rejects. */
export function trustOf(agent: Agent, target: InstallTarget, folder: string): Promise<TrustState> {
  return ask(agent, target, folder, async (trust, peer) =>
    (await trust.trusted(peer, target, folder)) ? TRUSTED : untrusted(agent, "it has not approved AgentGuard's hook"),
  );
}

/** Has the agent approve our hook as it is, and records in the receipt what that changed. Never rejects. */
export function grantTrust(agent: Agent, target: InstallTarget, folder: string, receipts: string): Promise<TrustState> {
  return ask(agent, target, folder, async (trust, peer) => {
    const before = trust.files(target).map(file => ({ file, text: readConfig(file) }));
    if (!(await trust.trusted(peer, target, folder))) await trust.grant(peer, target, folder);
    for (const { file, text } of before) {
      const after = readConfig(file);
      if (after !== null && after !== text) await noteChange(receipts, agent.id, file, text, after);
    }
    return TRUSTED;
  });
}

const TRUSTED: TrustState = { kind: "trusted" };

async function ask(
  agent: Agent,
  target: InstallTarget,
  folder: string,
  use: (trust: Trust, peer: JsonRpcPeer) => Promise<TrustState>,
): Promise<TrustState> {
  const { trust, client, title } = agent;
  if (!trust) return { kind: "not-needed" };
  const program = programOf(agent, target);
  if (program === undefined)
    return untrusted(agent, `${client?.commands.join(" or ")} is not on PATH, so it cannot be asked`);
  try {
    const cwd = existsSync(folder) ? folder : target.home;
    const env = { ...target.env, HOME: target.home };
    const start = { argv: [program, ...trust.server] as [string, ...string[]], cwd, env, timeoutMs: TIMEOUT_MS };
    return await withPeer(start, async peer => {
      await peer.call("initialize", { clientInfo: { name: "agentguard", version: "1" } });
      peer.notify("initialized");
      return use(trust, peer);
    });
  } catch (error) {
    return untrusted(agent, `${title} could not be asked: ${(error as Error).message}`);
  }
}

function untrusted({ title }: Agent, because: string): TrustState {
  return {
    kind: "untrusted",
    because: `${title} skips AgentGuard's hook without a word: ${because}.`,
    fix: `Open ${title}, go to /hooks and approve AgentGuard's entry, or run \`agentguard install\` again.`,
  };
}
