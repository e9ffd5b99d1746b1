/** Hooks for the work in one project alone: held there, nothing written into the home, nothing left behind. */
import { afterEach, describe, expect, test } from "vitest";
import { GuardedAgent } from "../support/agent-session.ts";
import { claudeCodeClient } from "../support/clients/claude-code.ts";
import { codexClient } from "../support/clients/codex.ts";
import { qwenClient } from "../support/clients/qwen-code.ts";

let agent: GuardedAgent;
afterEach(() => agent.remove());

describe.each([claudeCodeClient, codexClient, qwenClient])("$id", client => {
  test("holds what is proposed in the project", async () => {
    agent = new GuardedAgent(client);
    const { sandbox } = agent;
    const args = client.trustWorkspace?.(sandbox) ?? [];
    const before = sandbox.read(`../home/${client.hookFiles[0]}`);
    await agent.cli("install", "--workspace", ".", client.id, "--yes");
    await agent.cli("service", "start");
    expect(sandbox.read(`../home/${client.hookFiles[0]}`)).toBe(before);
    const session = await agent.run([{ calls: [client.calls.shell("rm -r important")] }], { args });
    expect({ alive: sandbox.markerAlive, told: session.told(0)?.text }).toEqual({
      alive: true,
      told: expect.stringContaining("AgentGuard"),
    });
    const { stdout } = await agent.cli("uninstall", "--workspace", ".", "--yes");
    expect(stdout).toContain("no longer asks AgentGuard");
  });
});
