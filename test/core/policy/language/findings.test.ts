import { describe, expect, test } from "vitest";
import type { Around } from "../../../../src/core/policy/language/around.ts";
import { policyDocument } from "../../../../src/core/policy/language/document.ts";
import { findingsOf } from "../../../../src/core/policy/language/findings.ts";
import { loadPolicy } from "../../../../src/core/policy/load.ts";
import { proveExamples } from "../../../../src/core/policy/proving/examples.ts";
import { applyEdits } from "../../../../src/core/text/json-edits.ts";
import { judgeExample } from "../../../../src/hosts/prove.ts";
import { FILE } from "./cursor.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

const AROUND: Around = {
  tier: "user",
  trusted: false,
  userFile: "/home/u/policy.json",
  above: [],
  agents: ["claude-code", "cursor"],
  now: NOW,
  ruleIds: () => ["docker/volume-rm", "etcdctl/delete-prefix"],
  prove: layer => proveExamples(layer, "/work", judgeExample),
};

/** `⟦…⟧` marks the stretch; what comes of the first fix, and a part of the message. */
interface Case {
  readonly name: string;
  readonly text: string;
  readonly code?: string;
  readonly says?: string;
  /** Title of the fix and what stands in the file afterwards. */
  readonly fix?: readonly [title: string, after: string];
  readonly around?: Partial<Around>;
}

function check(cases: readonly Case[]) {
  test.each(cases)("$name", ({ text: marked, code, says, fix, around }) => {
    const start = marked.indexOf("⟦");
    const text = marked.replace("⟦", "").replace("⟧", "");
    const document = policyDocument(text, FILE);
    const found = findingsOf(document, { ...AROUND, ...around });
    if (start < 0) return expect(found.map(({ message }) => message)).toEqual([]);
    const [first] = found;
    if (!first) throw new Error("nothing was found");
    const { json } = document;
    const stretch = [json.offset(first.line, first.column), json.offset(first.endLine, first.endColumn)];
    expect(stretch, first.message).toEqual([start, marked.indexOf("⟧") - 1]);
    if (code) expect(first.code).toBe(code);
    if (says) expect(first.message).toContain(says);
    if (!fix) return;
    const [title, after] = fix;
    const chosen = first.fixes.find(one => one.title === title);
    if (!chosen) throw new Error(`offered: ${first.fixes.map(one => one.title).join(" | ")}`);
    expect(applyEdits(text, chosen.edits())).toBe(after);
  });
}

const rules = (...inside: readonly string[]) => `{ "version": 1, "rules": [${inside.join(", ")}] }`;
const rule = (when: string, then = '"ask"', id = "a", more = "") =>
  `{ "id": "${id}", "when": { ${when} }, "then": ${then}${more} }`;

