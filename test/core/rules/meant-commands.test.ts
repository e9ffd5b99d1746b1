/** Which acts a rule with a `command` speaks of, once a command runs another, hands something on, or stands elsewhere. */
import { describe, expect, test } from "vitest";
import type { StatFact } from "../../../src/core/facts/facts.ts";
import { wantKey } from "../../../src/core/facts/facts.ts";
import { settle } from "../../../src/core/pipeline.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN, type Policy } from "../../../src/core/policy/policy.ts";
import type { PolicyFile } from "../../../src/core/policy/schema.ts";
import { PACKS } from "../../../src/packs/index.ts";
import { factOf, judgeIn, type World } from "../../support/little-world.ts";

type Rule = NonNullable<PolicyFile["rules"]>[number];
type When = Rule["when"];

function policyOf(when: When, then: Rule["then"]): Policy {
  const { policy: layer, problems } = loadPolicy(
    JSON.stringify({
      version: 1,
      environments: { staging: { match: { host: "*.staging.acme.io" } } },
      rules: [{ id: "it", when, then }],
    }),
    "/home/dev/.config/agentguard/policy.json",
  );
  if (!layer) throw new Error(JSON.stringify(problems));
  return mergePolicies(BUILT_IN, [{ tier: "user", layer }]).policy;
}

/** `text` → the rule is among the reasons. */
type Case = readonly [when: When, text: string, applies: boolean, world?: World];

function check(then: Rule["then"], cases: readonly Case[]): void {
  for (const [when, text, applies, world = {}] of cases)
    test(`${then} ${JSON.stringify(when)} | ${text}: ${applies}`, async () => {
      const { reasons } = await judgeIn(world, { kind: "command", text }, policyOf(when, then));
      expect(reasons.some(({ rule }) => rule === "policy/it")).toBe(applies);
    });
}

const NOTES: World = { files: { "build/a.txt": "x", "notes.txt": "x" } };
const SCRIPT: World = {
  files: {
    "package.json": '{"scripts":{"x":"rm -rf build"}}',
    Makefile: "clean:\n\trm -rf build\n",
    "build/a.txt": "x",
    "drop.sql": "drop table users;",
  },
};

describe("a rule that holds means what the command hands on as well", () => {
  check("deny", [
    [{ command: "psql *", effect: "drop" }, "psql -h db.acme.io -c 'drop table users'", true],
    [{ command: "psql *", effect: "drop" }, "psql -h db.acme.io -f drop.sql", true, SCRIPT],
    [{ command: "psql *", effect: "drop" }, "psql -h db.acme.io -c 'select 1'", false],
    [{ command: "mysql", environment: "production" }, "mysql -h db.acme.io shop -e 'drop table users'", true],
    [{ command: "curl -X DELETE", resource: "record" }, "curl -X DELETE https://api.acme.io/v1/users/1", true],
    [{ command: "curl", host: "api.acme.io" }, "curl -X DELETE https://api.acme.io/v1/users/1", true],
    [{ command: "python3 *", effect: "delete" }, "python3 -c 'import shutil; shutil.rmtree(\"build\")'", true, NOTES],
    [{ command: "node *", effect: "delete" }, 'node -e \'require("fs").unlinkSync("notes.txt")\'', true, NOTES],
    [{ command: "sh -c", effect: "delete" }, "sh -c 'rm -rf build'", true, NOTES],
    [{ command: "make clean", effect: "delete" }, "make clean", true, SCRIPT],
    [{ command: "npm run x", effect: "delete" }, "npm run x", true, SCRIPT],
    [{ command: "npm run x", path: "build/**" }, "npm run x", true, SCRIPT],
    [{ command: "npm run x", effect: "drop" }, "npm run x", false, SCRIPT],
    [{ command: "npm run x", effect: "delete" }, "npm run y; rm -rf build", false, SCRIPT],
  ]);
});

