/** Files that an administrator writes: ours goes in beside what is there, and out again to the byte. */
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/agents/agent.ts";
import { AGENTS } from "../../src/agents/index.ts";

const TARGET = { home: "/home/me", env: {}, launcher: "/home/me/.local/share/agentguard/hook" };
const MANAGED = AGENTS.flatMap(agent => (agent.managed?.(TARGET) ?? []).map(edit => ({ id: agent.id, edit })));

test("the agents that know such files", () => {
  expect(MANAGED.map(({ id, edit }) => `${id} ${edit.file}`)).toEqual(
    expect.arrayContaining([
      "claude-code /etc/claude-code/managed-settings.d/agentguard.json",
      "codex /etc/codex/requirements.toml",
      "gemini-cli /etc/gemini-cli/settings.json",
      "copilot-cli /etc/github-copilot/policy.d/agentguard.json",
    ]),
  );
});

describe.each(MANAGED)("$id", ({ id, edit }) => {
  test("a file of ours alone comes and goes", () => {
    const text = edit.apply(null);
    expect(edit.present(text)).toBe(true);
    expect(edit.apply(text)).toBe(text);
    expect(edit.obstacle?.(text)).toBeUndefined();
    expect(text).toContain(TARGET.launcher);
    expect(edit.remove(text)).toBeNull();
    expect(edit.present(text.replace(id, "other"))).toBe(false);
  });

  test("its launcher is the one of the person's own entry", () => {
    const own = AGENTS.find(agent => agent.id === id)?.install(TARGET) ?? [];
    const start = own.map(one => one.starts?.(one.apply(null))).find(found => found !== undefined);
    const command = start?.kind === "line" ? JSON.stringify(start.line).slice(1, -1) : TARGET.launcher;
    expect(edit.apply(null)).toContain(command);
  });
});

const edit = (id: string) => {
  const found = MANAGED.find(one => one.id === id)?.edit;
  if (!found) throw new Error(`${id} has no managed file`);
  return found;
};

test.each([
  ["codex", '# ours\nallowed_approval_policies = ["never"] # not more\n'],
  ["codex", "\uFEFFa = 1"],
  ["gemini-cli", '{\n\t// ours\n\t"ui": { "theme": "x" },\n\t"hooksConfig": { "notifications": false }\n}\n'],
])("%s: every byte of others stays: %j", (id, before) => {
  const after = edit(id).apply(before);
  expect(edit(id).present(after)).toBe(true);
  expect(edit(id).apply(after)).toBe(after);
  expect(edit(id).remove(after)?.trimEnd()).toBe(before.trimEnd());
});

test.each([
  ["codex", "[features]\nhooks = false\n", /features/],
  ["codex", "features.hooks = false\n", /features/],
  ["gemini-cli", '{ "hooksConfig": { "enabled": false } }', /`hooksConfig\.enabled` must be true/],
])("%s: what contradicts ours is refused, not overwritten: %s", (id, before, says) => {
  expect(() => edit(id).apply(before)).toThrow(ConfigError);
  expect(() => edit(id).apply(before)).toThrow(says);
});