describe("form", () => {
  check([
    { name: "nothing", text: '{ "version": 1 }' },
    { name: "a path in one's own home folder", text: rules(rule('"path": "~/notes/**"')) },
    {
      name: "a path in somebody else's",
      text: rules(rule('"path": ⟦"~alice/notes/**"⟧')),
      code: "format",
      says: "Nobody's home folder but your own",
    },
    {
      name: "a path in one's own home folder, which a workspace allows",
      text: rules(`{ "id": "a", "when": { ⟦"path": "~/notes/**"⟧ }, "then": "allow" }`),
      says: "A workspace file allows nothing in a home folder.",
      around: { tier: "workspace", trusted: true },
    },
    {
      name: "a copy that nothing takes",
      text: rules(rule('"effect": "drop"', '⟦"snapshot"⟧')),
      code: "copy",
      says: "nothing takes a copy before an act",
      fix: ['Change to "ask"', rules(rule('"effect": "drop"', '"ask"'))],
    },
    {
      name: "an example that expects one",
      text: '{ "version": 1, "examples": [{ "run": "git push --force", "expect": ⟦"snapshot"⟧ }] }',
      code: "copy",
      fix: ['Change to "ask"', '{ "version": 1, "examples": [{ "run": "git push --force", "expect": "ask" }] }'],
    },
    {
      name: "an unknown key, with the nearest",
      text: '{ "version": 1, ⟦"treshold"⟧: {} }',
      code: "misspelt",
      says: 'Did you mean "thresholds"?',
      fix: ['Change to "thresholds"', '{ "version": 1, "thresholds": {} }'],
    },
    {
      name: "a key that is like no other",
      text: '{ "version": 1, ⟦"xyzzy"⟧: {} }',
      says: "Known here:",
    },
    {
      name: "an unknown word",
      text: rules(rule('"effect": ⟦"drpo"⟧')),
      code: "misspelt",
      fix: ['Change to "drop"', rules(rule('"effect": "drop"'))],
    },
    {
      name: "an unknown word in a list",
      text: rules(rule('"effect": ["drop", ⟦"trucate"⟧]')),
      fix: ['Change to "truncate"', rules(rule('"effect": ["drop", "truncate"]'))],
    },
    {
      name: "the version is missing",
      text: '⟦{⟧ "mode": "enforce" }',
      code: "missing",
      fix: ['Add "version": 1', '{ "mode": "enforce", "version": 1 }'],
    },
    {
      name: "a rule without an answer",
      text: '{ "version": 1, "rules": [⟦{⟧ "id": "a", "when": { "effect": "drop" } }] }',
      fix: [
        'Add "then": "ask"',
        '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": "drop" }, "then": "ask" }] }',
      ],
    },
    { name: "a key twice", text: '{ "version": 1, ⟦"version"⟧: 1 }', says: "stands here twice" },
    { name: "what is cut off", text: '{ "version": 1, "rules": [⟦⟧', code: "format" },
  ]);
});

describe("rules that never apply", () => {
  const remove = (text: string): readonly [string, string] => ["Remove this rule", text];
  check([
    {
      name: "an effect and a path that do not go together",
      text: rules(rule('"effect": "drop", "path": ⟦"src/**"⟧')),
      code: "never",
      says: "has no path here",
      fix: remove('{ "version": 1, "rules": [] }'),
    },
    { name: "one of several effects has a path", text: rules(rule('"effect": ["drop", "delete"], "path": "src/**"')) },
    {
      name: "a resource without a path",
      text: rules(rule('"resource": "table", "path": ⟦["src/**"]⟧')),
      code: "never",
    },
    { name: "an effect on what it is never done to", text: rules(rule('"effect": "drop", "resource": ⟦"file"⟧')) },
    { name: "a path and a host", text: rules(rule('"path": "src/**", "host": ⟦"db.acme.io"⟧')), code: "never" },
    { name: "a path that is taken out again", text: rules(rule('"path": ⟦["src/**", "!src/**"]⟧')), says: "taken out" },
    { name: "a path that is taken out in part", text: rules(rule('"path": ["src/**", "!src/gen/**"]')) },
    { name: "all but one path", text: rules(rule('"path": "!src/**"')) },
    {
      name: "a host with a protocol and a port",
      text: rules(rule('"host": ["a.b", ⟦"https://db.acme.io:5432/x"⟧]')),
      fix: ['Change to "db.acme.io"', rules(rule('"host": ["a.b", "db.acme.io"]'))],
    },
    {
      name: "a host with a port in an environment",
      text: '{ "version": 1, "environments": { "production": { "match": { "host": ⟦"db.acme.io:5432"⟧ } } } }',
      code: "never",
      fix: [
        'Change to "db.acme.io"',
        '{ "version": 1, "environments": { "production": { "match": { "host": "db.acme.io" } } } }',
      ],
    },
    { name: "an address of six", text: rules(rule('"host": ["::1", "fe80::1", "[::1]"]')) },
    {
      name: "two commands in one",
      text: rules(rule('"command": ⟦"cd infra && terraform destroy"⟧')),
      says: "one by one",
      fix: ["Split into 2 patterns", rules(rule('"command": ["cd infra","terraform destroy"]'))],
    },
    {
      name: "two paths in one",
      text: rules(rule('"path": ["a/**", ⟦"src/**, dist/**"⟧]')),
      says: "a comma",
      fix: ["Split into 2 patterns", rules(rule('"path": ["a/**","src/**","dist/**"]'))],
    },
    {
      name: "a tool without its server",
      text: rules(rule('"tool": ⟦"execute_sql"⟧')),
      fix: ['Change to "*/execute_sql"', rules(rule('"tool": "*/execute_sql"'))],
    },
    {
      name: "a time that has passed",
      text: rules(rule('"effect": "drop", "time": { "before": ⟦"2025-01-01T00:00:00Z"⟧ }')),
      says: "in the past",
    },
    {
      name: "a time that ends before it begins",
      text: rules(
        rule('"effect": "drop", "time": { "after": "2027-02-01T00:00:00Z", "before": ⟦"2027-01-01T00:00:00Z"⟧ }'),
      ),
      says: "before it begins",
    },
    { name: "a time to come", text: rules(rule('"effect": "drop", "time": { "before": "2027-01-01T00:00:00Z" }')) },
    { name: "allowing to switch the guard off", text: rules(rule('"effect": ⟦"disable-protection"⟧', '"allow"')) },
  ]);
});

