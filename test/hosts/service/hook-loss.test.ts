/** Whether a hook that was there is lost, by the texts of the file that held it: real entries of real agents. */
import { describe, expect, it } from "vitest";
import { AGENTS } from "../../../src/agents/index.ts";
import { holdsHook, lossOf } from "../../../src/hosts/service/hook-loss.ts";

const launcher = "/home/u/.local/share/agentguard/hook";
const target = { home: "/home/u", env: {}, launcher };
const entries = AGENTS.flatMap(agent => agent.install(target).map(edit => ({ title: agent.title, edit })));

describe("of every agent's entry", () => {
  it.each(entries)("$title, $edit.file: it is held, and lost when it is taken out", ({ edit }) => {
    const text = edit.apply(null);
    expect(holdsHook(edit, { text })).toBe(true);
    expect(lossOf(edit, text, { text }, launcher)).toBeUndefined();
    expect(lossOf(edit, text, { text: edit.remove(text) }, launcher)).toContain("hook entry is gone");
    expect(lossOf(edit, text, { text: null }, launcher)).toContain("gone with its file");
    expect(lossOf(edit, text, { unreadable: "no rights" }, launcher)).toContain("cannot be read");
    expect(holdsHook(edit, { unreadable: "no rights" })).toBe(false);
  });
});

const claude = entries.find(({ title }) => title === "Claude Code")?.edit;
if (!claude) throw new Error("there is an agent with this name");
const whole = claude.apply('{ "model": "opus" }');
const changed: readonly (readonly [name: string, text: string, lost: boolean])[] = [
  ["it is written otherwise", JSON.stringify(JSON.parse(whole), null, 7), false],
  [
    "its keys stand in another order",
    JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(whole)).reverse())),
    false,
  ],
  ["another setting is changed", whole.replace("opus", "sonnet"), false],
  ["its time is changed", whole.replace(/"timeout":\d+/, '"timeout":9'), true],
  ["it stands in another event's place", whole.replace("PreToolUse", "Stop"), true],
  ["one of its events is gone", whole.replace(/"PreToolUse":\[.*?\}\]\}\],/s, ""), true],
  ["hooks are switched off", whole.replace("{", '{ "disableAllHooks": true,'), true],
];

describe("of Claude Code's settings, where", () => {
  for (const [name, text, lost] of changed) {
    it(`${name}: ${lost ? "lost" : "not lost"}`, () => {
      expect(text).not.toBe(whole);
      expect(lossOf(claude, whole, { text }, launcher) !== undefined).toBe(lost);
    });
  }
});
