/** Where an effect lands: locators against policy, env files and what is plainly local. */
import { describe, expect, it } from "vitest";
import { environmentOf } from "../../../src/core/environment/detect.ts";
import { type DotenvEntry, type Fact, Facts } from "../../../src/core/facts/facts.ts";
import { hostOfValue, isLocalHost } from "../../../src/core/places/hosts.ts";
import type { Locator } from "../../../src/core/places/locator.ts";
import { BUILT_IN, type Policy } from "../../../src/core/policy/policy.ts";

const ROOT = "/w";
const POLICY: Policy = {
  ...BUILT_IN,
  environments: [
    ...BUILT_IN.environments,
    {
      name: "production",
      match: { host: ["*.rds.amazonaws.com", "db.acme.io", "ledger"], branch: ["main", "release/*"] },
      from: { file: "/w/.agentguard.json", line: 4 },
    },
    { name: "staging", match: { host: ["*.staging.acme.io"] }, from: { file: "/w/.agentguard.json", line: 5 } },
  ],
};
const entry = (file: string, name: string, value: string, line = 1): DotenvEntry => ({
  file: `${ROOT}/${file}`,
  line,
  name,
  value,
});

function facts(dotenv: readonly DotenvEntry[] = []): Facts {
  return new Facts(new Map<string, Fact>([[`dotenv:${ROOT}`, dotenv]]), {
    roots: [ROOT],
    home: "/home/dev",
    platform: "linux",
  });
}

describe("environment of an effect", () => {
  const check = (name: string, at: readonly Locator[], expected: string, dotenv: readonly DotenvEntry[] = []) =>
    it(name, () => {
      const effect = {
        verb: "drop",
        resource: "table",
        target: "t",
        reach: "one",
        recovery: "none",
        certainty: "certain",
        source: "t",
        says: "drops t",
        at,
      } as const;
      const environment = environmentOf(effect, facts(dotenv), POLICY);
      expect(`${environment.name}: ${environment.evidence.at(-1)?.because ?? ""}`).toMatch(new RegExp(`^${expected}`));
    });
  check("a path is local", [{ kind: "path", path: "/w/a" }], "local");
  check("loopback is local", [{ kind: "host", host: "127.0.0.1" }], "local");
  check("a container's name is local", [{ kind: "host", host: "postgres" }], "local");
  check(
    "a name without a dot that says it is production",
    [{ kind: "host", host: "db-prod" }],
    "production: db-prod is",
  );
  check("and one that says staging", [{ kind: "host", host: "cache-staging" }], "staging: cache-staging");
  check("this machine says nothing", [{ kind: "host", host: "localhost" }], "local");
  check(
    "a name without a dot that the policy marks",
    [{ kind: "host", host: "ledger" }],
    "production: .* by the policy",
  );
  check("a host of the policy", [{ kind: "host", host: "x.rds.amazonaws.com" }], "production: .* by the policy");
  check("case does not matter", [{ kind: "host", host: "DB.Acme.IO" }], "production: .* by the policy");
  check(
    "an unknown remote host counts as production",
    [{ kind: "host", host: "db.example.com" }],
    "production: .* counts as production",
  );
  check(
    "a repository cannot vouch for a host: the staging file is evidence, not a mark",
    [{ kind: "host", host: "db.s.example.com" }],
    "production: .* counts as production",
    [entry(".env.staging", "DATABASE_URL", "postgres://u:p@db.s.example.com:5432/x")],
  );
  check(
    "host beats label: both files name it",
    [{ kind: "host", host: "db.example.com" }],
    "production: DATABASE_URL in .env.production",
    [
      entry(".env.staging", "DATABASE_URL", "postgres://db.example.com/x"),
      entry(".env.production", "DATABASE_URL", "postgres://db.example.com/x"),
    ],
  );
  check(
    "a control plane reaches production",
    [{ kind: "control-plane", host: "backboard.railway.app", provider: "railway" }],
    "production: backboard",
  );
  check("a kube context by its name", [{ kind: "kube", context: "prod-eu" }], "production");
  check("an unnamed kube context", [{ kind: "kube", context: "blue" }], "unknown: the context blue");
  check("a cloud profile by its name", [{ kind: "cloud", provider: "aws", profile: "prod" }], "production");
  check("no profile at all", [{ kind: "cloud", provider: "aws" }], "unknown: which aws account");
  check("a release branch", [{ kind: "branch", branch: "release/2" }], "production");
  check("a feature branch", [{ kind: "branch", branch: "feat/x" }], "local");
  check(
    "the most careful of several",
    [
      { kind: "host", host: "a.staging.acme.io" },
      { kind: "host", host: "db.acme.io" },
    ],
    "production",
  );
});

describe("hosts", () => {
  it.each([
    ["postgres://u:p@db.acme.io:5432/x", "db.acme.io"],
    ["https://API.acme.io/x?y", "api.acme.io"],
    ["redis://[::1]:6379", "[::1]"],
    ["db.acme.io:5432", "db.acme.io"],
    ["just words", undefined],
    ["v1.2.3", undefined],
    ["", undefined],
  ])("of %j", (value, host) => expect(hostOfValue(value)).toBe(host));
  it.each([
    ["localhost", true],
    ["x.localhost", true],
    ["127.8.0.1", true],
    ["::1", true],
    ["db", true],
    ["/var/run/postgresql", true],
    ["db.acme.io", false],
    ["10.0.0.4", false],
  ])("%s local: %s", (host, local) => expect(isLocalHost(host)).toBe(local));
});
