import { describe, expect, test } from "vitest";
import { loadPolicy } from "../../../src/core/policy/load.ts";

const FILE = "/w/.agentguard.json";

/** Problems as `line:column-endLine:endColumn message`, so that one line says all of it. */
function problems(text: string): string[] {
  return loadPolicy(text, FILE).problems.map(
    ({ line, column, endLine, endColumn, message }) => `${line}:${column}-${endLine}:${endColumn} ${message}`,
  );
}

function check(cases: readonly (readonly [text: string, ...problems: string[]])[]) {
  test.each(cases.map(([text, ...expected]) => ({ text, expected })))("$text", ({ text, expected }) => {
    expect(problems(text)).toEqual(expected);
    expect(loadPolicy(text, FILE).policy === undefined).toBe(expected.length > 0);
  });
}

const FULL = `{
  // what this repository adds
  "$schema": "https://agentguard.dev/schema/v1.json",
  "version": 1,
  "mode": "enforce",
  "thresholds": { "ask": 30, "deny": 80 },
  "environments": {
    "production": {
      "match": { "host": ["*.rds.amazonaws.com", "db.acme.io"], "kubeContext": "prod-*", "branch": ["main"] },
      "badge": { "label": "PROD", "color": "#d11" },
    },
  },
  "rules": [
    { "id": "no-prod-drops", "when": { "effect": ["drop", "truncate"], "environment": "production" }, "then": "deny",
      "because": "Use a reviewed migration." },
    { "id": "release", "when": { "command": "npm publish*" }, "then": "ask" },
  ],
  "credentials": [{ "name": "RAILWAY_TOKEN", "for": "domains", "environment": "production" }],
  "servers": [{ "server": "postgres", "allow": { "statements": "select" } }],
  "protect": ["migrations/**"],
}
`;

test("more patterns than can be held against every act", () => {
  const rule = (id: number, count: number) => ({
    id: `r${id}`,
    when: { path: Array.from({ length: count }, (_, i) => `src/${id}-${i}/**`), effect: "delete" },
    then: "ask",
  });
  const file = (last: number) =>
    JSON.stringify({
      version: 1,
      rules: Array.from({ length: 11 }, (_, id) => rule(id, id < 10 ? 189 : last)),
      protect: ["a"],
    });
  expect(problems(file(98))).toEqual([]);
  expect(problems(file(99))).toEqual([
    expect.stringMatching(/^1:22-.* The file holds 2001 patterns, of which it may have at most 2000/),
  ]);
});

test("a rule that promises a copy is taken, and asks", () => {
  const text = `{
  "version": 1,
  "rules": [
    {
      "id": "a",
      "when": { "effect": "drop" },
      "then": "snapshot",
      "examples": [{ "run": "dropdb shop", "expect": "snapshot" }]
    }
  ],
  "examples": [{ "run": "ls", "expect": "allow" }]
}`;
  const { policy, problems } = loadPolicy(text, FILE);
  expect(policy?.rules.map(({ then }) => then)).toEqual(["ask"]);
  expect(policy?.examples.map(({ expect }) => expect)).toEqual(["ask", "allow"]);
  expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
    [7, "inert"],
    [8, "inert"],
  ]);
});

test("a file with an error besides is not taken", () => {
  const rule = { id: "a", when: { effect: "dropp" }, then: "snapshot" };
  const { policy, problems } = loadPolicy(JSON.stringify({ version: 1, rules: [rule] }), FILE);
  expect(policy).toBeUndefined();
  expect(problems.map(({ severity }) => severity)).toEqual(["error"]);
});

test("a whole file, with comments and trailing commas", () => {
  const { policy, problems } = loadPolicy(FULL, FILE);
  expect(problems).toEqual([]);
  const { ranges, ...layer } = policy ?? { ranges: new Map() };
  expect(layer).toEqual({
    file: FILE,
    mode: "enforce",
    thresholds: { ask: 30, deny: 80 },
    environments: [
      {
        name: "production",
        match: { host: ["*.rds.amazonaws.com", "db.acme.io"], kubeContext: ["prod-*"], branch: ["main"] },
        badge: { label: "PROD", color: "#d11" },
        from: { file: FILE, line: 8 },
      },
    ],
    rules: [
      {
        id: "no-prod-drops",
        when: { effect: ["drop", "truncate"], environment: ["production"] },
        then: "deny",
        because: "Use a reviewed migration.",
        from: { file: FILE, line: 14 },
      },
      { id: "release", when: { command: ["npm publish*"] }, then: "ask", from: { file: FILE, line: 16 } },
    ],
    roles: [],
    limits: {},
    examples: [],
    credentials: [{ name: "RAILWAY_TOKEN", for: ["domains"], environment: "production" }],
    servers: [{ server: ["postgres"], allow: { statements: ["select"] } }],
    protect: ["migrations/**"],
  });
  expect(ranges.get("/thresholds/ask")).toEqual({ line: 6, column: 19, endLine: 6, endColumn: 28 });
  expect(ranges.get("/rules/1/then")?.line).toBe(16);
});

