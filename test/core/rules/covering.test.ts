/** Rules that keep a path hold what takes a folder around it, or a pattern that may mean it; what allows never does. */
import { describe, expect, it } from "vitest";
import { BUILT_IN, type Policy, type PolicyRule } from "../../../src/core/policy/policy.ts";
import { judgeIn, type World } from "../../support/little-world.ts";

const FILES = {
  "db/migrations/001.sql": "create table a ();",
  "db/seeds/a.sql": "insert",
  "db/schema.ts": "x",
  "src/a.ts": "x",
  "node_modules/a/index.js": "x",
  "package.json": "{}",
  ".gitignore": "node_modules/",
} as const;
const CLEAN: World = { files: FILES, git: {} };

/** Acts, and whether a rule of `when` (deny) is among what holds them. Git has all of it, so that nothing else does. */
function check(
  when: PolicyRule["when"],
  cases: Readonly<Record<string, boolean>>,
  { world = CLEAN, then = "deny" }: { world?: World; then?: PolicyRule["then"] } = {},
): void {
  const rule: PolicyRule = { id: "kept", when, then };
  const policy: Policy = { ...BUILT_IN, rules: [rule] };
  for (const [run, held] of Object.entries(cases))
    it(`${JSON.stringify(when)} ${then}: ${run}`, async () => {
      const { reasons } = await judgeIn(world, { kind: "command", text: run }, policy);
      expect(reasons.some(reason => reason.rule === "policy/kept")).toBe(held);
    });
}

describe("what takes a kept path away", () => {
  check(
    { path: ["db/migrations/**"], effect: ["delete"] },
    {
      "rm -rf db/migrations": true,
      "rm db/migrations/001.sql": true,
      "rm -rf db": true,
      "rm -rf db/*": true,
      "rm -rf db/mig*": true,
      "rm -rf d*/m*": true,
      "rm -rf d[a-c]": true,
      "rm -rf .": true,
      "rm -rf ./*": true,
      "rm -rf /home/dev/app": true,
      "rm -rf /home": true,
      "cd db && rm -rf *": true,
      "find db -delete": true,
      "find . -name '*.sql' -delete": true,
      "mv db /tmp/x": true,
      "mv db/migrations /tmp": true,
      "mv db/migr* /tmp/": true,
      "git rm -r db/migrations": true,
      "git rm -rf db": true,
      "git rm 'db/*.sql'": true,
      "git mv db old": true,
      "python3 -c \"import shutil; shutil.rmtree('db')\"": true,
      "rm -rf src": false,
      "rm -rf db/seeds": false,
      "rm -rf db/s*": false,
      "rm -f *.md": false,
      "rm -f db/*.ts": false,
      "rm -rf node_modules": false,
      "find src -name '*.sql' -delete": false,
      "mv src /tmp/x": false,
      "mv db/migrations/001.sql db/migrations/002.sql": false,
      "git rm -r src": false,
      "git mv src lib": false,
      "cat db/migrations/001.sql": false,
      "ls db": false,
      "cp -r db /tmp/copy": false,
    },
  );
  check(
    { path: ["db/migrations/**"] },
    {
      "git checkout HEAD~3 -- db": true,
      "git checkout main -- db/migrations": true,
      "git restore --source main db": true,
      "git checkout HEAD~3 -- src": false,
      "git checkout -- .": false,
    },
  );
  check(
    { path: ["db/migrations/**"] },
    {
      "git checkout -- db": true,
      "git checkout -- .": true,
      "git reset --hard": true,
      "git restore db/migrations": true,
      "git checkout -- src": false,
      "git restore src": false,
    },
    { world: { files: FILES, git: { modified: ["db/migrations/001.sql"] } } },
  );
  check(
    { path: ["db/migrations/**"] },
    {
      "git clean -fd": true,
      "git clean -fd db": true,
      "git clean -fd db/migrations": true,
      "git clean -fd src": false,
    },
    { world: { files: FILES, git: { untracked: ["db/migrations/001.sql"] } } },
  );
  check(
    { path: ["db/migrations/**"] },
    { "git reset --hard": false, "git clean -fd": false },
    {
      world: { files: FILES, git: { modified: ["src/a.ts"], untracked: ["src/b.ts"] } },
    },
  );
});

describe("globs of other forms", () => {
  check(
    { path: ["**/*.sql"], effect: ["delete"] },
    {
      "rm -rf db": true,
      "rm -rf src": true,
      "rm -rf node_modules": false,
      "rm -f db/*.ts": false,
      "rm -rf /tmp/scratch": false,
    },
  );
  check(
    { path: ["**/migrations/**", "!db/seeds/**"], effect: ["delete"] },
    {
      "rm -rf db": true,
      "rm -rf db/seeds": false,
    },
  );
  check({ path: ["{db,etc}/migrations/*.sql"], effect: ["delete"] }, { "rm -rf db": true, "rm -rf src": false });
  check({ path: ["/home/dev/app/db/**"], effect: ["delete"] }, { "rm -rf ../app": true, "rm -rf src": false });
  check({ path: ["!src/**"], effect: ["delete"] }, { "rm -rf src": false, "rm -rf db": true });
});

describe("a rule that allows means only what it names", () => {
  check(
    { path: ["db/migrations/**"] },
    { "rm -rf db/migrations": true, "rm -rf db": false, "rm -rf db/mig*": false, "rm -rf .": false },
    { then: "allow", world: { files: FILES, git: { untracked: ["db/migrations/001.sql"] } } },
  );
});

describe("what the policy protects", () => {
  const policy: Policy = { ...BUILT_IN, protect: ["db/migrations/**"] };
  const cases: Readonly<Record<string, string>> = {
    "rm -rf db": "ask",
    "git rm -r db": "ask",
    "mv db /tmp/x": "ask",
    "rm -rf src": "allow",
  };
  for (const [run, expected] of Object.entries(cases))
    it(run, async () => expect((await judgeIn(CLEAN, { kind: "command", text: run }, policy)).decision).toBe(expected));
});
