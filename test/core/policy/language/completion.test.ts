import { describe, expect, test } from "vitest";
import { type Completion, completePolicy } from "../../../../src/core/policy/language/completion.ts";
import type { Known } from "../../../../src/core/policy/language/known.ts";
import { atCursor } from "./cursor.ts";

const KNOWN: Known = {
  names: {
    host: ["db.acme.io", "db.staging.acme.io"],
    kubeContext: ["prod-eu"],
    awsProfile: ["billing"],
    awsAccount: ["123456789012"],
    gcpProject: ["acme-prod"],
    azureSubscription: ["Acme"],
    terraformWorkspace: ["blue"],
    dockerContext: ["swarm"],
    project: ["shop"],
    branch: ["main", "release/1.0"],
  },
  rules: ["docker/volume-rm"],
  agents: ["claude-code", "cursor"],
  subagents: ["reviewer-bot"],
  tools: ["supabase/execute_sql"],
  commands: ["rm -rf dist"],
  credentials: ["RAILWAY_TOKEN"],
  envFiles: [".env.live"],
};

/** What is offered at `|`; `without` must not be among it. */
interface Case {
  readonly at: string;
  readonly offers: readonly string[];
  readonly without?: readonly string[];
}

function offersAt(marked: string): Completion[] {
  const { document, offset } = atCursor(marked);
  return completePolicy(document, offset, KNOWN);
}

function check(cases: readonly Case[]) {
  test.each(cases)("$at", ({ at, offers, without = [] }) => {
    const labels = offersAt(at).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining([...offers]));
    expect(labels.filter(label => without.includes(label))).toEqual([]);
    expect(new Set(labels).size).toBe(labels.length);
  });
}

const when = (inside: string) => `{ "version": 1, "rules": [{ "id": "a", "when": { ${inside} }, "then": "ask" }] }`;
const match = (inside: string) => `{ "version": 1, "environments": { "staging": { "match": { ${inside} } } } }`;

describe("keys of the object that the cursor is in", () => {
  check([
    { at: "{ | }", offers: ["version", "rules", "environments", "protect", "$schema"], without: ["when", "effect"] },
    { at: '{ "version": 1, | }', offers: ["rules"], without: ["version"] },
    { at: '{ "version": 1, "ru|" }', offers: ["rules"] },
    { at: '{ "version": 1, "ru|": [] }', offers: ["rules", "limits"] },
    { at: "{ ve| }", offers: ["version"] },
    {
      at: '{ "version": 1, "rules": [{ | }] }',
      offers: ["id", "when", "then", "because", "examples"],
      without: ["version"],
    },
    { at: when('"rule": "|"'), offers: ["docker/volume-rm"] },
    { at: '{ "rules": [{ "id": "|" }] }', offers: ["docker/volume-rm"] },
    { at: when("|"), offers: ["rule", "effect", "path", "command", "role", "time"], without: ["id"] },
    { at: when('"effect": "drop", |'), offers: ["path"], without: ["effect"] },
    { at: when('"time": { | }'), offers: ["days", "hours", "zone", "after", "before"] },
    { at: '{ "environments": { "|" } }', offers: ["production", "staging", "development", "local"] },
    { at: match("|"), offers: ["host", "branch", "envFile", "terraformWorkspace"] },
    { at: '{ "environments": { "production": { "badge": { | } } } }', offers: ["label", "color"] },
    { at: '{ "agents": { "x": { | } } }', offers: ["match", "may"] },
    { at: '{ "agents": { | } }', offers: ["reviewer"] },
    { at: '{ "limits": { | } }', offers: ["destructivePerMinute", "then"] },
    { at: '{ "credentials": [{ | }] }', offers: ["name", "for", "environment"] },
    { at: '{ "examples": [{ | }] }', offers: ["run", "expect", "shell", "agent"] },
    { at: '{ "thresholds": { "ask": 30, | } }', offers: ["deny"], without: ["ask"] },
  ]);
});

