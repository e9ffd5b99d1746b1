/** What the status bar, the first notice and the word after protecting say: guarded is only who is proven. */
import { describe, expect, test } from "vitest";
import { names, shortfallOf } from "../../../src/hosts/agents/guarding.ts";
import type { Cause, Light } from "../../../src/hosts/agents/light.ts";
import { announcement, firstNotice, missingLook, shieldLook } from "../../../src/hosts/editor/present/guarding-text.ts";

const TITLES = { claude: "Claude Code", codex: "Codex", cursor: "Cursor", goose: "Goose", roo: "Roo Code" };

function light(agent: keyof typeof TITLES, state: Light["state"], more: Partial<Light> = {}): Light {
  const cause = { state, says: `${state} because.`, fix: { kind: "person", says: "Do this." } } as Cause;
  return { agent, title: TITLES[agent], state, causes: state === "holding" ? [] : [cause], ...more };
}

const proven = (agent: keyof typeof TITLES) => light(agent, "holding", { proven: 1 });
const unproven = (agent: keyof typeof TITLES) => light(agent, "holding");
const open = (agent: keyof typeof TITLES) => light(agent, "not-connected");
const taken = (agent: keyof typeof TITLES) => light(agent, "changed");
const observed = (agent: keyof typeof TITLES) => light(agent, "observing", { proven: 1 });
const impossible = (agent: keyof typeof TITLES) => light(agent, "not-connected", { impossible: true });

interface Case {
  readonly name: string;
  readonly lights: readonly Light[];
  readonly lit: boolean;
  /** The item beside the shield; undefined when there is none. */
  readonly says?: string;
  readonly warns?: true;
  readonly protects?: true;
}

const CASES: readonly Case[] = [
  { name: "no agent", lights: [], lit: false },
  {
    name: "nobody asks",
    lights: [open("claude"), open("codex"), open("cursor"), open("goose"), open("roo")],
    lit: false,
    says: "5 agents not protected",
    warns: true,
    protects: true,
  },
  {
    name: "one agent that does not ask",
    lights: [open("claude")],
    lit: false,
    says: "1 agent not protected",
    warns: true,
    protects: true,
  },
  { name: "a hook that nothing has proven", lights: [unproven("claude")], lit: false, says: "1 agent not proven yet" },
  {
    name: "one proven, the rest counted",
    lights: [proven("claude"), open("codex"), open("cursor")],
    lit: true,
    says: "2 agents not protected",
    protects: true,
  },
  { name: "all proven", lights: [proven("claude"), proven("codex")], lit: true },
  { name: "what can never ask is not counted", lights: [proven("claude"), impossible("roo")], lit: true },
  { name: "only what can never ask", lights: [impossible("roo")], lit: false },
  { name: "only observed", lights: [observed("claude")], lit: false, says: "1 agent only observed" },
  {
    name: "a hook that was taken out, first of all",
    lights: [proven("claude"), taken("codex"), open("cursor")],
    lit: true,
    says: "$(warning) Codex not guarded, 1 more not protected",
    warns: true,
  },
];

test.each(CASES)("in the status bar: $name", ({ lights, lit, says, warns = false, protects = false }) => {
  expect(shieldLook(lights).lit).toBe(lit);
  const look = missingLook(lights);
  expect(look?.text).toBe(says);
  if (look) expect([look.warns, look.protects]).toEqual([warns, protects]);
  for (const { accessible } of look ? [look, shieldLook(lights)] : [shieldLook(lights)])
    expect(accessible).not.toMatch(/\$\(/);
});

test("the shield names who is guarded and why others are not", () => {
  expect(shieldLook([proven("claude"), open("codex")]).tooltip).toBe(
    "AgentGuard guards Claude Code.\n\nCodex is not connected yet: not-connected because. Do this.",
  );
});

test.each<[name: string, lights: readonly Light[], says: string | undefined]>([
  [
    "nobody is protected",
    [open("claude"), open("codex")],
    "AgentGuard holds nothing yet: Claude Code and Codex are not protected.",
  ],
  ["one agent", [open("claude"), impossible("roo")], "AgentGuard holds nothing yet: Claude Code is not protected."],
  [
    "many",
    [open("claude"), open("codex"), open("cursor"), open("goose")],
    "AgentGuard holds nothing yet: 4 agents on this machine are not protected.",
  ],
  ["no agent", [], undefined],
  ["one is protected", [proven("claude"), open("codex")], undefined],
  ["one has the hook", [unproven("claude"), open("codex")], undefined],
  ["one lost it", [taken("claude")], undefined],
])("the notice of the first run, where %s", (_, lights, says) => {
  expect(firstNotice(lights)).toBe(says);
});

describe("after protecting", () => {
  test.each<[name: string, lights: readonly Light[], severity: string, message: string]>([
    [
      "all are proven",
      [proven("claude"), proven("codex")],
      "info",
      "AgentGuard guards Claude Code and Codex. Sessions that run already may have to be restarted.",
    ],
    [
      "one is not",
      [proven("claude"), open("codex")],
      "warning",
      "AgentGuard guards Claude Code. Sessions that run already may have to be restarted. Codex is not connected yet: not-connected because. Do this.",
    ],
    ["none is", [open("codex")], "warning", "AgentGuard: Codex is not connected yet: not-connected because. Do this."],
    [
      "the policy only observes",
      [observed("claude")],
      "warning",
      "AgentGuard: Claude Code asks AgentGuard and is not held back: observing because. Do this.",
    ],
    [
      "agents are stopped",
      [unproven("claude")],
      "warning",
      "AgentGuard: Claude Code has AgentGuard's hook, which is not proven yet. Nothing can be proven while agents are stopped.",
    ],
  ])("%s", (_, lights, severity, message) => {
    expect(announcement(lights, "")).toEqual({ severity, message });
  });

  test("in one folder", () => {
    expect(announcement([proven("claude")], " in shop").message).toMatch(/^AgentGuard guards Claude Code in shop\./);
  });

  test("an agent that has no hooks is told so", () => {
    expect(shortfallOf(impossible("roo"))).toMatch(/^Roo Code cannot be guarded: /);
    expect(shortfallOf(proven("claude"))).toBeUndefined();
  });
});

test("names in a row", () => {
  expect([[], ["A"], ["A", "B"], ["A", "B", "C"]].map(names)).toEqual(["", "A", "A and B", "A, B and C"]);
});
