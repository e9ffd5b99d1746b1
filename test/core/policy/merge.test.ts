import { describe, expect, test } from "vitest";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN, type Policy, type PolicyLayer, type Tier } from "../../../src/core/policy/policy.ts";
import { onlyProfile } from "../../../src/core/policy/profiles.ts";

/** Layers given as the rest of a file after `version`. */
function merge(...files: readonly (readonly [Tier, Record<string, unknown>])[]) {
  return mergePolicies(
    BUILT_IN,
    files.map(([tier, rest]) => {
      const { policy, problems } = loadPolicy(JSON.stringify({ version: 1, ...rest }), `/${tier}.json`);
      if (!policy) throw new Error(problems[0]?.message);
      return { tier, layer: policy };
    }),
    "/home/u/policy.json",
  );
}

const rule = (id: string, then: string) => ({ id, when: { path: "x/**" }, then });

interface Case {
  readonly name: string;
  readonly files: readonly (readonly [Tier, Record<string, unknown>])[];
  /** What the merged policy says at a key; only the ids of rules, the names of the rest. */
  readonly expect: Partial<
    Record<"mode" | "ask" | "deny" | "rules" | "environments" | "credentials" | "protect", unknown>
  >;
  readonly inert?: readonly string[];
}

function view(policy: Policy): Record<string, unknown> {
  return {
    mode: policy.mode,
    ask: policy.thresholds.ask,
    deny: policy.thresholds.deny,
    rules: policy.rules.map(({ id, then, from }) => `${from?.file}:${id}:${then}`),
    environments: policy.environments
      .filter(({ from }) => from)
      .map(({ name, badge }) => [name, badge?.label].filter(Boolean).join(" ")),
    credentials: policy.credentials.map(({ name }) => name),
    protect: policy.protect,
  };
}

function check(cases: readonly Case[]) {
  test.each(cases)("$name", ({ files, expect: expected, inert = [] }) => {
    const { policy, problems } = merge(...files);
    expect(view(policy)).toMatchObject(expected);
    expect(problems.map(({ file, severity, message }) => `${file} ${severity}: ${message.split(/\. /)[0]}`)).toEqual(
      inert,
    );
  });
}

test("a rule or place of a profile leads to the line that chose the profile, or nowhere", () => {
  const from = (layer: PolicyLayer) => {
    const { rules, environments } = mergePolicies(BUILT_IN, [{ tier: "user", layer }]).policy;
    return [...rules, ...environments.filter(({ tier }) => tier === "user")].map(({ from }) => from);
  };
  const { policy: written } = loadPolicy('{\n  "version": 1,\n  "profile": "regulated"\n}', "/home/u/policy.json");
  if (!written) throw new Error("the policy is not taken");
  expect(new Set(from(written))).toEqual(new Set([{ file: "/home/u/policy.json", line: 3 }]));
  expect(new Set(from(onlyProfile("regulated", "the untrusted workspace /w")))).toEqual(new Set([undefined]));
});

describe("nothing", () => {
  test("no file at all is the built-in policy", () => {
    expect(merge()).toEqual({ policy: BUILT_IN, problems: [] });
  });
});

describe("a user may loosen what is built in", () => {
  check([
    { name: "mode", files: [["user", { mode: "observe" }]], expect: { mode: "observe" } },
    { name: "thresholds", files: [["user", { thresholds: { ask: 60, deny: 99 } }]], expect: { ask: 60, deny: 99 } },
    {
      name: "allow rules",
      files: [["user", { rules: [rule("a", "allow")] }]],
      expect: { rules: ["/user.json:a:allow"] },
    },
    {
      name: "marks",
      files: [["user", { environments: { local: { match: { host: "box" } } } }]],
      expect: { environments: ["local"] },
    },
  ]);
});

describe("nobody loosens what the organization set", () => {
  check([
    {
      name: "mode",
      files: [
        ["user", { mode: "observe" }],
        ["organization", { mode: "enforce" }],
      ],
      expect: { mode: "enforce" },
      inert: ["/user.json inert: The organization's policy sets `enforce`, so this is without effect."],
    },
    {
      name: "thresholds",
      files: [
        ["user", { thresholds: { ask: 60, deny: 70 } }],
        ["organization", { thresholds: { ask: 30 } }],
      ],
      expect: { ask: 30, deny: 70 },
      inert: ["/user.json inert: The organization's policy sets 30, so a higher value is without effect."],
    },
  ]);
});