describe("the smallest file, a byte order mark, Windows line ends", () => {
  check([['{ "version": 1 }'], ['\uFEFF{ "version": 1 }'], ['{\r\n  "version": 1,\r\n  "mode": "observe"\r\n}\r\n']]);
  test("lines are counted across carriage returns", () => {
    expect(problems('{\r\n  "version": 1,\r\n  "mod": "observe"\r\n}')).toEqual([
      '3:3-3:8 Unknown key "mod". Did you mean "mode"?',
    ]);
  });
});

describe("unknown keys are errors with a suggestion", () => {
  check([
    ['{ "version": 1, "treshold": {} }', '1:17-1:27 Unknown key "treshold". Did you mean "thresholds"?'],
    ['{ "version": 1, "Rules": [] }', '1:17-1:24 Unknown key "Rules". Did you mean "rules"?'],
    ['{ "version": 1, "thresholds": { "aks": 3 } }', '1:33-1:38 Unknown key "aks". Did you mean "ask"?'],
    ['{ "version": 1, "thresholds": { "maximum": 3 } }', '1:33-1:42 Unknown key "maximum". Known here: ask, deny.'],
    [
      '{ "version": 1, "environments": { "prodution": {} } }',
      '1:35-1:46 Unknown key "prodution". Did you mean "production"?',
    ],
    [
      '{ "version": 1,\n "rules": [{ "id": "a", "when": { "efect": "drop", "path": "x" }, "then": "ask" }] }',
      '2:35-2:42 Unknown key "efect". Did you mean "effect"?',
    ],
    [
      '{ "version": 1, "__proto__": { "mode": "observe" } }',
      '1:17-1:28 Unknown key "__proto__". Known here: $schema, version, profile, mode, thresholds, environments, rules, agents, limits, examples, credentials, servers, maskedReads, terminals, protect.',
    ],
  ]);
});

describe("roles, limits, time windows and examples", () => {
  const text = `{
  "version": 1,
  "profile": "team",
  "agents": { "reviewer": { "match": { "agent": "codex", "subagent": ["*review*"] }, "may": ["read"] } },
  "limits": { "destructivePerMinute": 5, "then": "ask" },
  "rules": [
    {
      "id": "nights",
      "when": {
        "environment": "production",
        "role": "reviewer",
        "tool": "supabase/*",
        "time": { "days": ["sat", "sun"], "hours": "18:30-08:00", "zone": "Europe/Berlin", "before": "2026-12-01T00:00:00Z" }
      },
      "then": "ask",
      "require": "type-name",
      "examples": [{ "run": "psql -h db.acme.io -c 'drop table t'", "expect": "ask" }]
    }
  ],
  "examples": [{ "run": "ls", "shell": "zsh", "agent": "codex", "expect": "allow" }]
}`;
  test("are read as they are meant", () => {
    const { policy, problems } = loadPolicy(text, FILE);
    expect(problems).toEqual([]);
    expect(policy).toMatchObject({
      profile: "team",
      roles: [
        {
          name: "reviewer",
          match: { agent: ["codex"], subagent: ["*review*"] },
          may: ["read"],
          from: { file: FILE, line: 4 },
        },
      ],
      limits: { destructivePerMinute: 5, then: "ask" },
      rules: [
        {
          when: {
            role: ["reviewer"],
            tool: ["supabase/*"],
            time: {
              days: ["sat", "sun"],
              hours: { from: 18 * 60 + 30, to: 8 * 60 },
              zone: "Europe/Berlin",
              before: Date.UTC(2026, 11, 1),
            },
          },
          require: "type-name",
        },
      ],
      examples: [
        { run: "psql -h db.acme.io -c 'drop table t'", expect: "ask", pointer: "/rules/0/examples/0" },
        { run: "ls", shell: "zsh", agent: "codex", expect: "allow", pointer: "/examples/0" },
      ],
    });
  });
  check([
    [
      '{ "version": 1, "agents": { "a": { "match": {}, "may": ["read"] } } }',
      "1:45-1:47 Names nobody; write whom the role is for.",
    ],
    [
      '{ "version": 1, "agents": { "a": { "match": { "agent": "x" }, "may": ["reed"] } } }',
      '1:71-1:77 "reed" is not known here. Did you mean "read"?',
    ],
    [
      '{ "version": 1, "agents": { "a": { "mach": { "agent": "x" }, "may": ["read"] } } }',
      '1:29-1:32 "match" is missing.',
      '1:36-1:42 Unknown key "mach". Did you mean "match"?',
    ],
    [
      '{ "version": 1, "limits": { "destructivePerMinut": 5 } }',
      '1:29-1:50 Unknown key "destructivePerMinut". Did you mean "destructivePerMinute"?',
    ],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": { "path": "x", "time": { "hours": "9-17" } }, "then": "ask" }] }',
      "1:82-1:88 Must be hours such as 18:00-08:00.",
    ],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": { "path": "x", "time": { "days": "mon", "zone": "Mars" } }, "then": "ask" }] }',
      "1:96-1:102 Is no time zone that this machine knows; write one such as Europe/Berlin.",
    ],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": { "time": { "days": "mon" } }, "then": "ask" }] }',
      "1:48-1:77 Names no condition, so the rule would hold for everything; name at least one.",
    ],
    ['{ "version": 1, "protect": ["!x"] }', "1:29-1:33 Only `path` understands `!`; elsewhere write what is meant."],
  ]);
});

