/** A policy with any single-character slip in a key never loads silently. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { knownKeys } from "../../../src/core/policy/json-schema.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { JsonText } from "../../../src/core/text/json-text.ts";

/** Every key of the format stands in it once at least. */
const WHOLE = JSON.stringify({
  $schema: "https://agentguard.dev/schema/v1.json",
  version: 1,
  profile: "team",
  mode: "enforce",
  thresholds: { ask: 30, deny: 80 },
  environments: {
    production: {
      match: {
        host: ["db.acme.io"],
        kubeContext: "prod",
        awsProfile: "prod",
        awsAccount: "123456789012",
        gcpProject: "acme",
        azureSubscription: "acme",
        terraformWorkspace: "prod",
        dockerContext: "prod",
        project: "shop",
        branch: "main",
        envFile: "**/.env.live",
      },
      require: "type-name",
      badge: { label: "PROD", color: "#d11" },
    },
    staging: { match: { host: "*.staging.acme.io" } },
    development: { match: { host: "*.dev.acme.io" } },
    local: { match: { host: "devbox" } },
  },
  rules: [
    {
      id: "all",
      when: {
        rule: "docker/volume-rm",
        effect: "drop",
        resource: "table",
        environment: "production",
        path: "src/**",
        command: "psql *",
        host: "db.acme.io",
        tool: "a/b",
        agent: "codex",
        role: "reviewer",
        time: {
          days: "sat",
          hours: "08:00-18:00",
          zone: "UTC",
          after: "2026-01-01T00:00:00Z",
          before: "2027-01-01T00:00:00Z",
        },
      },
      then: "deny",
      require: "confirm",
      because: "x",
      instead: "y",
      examples: [{ run: "ls", shell: "bash", agent: "codex", expect: "allow" }],
    },
  ],
  agents: { reviewer: { match: { agent: "codex", session: "s", subagent: "t" }, may: ["read"] } },
  limits: {
    destructivePerMinute: 5,
    destructivePerSession: 9,
    deletedPerMinute: 50,
    retriesAfterDenial: 2,
    then: "halt",
  },
  examples: [{ run: "ls", expect: "allow" }],
  credentials: [{ name: "TOKEN", for: "x", environment: "production" }],
  maskedReads: false,
  terminals: { people: "judge" },
  servers: [{ server: "postgres", allow: { statements: ["select"], tools: ["query"] } }],
  protect: ["migrations/**"],
});

interface Key {
  readonly text: string;
  /** Of its first letter. */
  readonly offset: number;
  /** Of the object it stands in. */
  readonly path: readonly (string | number)[];
}

/** All keys but the names that a person chooses. */
function keysOf(text: string): Key[] {
  const json = new JsonText(text, "json");
  const found: Key[] = [];
  for (const { index, 1: key = "" } of text.matchAll(/"([^"]+)":/g)) {
    const node = json.nodeAt(index + 1);
    const path = node ? json.pathOf(node).slice(0, -1) : [];
    if (node?.value === key && !(path.length === 1 && path[0] === "agents"))
      found.push({ text: key, offset: index + 1, path });
  }
  return found;
}

const KEYS = keysOf(WHOLE);

/** Another letter put in, one left out, one replaced, two swapped. */
const slip = fc
  .record({
    key: fc.constantFrom(...KEYS),
    how: fc.constantFrom("insert", "delete", "replace", "swap"),
    at: fc.nat(40),
    letter: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-$. é"),
  })
  .map(({ key, how, at, letter }) => {
    const i = at % key.text.length;
    const [head, own, tail] = [key.text.slice(0, i), key.text[i] ?? "", key.text.slice(i + 1)];
    const slips: Readonly<Record<string, string>> = {
      insert: head + letter + own + tail,
      delete: head + tail,
      replace: head + letter + tail,
      swap: head + tail.slice(0, 1) + own + tail.slice(1),
    };
    return { key, wrong: slips[how] ?? "" };
  })
  .filter(({ key, wrong }) => wrong !== key.text);

test("the whole format is in the text, and the text is taken", () => {
  expect(loadPolicy(WHOLE, "/p.json").problems).toEqual([]);
  const known = [[], ...KEYS.map(({ path, text }) => [...path, text])].flatMap(path => knownKeys(path));
  expect([...new Set(known)].filter(key => !KEYS.some(({ text }) => text === key))).toEqual([]);
});

test("any slip in a key is an error at that key", () => {
  fc.assert(
    fc.property(slip, ({ key, wrong }) => {
      const text = WHOLE.slice(0, key.offset) + wrong + WHOLE.slice(key.offset + key.text.length);
      const { policy, problems } = loadPolicy(text, "/p.json");
      expect(policy, `${key.path.join("/")}: ${key.text} → ${wrong}`).toBeUndefined();
      const columns = problems.map(({ column }) => column);
      // A slip that makes another key of the same object is told where that key stands the second time.
      const twice = KEYS.filter(({ text, path }) => text === wrong && path.join("/") === key.path.join("/"));
      expect(columns.some(column => [key, ...twice].some(({ offset }) => offset === column))).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