describe("a workspace only tightens", () => {
  check([
    {
      name: "lower thresholds count",
      files: [["workspace", { thresholds: { ask: 10, deny: 50 } }]],
      expect: { ask: 10, deny: 50 },
    },
    {
      name: "higher thresholds do not",
      files: [["workspace", { thresholds: { ask: 41, deny: 91 } }]],
      expect: { ask: 40, deny: 90 },
      inert: [
        "/workspace.json inert: A workspace file can only lower this below 40",
        "/workspace.json inert: A workspace file can only lower this below 90",
      ],
    },
    {
      name: "observing is ignored",
      files: [["workspace", { mode: "observe" }]],
      expect: { mode: "enforce" },
      inert: ["/workspace.json inert: A workspace file cannot switch the guard to observing"],
    },
    {
      name: "enforcing is not",
      files: [
        ["user", { mode: "observe" }],
        ["workspace", { mode: "enforce" }],
      ],
      expect: { mode: "enforce" },
    },
    {
      name: "one workspace file cannot take back what another tightened",
      files: [
        ["workspace", { thresholds: { ask: 10 } }],
        ["workspace", { thresholds: { ask: 40 } }],
      ],
      expect: { ask: 10 },
      inert: ["/workspace.json inert: A workspace file can only lower this below 10"],
    },
    {
      name: "rules that hold are added, rules that allow are not",
      files: [
        ["user", { rules: [rule("same", "ask")] }],
        ["workspace", { rules: [rule("open", "allow"), rule("same", "deny")] }],
      ],
      expect: { rules: ["/user.json:same:ask", "/workspace.json:same:deny"] },
      inert: ["/workspace.json inert: A workspace file cannot allow anything"],
    },
    {
      name: "marks of production are added, others would let more pass and are not",
      files: [
        [
          "workspace",
          {
            environments: {
              production: { match: { host: "a" } },
              staging: { match: { host: "b" } },
              development: { match: { host: "c" } },
              local: { match: { host: "d" } },
            },
          },
        ],
      ],
      expect: { environments: ["production"] },
      inert: [
        "/workspace.json inert: A workspace file cannot mark anything as staging",
        "/workspace.json inert: A workspace file cannot mark anything as development",
        "/workspace.json inert: A workspace file cannot mark anything as local",
      ],
    },
    {
      name: "a label that could be mistaken is dropped, an honest one stays",
      files: [["workspace", { environments: { production: { badge: { label: "LOCAL" } } } }]],
      expect: { environments: ["production"] },
      inert: ["/workspace.json inert: In a workspace file this label must start with PROD, so that nobody mistakes it"],
    },
    {
      name: "credentials and protected paths are added",
      files: [
        ["user", { protect: ["a"], credentials: [{ name: "A", for: "x" }] }],
        [
          "workspace",
          {
            protect: ["b"],
            credentials: [
              { name: "B", for: "x", environment: "production" },
              { name: "C", for: "x", environment: "local" },
            ],
          },
        ],
      ],
      expect: { protect: ["a", "b"], credentials: ["A", "B"] },
      inert: ["/workspace.json inert: A workspace file cannot say that a credential only opens local"],
    },
  ]);

  test("an inert part is pointed at, with the place to write it instead", () => {
    const text = '{\n  "version": 1,\n  "mode": "observe"\n}';
    const { policy } = loadPolicy(text, "/w/.agentguard.json");
    const { problems } = mergePolicies(
      BUILT_IN,
      policy ? [{ tier: "workspace", layer: policy }] : [],
      "/home/u/policy.json",
    );
    expect(problems).toEqual([
      {
        file: "/w/.agentguard.json",
        line: 3,
        column: 3,
        endLine: 3,
        endColumn: 20,
        pointer: "/mode",
        severity: "inert",
        message:
          "A workspace file cannot switch the guard to observing. To have it so, trust this file or write it in /home/u/policy.json.",
      },
    ]);
  });
});

describe("limits", () => {
  interface LimitCase {
    readonly name: string;
    readonly above?: Record<string, unknown>;
    readonly workspace: Record<string, unknown>;
    readonly trusted?: true;
    /** Of everybody, where it is not what is built in or said above. */
    readonly everywhere?: Record<string, unknown>;
    readonly there?: Record<string, unknown>;
    readonly inert?: string;
  }

  test.each<LimitCase>([
    { name: "of a workspace count there", workspace: { deletedPerMinute: 3 }, there: { deletedPerMinute: 3 } },
    {
      name: "of a workspace that is trusted count there, too",
      workspace: { destructivePerMinute: 3 },
      trusted: true,
      there: { destructivePerMinute: 3 },
    },
    {
      name: "of a workspace cannot be wider",
      workspace: { destructivePerMinute: 300 },
      inert: "It can only be lowered below 30 here.",
    },
    {
      name: "of a workspace that is trusted may be wider",
      workspace: { destructivePerMinute: 300 },
      trusted: true,
      everywhere: { destructivePerMinute: 300, retriesAfterDenial: 5, then: "halt" },
    },
    {
      name: "of a workspace that is trusted are no wider than what the user set",
      above: { destructivePerMinute: 10 },
      workspace: { destructivePerMinute: 300 },
      trusted: true,
      everywhere: { destructivePerMinute: 10, retriesAfterDenial: 5, then: "halt" },
      inert: "It can only be lowered below 10 here.",
    },
    {
      name: "of a workspace stop nobody",
      above: { then: "ask" },
      workspace: { destructivePerMinute: 1, then: "halt" },
      trusted: true,
      everywhere: { destructivePerMinute: 30, retriesAfterDenial: 5, then: "ask" },
      there: { destructivePerMinute: 1 },
      inert: "Limits of a workspace file count what is done there, and ask.",
    },
    {
      name: "of the user are everybody's",
      above: { destructivePerMinute: 3, then: "ask" },
      workspace: {},
      everywhere: { destructivePerMinute: 3, retriesAfterDenial: 5, then: "ask" },
    },
  ])("$name", ({ above = {}, workspace, trusted = false, everywhere, there, inert }) => {
    const layerOf = (limits: Record<string, unknown>, file: string) => {
      const { policy } = loadPolicy(JSON.stringify({ version: 1, limits }), file);
      if (!policy) throw new Error("a broken case");
      return policy;
    };
    const { policy, problems } = mergePolicies(BUILT_IN, [
      { tier: "user", layer: layerOf(above, "/user.json") },
      { tier: "workspace", layer: layerOf(workspace, "/w.json"), trusted },
    ]);
    expect(policy.limits).toEqual(everywhere ?? BUILT_IN.limits);
    expect(policy.workspaceLimits).toEqual(there ? [{ file: "/w.json", limits: there }] : []);
    expect(problems.map(({ message }) => message.slice(0, inert?.length))).toEqual(inert === undefined ? [] : [inert]);
  });
});