describe("names that nobody has", () => {
  const withRole = (name: string) =>
    `{ "version": 1, "agents": { "reviewer": { "match": { "agent": "cursor" }, "may": ["read"] } }, "rules": [${rule(`"role": ${name}`)}] }`;
  check([
    {
      name: "an agent",
      text: rules(rule('"agent": ⟦"claude-cod"⟧')),
      code: "unknown-agent",
      fix: ['Change to "claude-code"', rules(rule('"agent": "claude-code"'))],
    },
    { name: "agents by a pattern", text: rules(rule('"agent": "claude*"')) },
    { name: "an agent that is like no other", text: rules(rule('"agent": ⟦"zed"⟧')), says: "claude-code, cursor" },
    {
      name: "a role that is misspelt",
      text: withRole('⟦"reviever"⟧'),
      code: "unknown-role",
      fix: ['Change to "reviewer"', withRole('"reviewer"')],
    },
    { name: "a role that is defined", text: withRole('"reviewer"') },
    {
      name: "a role that can be defined",
      text: rules(rule('"role": ⟦"deployer"⟧')),
      fix: [
        'Define the role "deployer"',
        '{ "version": 1, "rules": [{ "id": "a", "when": { "role": "deployer" }, "then": "ask" }], "agents": {"deployer":{"match":{"subagent":"*deployer*"},"may":["read"]}} }',
      ],
    },
  ]);
});