describe("words", () => {
  check([
    { at: when('"effect": |'), offers: ["drop", "truncate", "delete"] },
    { at: when('"effect": "dr|"'), offers: ["drop"] },
    { at: when('"effect": ["drop", |]'), offers: ["truncate"], without: ["drop"] },
    { at: when('"effect": ["drop", "tr|"]'), offers: ["truncate"], without: ["drop"] },
    { at: when('"resource": "|"'), offers: ["table", "directory"] },
    { at: when('"environment": "|"'), offers: ["production", "unknown"] },
    { at: when('"time": { "days": ["|"] }'), offers: ["mon", "sun"] },
    { at: '{ "rules": [{ "then": "|" }] }', offers: ["allow", "ask", "deny"], without: ["snapshot"] },
    { at: '{ "examples": [{ "expect": "|" }] }', offers: ["allow", "ask", "deny"], without: ["snapshot"] },
    { at: '{ "rules": [{ "require": "|" }] }', offers: ["confirm", "type-name"] },
    { at: '{ "mode": | }', offers: ["enforce", "observe"] },
    { at: '{ "profile": "|" }', offers: ["solo", "team", "regulated"] },
    { at: '{ "version": | }', offers: ["1"] },
    { at: '{ "agents": { "x": { "may": ["|"] } } }', offers: ["read", "deploy"] },
    { at: '{ "limits": { "then": "|" } }', offers: ["ask", "halt"], without: ["deny"] },
    { at: '{ "examples": [{ "shell": "|" }] }', offers: ["bash", "powershell"] },
  ]);
});

describe("names that this machine or this file knows", () => {
  check([
    { at: match('"host": "|"'), offers: ["db.acme.io", "db.staging.acme.io"] },
    { at: match('"host": ["db.acme.io", "|"]'), offers: ["db.staging.acme.io"], without: ["db.acme.io"] },
    { at: when('"host": "db|"'), offers: ["db.acme.io"] },
    { at: match('"kubeContext": "|"'), offers: ["prod-eu"] },
    { at: match('"awsProfile": "|"'), offers: ["billing"] },
    { at: match('"awsAccount": "|"'), offers: ["123456789012"] },
    { at: match('"gcpProject": "|"'), offers: ["acme-prod"] },
    { at: match('"azureSubscription": "|"'), offers: ["Acme"] },
    { at: match('"terraformWorkspace": "|"'), offers: ["blue"] },
    { at: match('"dockerContext": "|"'), offers: ["swarm"] },
    { at: match('"project": "|"'), offers: ["shop"] },
    { at: match('"branch": "|"'), offers: ["main", "release/1.0"] },
    { at: match('"envFile": "|"'), offers: [".env.live"] },
    { at: when('"agent": "|"'), offers: ["claude-code", "cursor"] },
    { at: '{ "agents": { "reviewer": { "match": { "agent": "|" } } } }', offers: ["claude-code"] },
    { at: '{ "agents": { "reviewer": { "match": { "subagent": "|" } } } }', offers: ["reviewer-bot"] },
    { at: when('"tool": "|"'), offers: ["supabase/execute_sql"] },
    { at: when('"command": "|"'), offers: ["rm -rf dist"] },
    { at: when('"time": { "zone": "Europe/Ber|" }'), offers: ["Europe/Berlin"] },
    { at: '{ "credentials": [{ "name": "|" }] }', offers: ["RAILWAY_TOKEN"] },
    {
      at: '{ "agents": { "reviewer": {}, "releaser": {} }, "rules": [{ "when": { "role": "|" } }] }',
      offers: ["reviewer", "releaser"],
    },
  ]);
});

describe("whole rules", () => {
  check([
    { at: '{ "rules": [|] }', offers: ["rule: refuse in production", "rule: with an example"] },
    { at: '{ "rules": [{ "id": "a", "when": {}, "then": "ask" }, |] }', offers: ["rule: ask about a command"] },
    { at: '{ "examples": [|] }', offers: ["example"] },
    { at: '{ "credentials": [|] }', offers: ["credential"] },
  ]);
});

describe("nothing", () => {
  test.each(['{ "rules": [{ "because": "|" }] }', "// |\n{}", '{ "version": 1 } // |', '{ "nowhere": { | } }'])(
    "%s",
    at => {
      expect(offersAt(at)).toEqual([]);
    },
  );
});

describe("what is inserted", () => {
  const inserted = (at: string, label: string) => {
    const { text } = atCursor(at);
    const offer = offersAt(at).find(one => one.label === label);
    if (!offer) throw new Error(`${label} is not offered`);
    return text.slice(0, offer.start) + offer.insert + text.slice(offer.end);
  };
  test.each<readonly [at: string, label: string, after: string]>([
    ["{ | }", "version", '{ "version": 1 }'],
    ['{ "ru|" }', "rules", '{ "rules": [$1] }'],
    ['{ "ru|": [] }', "rules", '{ "rules": [] }'],
    ['{ |"version": 1 }', "mode", '{ "mode": "$1","version": 1 }'],
    ["{ $sc| }", "$schema", '{ "\\$schema": "$1" }'],
    [when('"effect": dr|'), "drop", when('"effect": "drop"')],
    [when('"effect": "dr|op"'), "drop", when('"effect": "drop"')],
    [when("|"), "time", when('"time": { $1 }')],
  ])("%s with %s", (at, label, after) => expect(inserted(at, label)).toBe(after));
});
