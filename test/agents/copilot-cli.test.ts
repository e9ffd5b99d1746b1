import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claudeCode } from "../../src/agents/claude-code.ts";
import { GuardedAgent } from "../support/agent-session.ts";
import { everyClient } from "../support/client-suite.ts";
import { copilotClient } from "../support/clients/copilot-cli.ts";
import { deny, fakeEditor } from "../support/fake-editor.ts";
import { root } from "../support/project.ts";

everyClient(copilotClient);

const { shell, write, mcp } = copilotClient.calls;
const PLUGIN = ["--plugin-dir", join(root, "agent-plugin")];
const TRUSTED = ["--trust-folder"];

describe("other ways in, and ways out", () => {
  let agent: GuardedAgent;
  beforeEach(async () => {
    agent = await GuardedAgent.install(copilotClient);
  });
  afterEach(() => agent.remove());

  const REMOVE = { calls: [shell("rm -r important")] };
  /** The entry of Claude Code, in a project whose settings Copilot reads too. */
  const claudesEntry = () => {
    const target = { home: agent.sandbox.workspace, env: {}, launcher: agent.sandbox.places.launcher };
    const [settings] = claudeCode.install(target);
    agent.sandbox.write(".claude/settings.json", settings?.apply(null) ?? "");
  };
  const withoutOwn = () => rmSync(agent.settings);

  test("what a sub-agent does is held", async () => {
    const editor = await fakeEditor(agent.sandbox, deny("not by another either"));
    const task = { description: "Clean", prompt: "SUBTASK", agent_type: "general-purpose", name: "c", mode: "sync" };
    let begun = 0;
    // Both conversations begin at turn 0, the sub-agent's second.
    const session = await agent.run(turn => {
      if (turn > 0) return { says: "Finished." };
      return begun++ === 0 ? { calls: [{ tool: "task", input: task }] } : REMOVE;
    });
    expect(agent.sandbox.markerAlive).toBe(true);
    expect(session.heard).toContain("not by another either");
    expect(editor.questions).toHaveLength(1);
    editor.close();
  });

  test.each([
    ["the plugin for VS Code's chat", PLUGIN, () => {}],
    ["Claude Code's entry in a trusted project", TRUSTED, claudesEntry],
  ])("%s holds by itself, and beside its own entry asks once", async (_, args, prepare) => {
    prepare();
    const editor = await fakeEditor(agent.sandbox, deny("keep it"));
    const turns = [
      REMOVE,
      { calls: [write(agent.sandbox.at("a.txt"), "a")] },
      { calls: [mcp("drop_table", { table: "bookings" })] },
    ];
    const both = await agent.run(turns, { args });
    expect(editor.questions).toHaveLength(2);
    expect(agent.sandbox.read("a.txt")).toBe("a");
    withoutOwn();
    const alone = await agent.run(turns, { args });
    expect(editor.questions).toHaveLength(4);
    expect(agent.sandbox.markerAlive).toBe(true);
    expect(agent.mcpCalls).toEqual([]);
    for (const session of [both, alone])
      for (const turn of [0, 2]) expect(session.told(turn)?.text).toContain("keep it");
    editor.close();
  });

  test("the plugin refuses when there is no AgentGuard to ask", async () => {
    withoutOwn();
    rmSync(agent.sandbox.places.launcher);
    const session = await agent.run([REMOVE], { args: PLUGIN });
    expect(agent.sandbox.markerAlive).toBe(true);
    // Copilot does not pass on the words of a hook that ends with code 2.
    expect(session.told(0)?.text).toContain("Denied by preToolUse hook");
  });

  test.each([".github/copilot/settings.json", ".claude/settings.local.json"])(
    "%s of a trusted folder switches every hook off, of an untrusted one none",
    async file => {
      agent.sandbox.write(file, '{ "disableAllHooks": true }');
      await agent.run([REMOVE]);
      expect(agent.sandbox.markerAlive).toBe(true);
      await agent.run([REMOVE], { args: TRUSTED });
      expect(agent.sandbox.markerAlive).toBe(false);
    },
  );
});