describe("wrong values are named at their place", () => {
  check([
    ["{}", '1:1-1:2 "version" is missing: write "version": 1.'],
    ['{ "version": 2 }', '1:14-1:15 Must be 1: write "version": 1.'],
    ['{ "version": 1, "mode": "enforced" }', '1:25-1:35 "enforced" is not known here. Did you mean "enforce"?'],
    ['{ "version": 1, "mode": "off" }', '1:25-1:30 "off" is not known here. Must be one of: enforce, observe.'],
    ['{ "version": 1, "thresholds": { "ask": "40" } }', "1:40-1:44 Must be a whole number from 1 to 100."],
    ['{ "version": 1, "thresholds": { "ask": 0 } }', "1:40-1:41 Must be a whole number from 1 to 100."],
    [
      '{ "version": 1, "thresholds": { "ask": 90, "deny": 50 } }',
      "1:40-1:42 Is above `deny`, so nothing would ever be asked.",
    ],
    ['{ "version": 1, "protect": "migrations/**" }', "1:28-1:43 Must be a list, and is a text."],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": ["drop", "trunkate"] }, "then": "ask" }] }',
      '1:69-1:79 "trunkate" is not known here. Did you mean "truncate"?',
    ],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": "dorp" }, "then": "ask" }] }',
      '1:60-1:66 "dorp" is not known here. Did you mean "drop"?',
    ],
    ['{ "version": 1, "rules": [{ "id": "a", "when": { "effect": "drop" } }] }', '1:27-1:28 "then" is missing.'],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": {}, "then": "allow" }] }',
      "1:48-1:50 Names no condition, so the rule would hold for everything; name at least one.",
    ],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": [] }, "then": "deny" }] }',
      "1:60-1:62 The list is empty, so it could never match.",
    ],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": { "path": "x" }, "then": "ask" }, { "id": "a", "when": { "path": "y" }, "then": "ask" }] }',
      '1:90-1:93 Another rule is already called "a".',
    ],
    [
      '{ "version": 1, "environments": { "production": { "badge": { "color": "red" } } } }',
      "1:71-1:76 Must be a colour such as #d11 or #dd1111.",
    ],
  ]);
});

const OTHERS_HOME = "Nobody's home folder but your own is known here: write the absolute path, or `~/` for your own.";

describe("home folders", () => {
  check([
    ['{ "version": 1, "protect": ["~/.ssh/**", "~$report.docx", "a/~b/c"] }'],
    ['{ "version": 1, "protect": ["~alice/notes/**"] }', `1:29-1:46 ${OTHERS_HOME}`],
    [
      '{ "version": 1, "rules": [{ "id": "a", "when": { "path": "!~bob/x" }, "then": "ask" }] }',
      `1:58-1:67 ${OTHERS_HOME}`,
    ],
    [
      '{ "version": 1, "environments": { "production": { "match": { "envFile": ["~ci/.env"] } } } }',
      `1:74-1:84 ${OTHERS_HOME}`,
    ],
  ]);
});

describe("patterns that could keep the guard busy are refused", () => {
  check([
    [
      '{ "version": 1, "protect": ["*a*a*a*a*a*a*"] }',
      "1:29-1:44 A pattern may hold at most 6 wildcards; split it into several patterns.",
    ],
    [
      '{ "version": 1, "protect": ["{1..99999999}"] }',
      "1:29-1:44 A pattern may hold at most two {a,b} groups, no {1..9} range and no +(…) group; split it into several patterns.",
    ],
    [
      '{ "version": 1, "protect": ["+(+(a))"] }',
      "1:29-1:38 A pattern may hold at most two {a,b} groups, no {1..9} range and no +(…) group; split it into several patterns.",
    ],
  ]);
});

describe("broken text", () => {
  check([
    ["", "1:1-1:1 Value expected."],
    ['{ "version": 1', "1:15-1:15 Close brace expected."],
    [
      '{ "version": 1, "mode": "observe", "mode": "enforce" }',
      '1:36-1:42 The key "mode" stands here twice; only the last would count.',
    ],
    ["[1]", "1:1-1:4 Must be an object, and is a list."],
  ]);
  test("nested beyond reason, or longer than reason: refused before it is parsed", () => {
    expect(problems("[".repeat(200_000))).toEqual(["1:101-1:102 Brackets are nested more than 100 deep."]);
    expect(problems(" ".repeat(2_000_000))).toEqual(["1:1-1:2 The file is longer than 1048576 characters."]);
  });
});