describe("a rule that holds is not lost to what stands around its command", () => {
  const rm: When = { command: "rm -rf", effect: "delete" };
  check("ask", [
    [rm, "rm -rf notes.txt", true, NOTES],
    [rm, "sudo -u www rm -rf notes.txt", true, NOTES],
    [rm, "env -i A=1 rm -rf notes.txt", true, NOTES],
    [rm, "bash -lc 'cd build && rm -rf a.txt'", true, NOTES],
    [rm, "ssh box.acme.io 'rm -rf /srv/x'", true],
    [rm, "kubectl exec pod -- rm -rf /srv/x", true],
    [rm, "echo notes.txt | xargs rm -rf", true, NOTES],
    [rm, "find . -name '*.txt' -exec rm -rf {} +", true, NOTES],
    [rm, "timeout 5 nice rm -rf notes.txt", true, NOTES],
    [{ ...rm, command: "ssh" }, "ssh box.acme.io 'rm -rf /srv/x'", true],
  ]);
});

describe("an allow means what it says, where the act was proposed", () => {
  const rm: When = { command: "rm -rf build" };
  check("allow", [
    [rm, "rm -rf build", true, NOTES],
    [rm, "sh -c 'rm -rf build'", true, NOTES],
    [rm, "cd /home/dev/app && rm -rf build", true, NOTES],
    [rm, "ls && time rm -rf build", true, NOTES],
    [rm, "npm run x", true, SCRIPT],
    [rm, "x=1; rm -rf build", true, NOTES],
    [rm, "for one in 1 2; do rm -rf build; done", true, NOTES],
    [rm, "while read -r line; do rm -rf build; done < list", true, NOTES],
    [rm, "https_proxy=evil.example; rm -rf build", false, NOTES],
    [rm, "PATH=/x; rm -rf build", false, NOTES],
    [rm, "X=1; rm -rf build", false, NOTES],
    [rm, "cd / && rm -rf build", false, NOTES],
    [rm, "cd build && rm -rf build", false, NOTES],
    [rm, "cd $THERE && rm -rf build", false, NOTES],
    [rm, "sudo rm -rf build", false, NOTES],
    [rm, "sudo sh -c 'rm -rf build'", false, NOTES],
    [rm, "HOME=/ rm -rf build", false, NOTES],
    [rm, "export GIT_DIR=/other; rm -rf build", false, NOTES],
    [rm, "ssh prod rm -rf build", false],
    [rm, "ssh prod 'cd /srv; rm -rf build'", false],
    [rm, "kubectl exec pod -- rm -rf build", false],
    [rm, "docker exec web rm -rf build", false],
    [rm, "docker run -v /:/x -w /x alpine rm -rf build", false],
    [rm, "mytool run rm -rf build", false, NOTES],
    [rm, "ln -s / build && rm -rf build", false, NOTES],
    [rm, "mv notes.txt build; rm -rf build", false, NOTES],
    [{ command: "git push origin topic --force" }, "GIT_DIR=/other/.git git push origin topic --force", false],
    [{ command: "git push origin topic --force" }, "git push origin topic --force", true],
  ]);
});

describe("an allow for a command means nothing else that runs because of it", () => {
  check("allow", [
    [{ command: "npm run x" }, "npm run x", false, SCRIPT],
    [{ command: "make *" }, "make clean", false, SCRIPT],
    [{ command: "npm run x", effect: "delete" }, "npm run x", false, SCRIPT],
    [{ command: "psql *" }, "psql -h db.acme.io -f drop.sql", false, SCRIPT],
    [{ command: "psql -h db.acme.io -f drop.sql" }, "psql -h db.acme.io -f drop.sql", false, SCRIPT],
    [{ command: "psql *" }, "psql -h db.acme.io -c 'drop table users'", false],
    [{ command: "python3 *" }, "python3 -c 'import shutil; shutil.rmtree(\"build\")'", false, NOTES],
    [{ command: "sudo *" }, "sudo rm -rf build", false, NOTES],
    [{ command: "ssh box.acme.io *" }, "ssh box.acme.io rm -rf /srv/x", false],
    [{ command: "sh -c ls *" }, "sh -c 'ls a; rm -rf build'", false, NOTES],
  ]);
});

