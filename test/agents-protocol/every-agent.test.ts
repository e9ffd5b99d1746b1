/** What every agent file says of itself, held against its own reading. */
import { describe, expect, test } from "vitest";
import { CHANNELS } from "../../src/agents/agent.ts";
import { AGENTS } from "../../src/agents/index.ts";

const TARGET = { home: "/home/user", env: {}, launcher: "/home/user/.local/share/agentguard/hook" };
const HOOKED = AGENTS.filter(agent => agent.install(TARGET).length > 0);

describe("agents", () => {
  test("each has a name of its own", () => {
    expect(new Set(AGENTS.map(({ id }) => id)).size).toBe(AGENTS.length);
  });
});

describe.each(AGENTS.filter(agent => !HOOKED.includes(agent)))("$id, which has no hooks", agent => {
  test("says so, what protects people instead, and believes nothing that comes in its name", () => {
    expect(Object.values(agent.channels)).toEqual(CHANNELS.map(() => "unreached"));
    expect(agent.cannot.join(" ")).toMatch(/relay/i);
    expect(agent.cannot.join(" ")).toMatch(/guarded terminals/i);
    expect(agent.read(agent.shellCall("true", "/work"), {}).kind).toBe("malformed");
    expect(agent.reply({ kind: "deny", reason: "because so" }, undefined)).toMatchObject({ exitCode: 2 });
  });
});

describe.each(HOOKED)("$id", agent => {
  test("reads a shell call as it says that it reports one", () => {
    const payload = agent.read(JSON.parse(JSON.stringify(agent.shellCall("echo 'a b'", "/work"))), {});
    expect(payload).toMatchObject({
      kind: "act",
      action: {
        kind: "command",
        text: "echo 'a b'",
        cwd: "/work",
        origin: { agent: agent.id },
      },
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
    const edits = agent.install(TARGET);
    expect(edits.some(({ starts }) => starts !== undefined)).toBe(true);
    for (const edit of edits) {
      // A file beside it, such as a plugin's manifest, starts nothing.
      if (!edit.starts) continue;
      const start = edit.starts(edit.apply(null));
      // The launcher, or a script of ours that starts it.
      const ours = [TARGET.launcher, ...edits.map(({ file }) => file)];
      expect(ours.some(path => JSON.stringify(start).includes(path))).toBe(true);
      expect(edits.some(other => other.apply(null).includes(TARGET.launcher))).toBe(true);
      expect(edit.starts("{}")).toBeUndefined();
    }
  });
});
