/** Effects and where they land → verdict: the score table and the policy's rules, without any parsing. */
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import { decide } from "../../../src/core/decision/decide.ts";
import type { Cause } from "../../../src/core/effects/cause.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";
import { type DotenvEntry, type Fact, Facts } from "../../../src/core/facts/facts.ts";
import { type EnvironmentName, NOWHERE } from "../../../src/core/places/environment.ts";
import { BUILT_IN, type Policy, type PolicyRule } from "../../../src/core/policy/policy.ts";
import { applyRules, generalRules } from "../../../src/core/rules/rules.ts";
import { BASE, baseOf } from "../../../src/core/rules/score.ts";
import { hookFiles } from "../../../src/hosts/agents/hook-files.ts";
import { AGENT_SWITCHES } from "../../../src/hosts/agents/switches.ts";

const ROOT = "/home/dev/app";
const HOST = [{ kind: "host", host: "db.acme.io" }] as const;

interface Case {
  readonly name: string;
  readonly effects: readonly Partial<Effect>[];
  readonly environment?: EnvironmentName;
  readonly policy?: Partial<Policy>;
  readonly text?: string;
  readonly dotenv?: readonly DotenvEntry[];
  /** `decision override level`, and rules that must be among the reasons. */
  readonly expect: string;
  readonly because?: readonly string[];
}

function check({
  name,
  effects,
  environment = "local",
  policy = {},
  text = "run",
  dotenv = [],
  expect: expected,
  because = [],
}: Case): void {
  it(name, () => {
    const whole: Policy = { ...BUILT_IN, ...policy };
    const facts = new Facts(new Map<string, Fact>([[`dotenv:${ROOT}`, dotenv]]), {
      roots: [ROOT],
      home: "/home/dev",
      hookFiles: hookFiles(),
      switches: AGENT_SWITCHES,
      platform: "linux",
    });
    const action: Action = { kind: "command", text, shell: "bash", cwd: ROOT, origin: { agent: "claude-code" } };
    const there = { name: environment, evidence: [] };
    const placed = effects.map(effect => ({
      effect: { ...EFFECT, ...effect },
      cause: effect.command === undefined ? undefined : causeOf(effect.command),
      readings: { workspace: there, user: there, organization: there },
    }));
    const verdict = decide(
      applyRules(action, placed, facts, whole),
      generalRules(action, [text], facts.around, whole),
      NOWHERE,
      whole,
    );
    expect(`${verdict.decision} ${verdict.override} ${verdict.level}`).toBe(expected);
    for (const rule of because) expect(verdict.reasons.map(reason => reason.rule)).toContain(rule);
    expect(verdict.reasons.length).toBeGreaterThan(effects.length === 0 ? -1 : 0);
  });
}

function causeOf(text: string): Cause {
  const scope = { cwd: ROOT, variables: new Map(), via: [] };
  return { kind: "command", text, scope, start: scope, within: undefined };
}

const EFFECT: Effect = {
  verb: "delete",
  resource: "file",
  target: "notes.txt",
  reach: "one",
  recovery: "none",
  certainty: "certain",
  source: "test",
  says: "deletes notes.txt",
};

describe("verdict", () => {
  check({ name: "nothing happens: silent", effects: [], expect: "allow none safe" });
  check({ name: "a file nobody can give back: ask", effects: [{}], expect: "ask confirm medium" });
  check({
    name: "what comes back by itself: silent",
    effects: [{ recovery: "free" }],
    expect: "allow none safe",
    because: ["recovery/free"],
  });
  check({
    name: "uncommitted work: ask, high",
    effects: [{ verb: "discard", resource: "working-tree", reach: "several" }],
    expect: "ask confirm high",
  });
  check({
    name: "uncommitted work and files git has never seen in one act: worse than either",
    effects: [
      { verb: "discard", resource: "working-tree", reach: "all" },
      { resource: "untracked-files", says: "deletes notes.md" },
    ],
    expect: "deny type-name critical",
    because: ["act/compound"],
  });
  check({
    name: "the same kind of loss twice: no worse than once",
    effects: [
      { verb: "discard", resource: "working-tree", reach: "all" },
      { verb: "discard", resource: "working-tree", reach: "all", target: "other" },
    ],
    expect: "ask confirm high",
  });
  check({
    name: "the home folder: no single key runs it",
    effects: [{ resource: "directory", reach: "all", marks: ["home"] }],
    expect: "deny type-name critical",
  });
  check({ name: "a table at home: ask", effects: [{ verb: "drop", resource: "table" }], expect: "ask confirm high" });
  check({
    name: "a table in production: no single key",
    effects: [{ verb: "drop", resource: "table" }],
    environment: "production",
    expect: "deny type-name critical",
  });
  check({
    name: "some rows, named by a condition, at home: silent",
    effects: [{ resource: "rows", reach: "several" }],
    expect: "allow none low",
  });
  check({
    name: "the same rows in production: ask",
    effects: [{ resource: "rows", reach: "several" }],
    environment: "production",
    expect: "ask confirm medium",
  });
  check({
    name: "text that cannot be read: ask",
    effects: [{ verb: "execute-unknown", resource: "code", reach: "unknown" }],
    expect: "ask confirm high",
  });
  check({
    name: "a word that only sounds like it: silent at home",
    effects: [{ verb: "mutate", resource: "record", certainty: "possible" }],
    expect: "allow none safe",
  });
  check({
    name: "turning the guard off: refused, no card",
    effects: [{ verb: "disable-protection", resource: "guard" }],
    expect: "deny none critical",
  });
  check({
    name: "the guard's own files: refused, no card",
    effects: [{ path: "/home/dev/.local/share/agentguard/audit.jsonl" }],
    expect: "deny none critical",
    because: ["guard/own-files"],
  });
  check({
    name: "an agent's hook settings, even by an undoable edit: ask",
    effects: [{ verb: "write", recovery: "free", path: `${ROOT}/.cursor/hooks.json` }],
    expect: "ask confirm high",
    because: ["guard/hooks"],
  });
  check({
    name: "the worst effect gives the score, the others stay as reasons",
    effects: [{}, { verb: "drop", resource: "database", says: "drops app" }],
    expect: "ask confirm critical",
    because: ["effect/drop-database", "effect/delete-file"],
  });
  check({
    name: "a credential found in another file is named and weighs",
    effects: [{ resource: "record", at: HOST }],
    environment: "production",
    text: "curl -X DELETE -H 'Authorization: Bearer 0123456789abcdef0123' https://db.acme.io/x",
    dotenv: [{ file: `${ROOT}/scripts/.env`, line: 2, name: "API_TOKEN", value: "0123456789abcdef0123" }],
    expect: "deny type-name critical",
    because: ["credentials/found"],
  });
  check({
    name: "a word of the command that happens to be a short value is no credential",
    effects: [{ resource: "record", at: HOST, recovery: "effort" }],
    text: "curl -X DELETE https://db.acme.io/x",
    dotenv: [{ file: `${ROOT}/.env`, line: 1, name: "API_TOKEN", value: "x" }],
    expect: "allow none low",
  });
});