describe("unless its own words say so", () => {
  check("allow", [
    [{ command: "psql -h db.acme.io -c drop table users" }, "psql -h db.acme.io -c 'drop table users'", true],
    [{ command: "psql *", effect: "drop" }, "psql -h db.acme.io -c 'drop table users'", true],
    [{ command: "psql *", resource: "rows" }, "psql -h db.acme.io -c 'drop table users'", false],
    [{ command: "curl *", effect: "delete" }, "curl -X DELETE https://x.staging.acme.io/users/1", true],
    [{ command: "sudo rm -rf build" }, "sudo rm -rf build", true, NOTES],
    [{ command: "sudo rm -rf *" }, "sudo rm -rf build", true, NOTES],
    [{ command: "ssh box.acme.io rm -rf /srv/x" }, "ssh box.acme.io rm -rf /srv/x", true],
    [{ command: "ssh box.acme.io rm -rf /srv/x" }, "ssh box.acme.io 'rm -rf /srv/x; rm -rf /srv/y'", false],
    [{ command: "ssh box.acme.io rm *" }, "ssh box.acme.io rm -rf /srv/x", true],
    [{ command: "docker exec web rm -rf build" }, "docker exec web rm -rf build", true],
    [{ command: "rm -rf *", host: "box.staging.acme.io" }, "ssh box.staging.acme.io rm -rf /srv/x", true],
    [{ command: "rm -rf *", environment: "staging" }, "ssh box.staging.acme.io rm -rf /srv/x", true],
    [{ command: "rm -rf *", environment: "staging" }, "ssh box.acme.io rm -rf /srv/x", false],
    [{ command: "rm -rf build", environment: "local" }, "cd build && rm -rf build", false, NOTES],
  ]);
});

describe("paths go by what they lead to", () => {
  const LINKS: Readonly<Record<string, string>> = {
    "/home/dev/app/cache/x": "/srv/data/x",
    "/home/dev/app/dist": "/home/dev/app/dist",
  };
  const linked = (path: string): StatFact => ({
    type: "directory",
    size: 0,
    mtimeMs: 0,
    realpath: LINKS[path] ?? path,
    entries: ["a"],
  });

  /** `moved`: the whole home is behind a link. */
  async function reasonsIn(when: When, then: Rule["then"], text: string, moved: boolean): Promise<readonly string[]> {
    const action = { kind: "command", text, shell: "bash", cwd: "/home/dev/app", origin: { agent: "test" } } as const;
    const around = { cwd: action.cwd, roots: [action.cwd], home: "/home/dev", platform: "linux" } as const;
    const { judgement } = await settle(action, { packs: PACKS, policy: policyOf(when, then), around }, async wants => {
      return new Map(
        wants.map(want => {
          if (want.kind !== "stat") return [wantKey(want), factOf({}, want)];
          const fact = linked(want.path);
          return [wantKey(want), moved ? { ...fact, realpath: `/var${fact.realpath}` } : fact];
        }),
      );
    });
    return judgement.reasons.map(({ rule }) => rule);
  }

  const cases: readonly (readonly [Rule["then"], When, text: string, applies: boolean, moved?: boolean])[] = [
    ["allow", { path: "cache/**" }, "rm -rf cache/x", false],
    ["allow", { path: ["cache/**", "/srv/data/**"] }, "rm -rf cache/x", true],
    ["allow", { path: "dist/**" }, "rm -rf dist", true],
    ["allow", { path: "dist/**" }, "rm -rf dist", true, true],
    ["allow", { command: "rm -rf cache/x" }, "rm -rf cache/x", false],
    ["allow", { command: "rm -rf dist" }, "rm -rf dist", true],
    ["allow", { command: "rm -rf dist" }, "rm -rf dist", true, true],
    ["deny", { path: "/srv/data/**" }, "rm -rf cache/x", true],
    ["deny", { path: "cache/**" }, "rm -rf cache/x", true],
    ["deny", { path: "/srv/**" }, "rm -rf dist", false],
  ];
  for (const [then, when, text, applies, moved = false] of cases)
    test(`${then} ${JSON.stringify(when)} | ${text}: ${applies}`, async () => {
      expect((await reasonsIn(when, then, text, moved)).includes("policy/it")).toBe(applies);
    });
});
