import { expect, test } from "vitest";
import { anchorLayer } from "../../../src/core/policy/anchor.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { matchesPath } from "../../../src/core/rules/patterns.ts";

function protectOf(folder: string, ...protect: string[]): readonly string[] {
  const { policy } = loadPolicy(JSON.stringify({ version: 1, protect }), `${folder}/.agentguard.json`);
  return policy ? anchorLayer(policy, folder).protect : [];
}

test.each([
  { folder: "/repo", pattern: "migrations/**", path: "/repo/migrations/1.sql", hit: true },
  { folder: "/repo", pattern: "./migrations/**", path: "/repo/migrations/1.sql", hit: true },
  { folder: "/repo", pattern: "**/*.lock", path: "/repo/a/b.lock", hit: true },
  { folder: "/repo", pattern: "migrations/**", path: "/repo/app/migrations/1.sql", hit: false },
  { folder: "/repo", pattern: "/etc/**", path: "/etc/hosts", hit: true },
  { folder: "/my (repo) [1] {a}", pattern: "x/*", path: "/my (repo) [1] {a}/x/y", hit: true },
  { folder: "/my*repo", pattern: "x/*", path: "/my-other-repo/x/y", hit: false },
  { folder: "/", pattern: "srv/*", path: "/srv/x", hit: true },
])("$pattern in $folder and $path", ({ folder, pattern, path, hit }) => {
  // The act itself belongs to a root elsewhere.
  expect(matchesPath(path, protectOf(folder, pattern), ["/repo/app"])).toBe(hit);
});

test("rules and env files are anchored as well, the rest is left alone", () => {
  const file = {
    version: 1,
    environments: { production: { match: { envFile: "live.env", host: "a" } } },
    rules: [{ id: "a", when: { path: "x", command: "rm *" }, then: "ask" }],
  };
  const { policy } = loadPolicy(JSON.stringify(file), "/r/.agentguard.json");
  const anchored = policy && anchorLayer(policy, "/r");
  expect(anchored?.environments[0]?.match).toEqual({ envFile: ["/r/live.env"], host: ["a"] });
  expect(anchored?.rules[0]?.when).toEqual({ path: ["/r/x"], command: ["rm *"] });
});