describe("policy rules", () => {
  const rule = (when: PolicyRule["when"], then: PolicyRule["then"], id = "r"): Partial<Policy> => ({
    rules: [{ id, when, then }],
  });
  check({
    name: "allow takes the points away",
    effects: [{ path: `${ROOT}/dist/a.js` }],
    policy: rule({ path: ["dist/**"] }, "allow"),
    expect: "allow none safe",
    because: ["policy/r"],
  });
  check({
    name: "allow elsewhere does nothing",
    effects: [{ path: `${ROOT}/src/a.js` }],
    policy: rule({ path: ["dist/**"] }, "allow"),
    expect: "ask confirm medium",
  });
  check({
    name: "allow never beats ask",
    effects: [{ path: `${ROOT}/dist/a.js` }],
    policy: {
      rules: [
        { id: "a", when: { path: ["dist/**"] }, then: "allow" },
        { id: "b", when: { effect: ["delete"] }, then: "ask" },
      ],
    },
    expect: "ask confirm medium",
  });
  check({
    name: "allow never frees the guard",
    effects: [{ verb: "disable-protection", resource: "guard" }],
    policy: rule({ effect: ["disable-protection"] }, "allow"),
    expect: "deny none critical",
  });
  check({
    name: "deny is refused outright, whatever the score",
    effects: [{ recovery: "free", path: `${ROOT}/x` }],
    policy: rule({ effect: ["delete"] }, "deny"),
    expect: "deny none critical",
  });
  check({
    name: "by environment",
    effects: [{ verb: "update", resource: "rows", reach: "several", recovery: "effort" }],
    environment: "production",
    policy: rule({ environment: ["production"] }, "ask"),
    expect: "ask confirm medium",
  });
  check({
    name: "by command, blanks folded, slashes crossed",
    effects: [{ recovery: "free" }],
    text: "npm   publish ./pkg/a",
    policy: rule({ command: ["npm publish*"] }, "ask"),
    expect: "ask confirm medium",
  });
  check({
    name: "by command, also where nothing is known to be lost",
    effects: [],
    text: "npm publish",
    policy: rule({ command: ["npm publish*"] }, "ask"),
    expect: "ask confirm medium",
    because: ["policy/r"],
  });
  check({
    name: "a command that is allowed frees nothing beside it",
    effects: [{ command: "rm notes.txt" }],
    text: "npm test && rm notes.txt",
    policy: rule({ command: ["npm test*"] }, "allow"),
    expect: "ask confirm medium",
  });
  check({
    name: "a command that is allowed passes itself",
    effects: [{ command: "rm notes.txt" }],
    text: "npm test && rm notes.txt",
    policy: rule({ command: ["rm notes.txt"] }, "allow"),
    expect: "allow none safe",
  });
  check({
    name: "many stars over a long command end in time",
    effects: [{ recovery: "free" }],
    text: "a".repeat(100_000),
    policy: rule({ command: ["*a*a*a*a*a*b"] }, "ask"),
    expect: "allow none safe",
  });
  check({
    name: "by agent",
    effects: [{ recovery: "free" }],
    policy: rule({ agent: ["codex"] }, "deny"),
    expect: "allow none safe",
  });
  check({
    name: "by host",
    effects: [{ recovery: "free", at: HOST }],
    policy: rule({ host: ["*.acme.io"] }, "ask"),
    expect: "ask confirm medium",
  });
  check({
    name: "protected paths ask even for an edit",
    effects: [{ verb: "write", recovery: "free", path: `${ROOT}/migrations/1.sql` }],
    policy: { protect: ["migrations/**"] },
    expect: "ask confirm high",
  });
  check({
    name: "a lower threshold asks sooner",
    effects: [{ resource: "rows", reach: "several" }],
    policy: { thresholds: { ask: 20, deny: 90 } },
    expect: "ask confirm low",
  });
});

describe("score table", () => {
  it("has no line that an earlier one hides", () => {
    for (const [i, row] of BASE.entries()) {
      const effect = {
        ...EFFECT,
        verb: row.verb,
        resource: row.resource?.[0] ?? "unknown",
        reach: row.reach?.[0] ?? "one",
      };
      expect(baseOf(effect), `line ${i}: ${row.verb} ${row.resource ?? ""}`).toBe(row.points);
    }
  });
});