describe("rules that can go", () => {
  const marked = (text: string) => `⟦${text}⟧`;
  const drop = '"effect": "drop"';
  const both: readonly (readonly [name: string, first: string, second: string, superfluous: 1 | 2 | 0])[] = [
    ["the same twice", rule(drop), rule(drop, '"ask"', "b"), 2],
    ["a stricter answer for the same", rule(drop, '"deny"'), rule(drop, '"ask"', "b"), 2],
    [
      "narrower conditions",
      rule('"effect": ["drop", "delete"]', '"deny"'),
      rule(`${drop}, "environment": "production"`, '"deny"', "b"),
      2,
    ],
    ["words of its own", rule(drop), rule(drop, '"ask"', "b", ', "because": "x"'), 1],
    ["words of its own, but milder", rule(drop, '"deny"'), rule(drop, '"ask"', "b", ', "because": "x"'), 2],
    ["a demand of its own", rule(drop), rule(drop, '"ask"', "b", ', "require": "type-name"'), 1],
    ["another effect", rule(drop), rule('"effect": "truncate"', '"ask"', "b"), 0],
    ["a milder rule first", rule(`${drop}, "environment": "production"`, '"ask"'), rule(drop, '"allow"', "b"), 0],
    ["paths below", rule('"path": "src/**"'), rule('"path": ["src/gen/**", "src/a.ts"]', '"ask"', "b"), 2],
    ["paths beside", rule('"path": "src/**"'), rule('"path": "srcs/**"', '"ask"', "b"), 0],
    ["paths that leave again", rule('"path": "src/**"'), rule('"path": "src/../x"', '"ask"', "b"), 0],
    ["paths that are taken out", rule('"path": ["src/**", "!src/a/**"]'), rule('"path": "src/a/b"', '"ask"', "b"), 0],
    ["hosts by a pattern", rule('"host": "*.acme.io"'), rule('"host": "db.acme.io"', '"ask"', "b"), 2],
    ["a pattern of another", rule('"host": "db-*.acme.io"'), rule('"host": "db*.acme.io"', '"ask"', "b"), 0],
    [
      "commands with more options",
      rule('"command": "git push"'),
      rule('"command": "git push --force"', '"ask"', "b"),
      2,
    ],
    ["commands with fewer", rule('"command": "git push --force"'), rule('"command": "git push"', '"ask"', "b"), 1],
    ["at other times", rule(`${drop}, "time": { "days": "sat" }`), rule(drop, '"ask"', "b"), 1],
    [
      "at the same time",
      rule(`${drop}, "time": { "days": "sat" }`),
      rule(`${drop}, "time": { "days": "sat" }`, '"ask"', "b"),
      2,
    ],
  ];
  check(
    both.map(([name, first, second, superfluous]) => ({
      name,
      text: rules(superfluous === 1 ? marked(first) : first, superfluous === 2 ? marked(second) : second),
    })),
  );
  check([
    {
      name: "the narrow one first",
      text: rules(marked(rule(`${drop}, "environment": "production"`)), rule(drop, '"deny"', "b")),
      code: "shadowed",
      fix: ["Remove this rule", rules(rule(drop, '"deny"', "b"))],
    },
    {
      name: "by a layer above",
      text: rules(marked(rule(drop))),
      says: "/etc/policy.json",
      around: { above: [{ tier: "organization", layer: layerOf(rules(rule(drop, '"deny"', "org"))) }] },
    },
  ]);
});

function layerOf(text: string) {
  const { policy } = loadPolicy(text, "/etc/policy.json");
  if (!policy) throw new Error("no policy");
  return policy;
}

describe("what would loosen", () => {
  const workspace = { tier: "workspace" } as const;
  check([
    {
      name: "an allow in a workspace",
      text: '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": "drop" }, ⟦"then": "allow"⟧ }] }',
      code: "without-effect",
      around: workspace,
      fix: ["Ask instead", '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": "drop" }, "then": "ask" }] }'],
    },
    {
      name: "an allow in a trusted one",
      text: rules(rule('"effect": "drop"', '"allow"')),
      around: { tier: "workspace", trusted: true },
    },
    { name: "an allow of the user's", text: rules(rule('"effect": "drop"', '"allow"')) },
    {
      name: "observing",
      text: '{ "version": 1, ⟦"mode": "observe"⟧ }',
      around: workspace,
      fix: ["Remove what has no effect", '{ "version": 1 }'],
    },
    {
      name: "a higher score",
      text: '{ "version": 1, "thresholds": { ⟦"ask": 80⟧ } }',
      around: workspace,
      fix: ["Remove what has no effect", '{ "version": 1, "thresholds": { } }'],
    },
  ]);
});

describe("examples", () => {
  const force = '"command": "git push --force"';
  const holding = (run: string, expect: string) =>
    rules(rule(force, '"deny"', "a", `, "examples": [{ "run": "${run}", "expect": ${expect} }]`));
  check([
    { name: "one that holds", text: holding("git push --force", '"deny"') },
    {
      name: "one that lies",
      text: rules(rule(force, '"deny"', "a", ', "examples": [⟦{ "run": "ls", "expect": "deny" }⟧]')),
      code: "example",
      says: "the policy makes it allow",
      fix: ['Expect "allow"', holding("ls", '"allow"')],
    },
  ]);
});
