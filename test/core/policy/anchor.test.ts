import { expect, test } from "vitest";
import { matchesPath } from "../../../src/core/places/patterns.ts";
import { anchorLayer, homeLayer } from "../../../src/core/policy/anchor.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";

function protectOf(folder: string, ...protect: string[]): readonly string[] {
  const { policy } = loadPolicy(JSON.stringify({ version: 1, protect }), `${folder}/.agentguard.json`);
  return policy ? anchorLayer(policy, folder, "/home/me").protect : [];
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
  { folder: "C:\\repo", pattern: "migrations/**", path: "C:/repo/migrations/1.sql", hit: true },
  { folder: "C:\\repo", pattern: "migrations/**", path: "c:/Repo/Migrations/1.sql", hit: true },
  { folder: "C:\\repo\\nested", pattern: "migrations/**", path: "C:/repo/migrations/1.sql", hit: false },
  { folder: "C:/repo/nested", pattern: "./gen\\**", path: "C:/repo/nested/gen/a.ts", hit: true },
  { folder: "C:/repo", pattern: "gen/**", path: "D:/repo/gen/a.ts", hit: false },
  { folder: "C:\\", pattern: "srv/*", path: "C:/srv/x", hit: true },
  { folder: "C:\\My (Work) [1] {a,b}", pattern: "x/*", path: "C:/My (Work) [1] {a,b}/x/y", hit: true },
  { folder: "C:\\repo", pattern: "D:\\keys\\**", path: "D:/keys/a.pem", hit: true },
  {
    folder: "\\\\files\\team\\repo",
    pattern: "migrations/**",
    path: "\\\\files/team/repo/migrations/1.sql",
    hit: true,
  },
  {
    folder: "\\\\files\\team\\repo",
    pattern: "migrations\\**",
    path: "\\\\Files/Team/repo/migrations/1.sql",
    hit: true,
  },
  {
    folder: "\\\\files\\team\\repo",
    pattern: "migrations/**",
    path: "\\\\files/other/repo/migrations/1.sql",
    hit: false,
  },
  { folder: "/repo", pattern: "~/.ssh/**", path: "/home/me/.ssh/id_rsa", hit: true },
  { folder: "/repo", pattern: "~", path: "/home/me", hit: true },
  { folder: "/repo", pattern: "~/.ssh/**", path: "/repo/~/.ssh/id_rsa", hit: false },
  { folder: "/repo", pattern: "a/~/b", path: "/repo/a/~/b", hit: true },
  { folder: "/repo", pattern: "~$report.docx", path: "/repo/~$report.docx", hit: true },
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

test.each([
  { home: "/home/me", pattern: "~/notes/**", path: "/home/me/notes/a.md", hit: true },
  { home: "/home/me (old)", pattern: "~/notes/**", path: "/home/me (old)/notes/a.md", hit: true },
  { home: "/home/me", pattern: "~/notes/**", path: "/home/you/notes/a.md", hit: false },
  { home: "C:\\Users\\Me", pattern: "~\\notes\\**", path: "C:/Users/me/notes/a.md", hit: true },
  { home: "/home/me", pattern: "!~/notes/**", path: "/home/me/notes/a.md", hit: false },
  { home: "/home/me", pattern: "!~/notes/**", path: "/home/me/src/a.ts", hit: true },
])("$pattern of a person whose home is $home, and $path", ({ home, pattern, path, hit }) => {
  const file = { version: 1, rules: [{ id: "a", when: { path: pattern }, then: "allow" }] };
  const { policy } = loadPolicy(JSON.stringify(file), "/user.json");
  const [rule] = policy ? homeLayer(policy, home).rules : [];
  expect(matchesPath(path, rule?.when.path ?? [], ["/repo"])).toBe(hit);
});

test("what a workspace allows never reaches into a home folder", () => {
  const rules = [{ id: "a", when: { path: ["~/**", "x"] }, then: "allow" }];
  const { policy } = loadPolicy(JSON.stringify({ version: 1, rules }), "/r/.agentguard.json");
  const anchored = policy && anchorLayer(policy, "/r", "/home/me");
  expect(anchored?.rules[0]?.when.path).toEqual(["~/**", "/r/x"]);
  const merged =
    anchored && mergePolicies(BUILT_IN, [{ tier: "workspace", layer: anchored, trusted: true }], "/u.json");
  expect(merged?.policy.rules).toEqual([]);
  expect(merged?.problems.map(({ message }) => message)).toEqual([
    "A workspace file allows nothing in a home folder. To have it so, write it in /u.json.",
  ]);
});
