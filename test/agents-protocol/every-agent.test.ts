/** What every agent file says of itself, held against its own reading. */
import { describe, expect, test } from "vitest";
import { CHANNELS } from "../../src/agents/agent.ts";
import { AGENTS } from "../../src/agents/index.ts";

describe.each(AGENTS)("$id", agent => {
  test("reads a shell call as it says that it reports one", () => {
    const payload = agent.read(JSON.parse(JSON.stringify(agent.shellCall("echo 'a b'", "/work"))), {});
    expect(payload).toMatchObject({
      kind: "act",
      action: { kind: "command", text: "echo 'a b'", cwd: "/work", origin: { agent: agent.id } },
    });
  });

  test("its denial is not its silence, whatever the event", () => {
    const { event } = agent.read(agent.shellCall("true", "/work"), {});
    for (const name of [event, undefined]) {
      const denied = agent.reply({ kind: "deny", reason: "because so" }, name);
      expect(denied).not.toEqual(agent.reply({ kind: "no-opinion" }, name));
      expect(denied.stdout + denied.stderr).toContain("because so");
    }
  });

  test("says what its hooks reach, and gives itself time to say no", () => {
    expect(Object.keys(agent.channels).sort()).toEqual([...CHANNELS].sort());
    expect(agent.marginSeconds).toBeLessThan(agent.timeoutSeconds);
    expect(agent.shellMarkers.every(({ name }) => /^[A-Z_]+$/.test(name))).toBe(true);
  });

  test("finds again how it would start our hook", () => {
    const target = { home: "/home/user", env: {}, launcher: "/home/user/.local/share/agentguard/hook" };
    for (const edit of agent.install(target)) {
      const start = edit.starts?.(edit.apply(null));
      expect(JSON.stringify(start)).toContain(start?.kind === "module" ? edit.file : target.launcher);
      expect(edit.starts?.("{}")).toBeUndefined();
    }
  });
});
