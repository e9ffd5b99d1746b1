/** Rules of the guard's own, named by their public ids in a policy. */
import { describe, expect, it } from "vitest";
import { judge } from "../../../src/core/pipeline.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN, type Tier } from "../../../src/core/policy/policy.ts";
import { problemsIn } from "../../../src/hosts/prove.ts";
import { PACKS } from "../../../src/packs/index.ts";

interface Case {
  readonly name: string;
  readonly rules: readonly object[];
  readonly tier?: Tier;
  /** Command → decision. */
  readonly decides?: Readonly<Record<string, string>>;
  /** Parts of the problems that are told, in order. */
  readonly told?: readonly string[];
}

const DELETE = "etcdctl del --prefix /registry/";

function check({ name, rules, tier = "user", decides = {}, told = [] }: Case): void {
  it(name, () => {
    const { policy: layer, problems } = loadPolicy(JSON.stringify({ version: 1, rules }), `/${tier}.json`);
    const beyond = layer ? problemsIn(layer) : [];
    const merged = mergePolicies(BUILT_IN, layer ? [{ tier, layer, trusted: true }] : [], "/home/u/policy.json");
    const all = [...problems, ...beyond, ...merged.problems].map(({ message }) => message);
    expect(all).toEqual(told.map(part => expect.stringContaining(part)));
    const around = { cwd: "/w", roots: ["/w"], home: "/home/u", platform: "linux" } as const;
    for (const [text, decision] of Object.entries(decides)) {
      const action = { kind: "command", text, shell: "bash", cwd: "/w", origin: { agent: "codex" } } as const;
      const judged = judge(action, new Map(), { packs: PACKS, policy: merged.policy, around });
      expect(judged.decision, text).toBe(decision);
    }
  });
}

describe("a rule of the guard's own", () => {
  check({ name: "asks where no policy speaks of it", rules: [], decides: { [DELETE]: "ask" } });
  check({
    name: "is let pass by its id alone",
    rules: [{ id: "etcdctl/delete-prefix", then: "allow" }],
    decides: { [DELETE]: "allow", "rm -rf ~": "deny", [`${DELETE}; rm -rf ~`]: "deny" },
  });
  check({
    name: "is refused by its id alone",
    rules: [{ id: "etcdctl/delete-prefix", then: "deny" }],
    decides: { [DELETE]: "deny", "etcdctl get /x": "allow" },
  });
  check({
    name: "is one condition among others",
    rules: [{ id: "ours", when: { rule: "etcdctl/delete-prefix", environment: "production" }, then: "deny" }],
    decides: { [DELETE]: "ask" },
  });
  check({
    name: "has an id where it is written in code",
    rules: [
      { id: "docker/volume-rm", then: "allow" },
      { id: "docker/system-prune", then: "deny" },
    ],
    decides: {
      "docker volume rm data": "allow",
      "docker volume rm $(docker volume ls -q)": "deny",
      "docker system prune -f": "deny",
    },
  });
  check({
    name: "is a kind of effect where it has no id",
    rules: [{ id: "effect/drop-table", then: "deny" }],
    decides: { "psql -c 'drop table users'": "deny", "psql -c 'delete from users'": "ask" },
  });
  check({
    name: "goes by its id and by its kind where code reads it",
    rules: [{ id: "git/push-force", then: "deny" }],
    decides: { "git push --force origin own": "deny", "git -C x push -f origin own": "deny", "git clean -fd": "ask" },
  });
  for (const id of ["git/branch-delete", "effect/delete-branch"])
    check({
      name: `lets pass by ${id} what code reads`,
      rules: [{ id, then: "allow" }],
      decides: { "git branch -D own": "allow", "git stash clear": "ask" },
    });
  check({
    name: "tells one call of a program from another",
    rules: [{ id: "aws/s3-rm-recursive", then: "deny" }],
    decides: { "aws s3 rm s3://shop --recursive": "deny", "aws s3 rm s3://shop/a.txt": "ask" },
  });
  check({
    name: "of a table's line does not go by its kind",
    rules: [{ id: "effect/delete-volume", then: "allow" }],
    decides: { "docker volume rm data": "ask" },
  });
  check({
    name: "that there is not is told, with what was meant, and the rest of the file holds",
    rules: [
      { id: "etcdctl/delete-prefxi", then: "allow" },
      { id: "ours", when: { command: "make ship" }, then: "deny" },
    ],
    decides: { [DELETE]: "ask", "make ship": "deny" },
    told: ['Did you mean "etcdctl/delete-prefix"?'],
  });
  check({
    name: "that is like nothing is told with where they are listed",
    rules: [{ id: "zzz/qqqqqqqqqqqqq", then: "ask" }],
    told: ["`agentguard rules` lists them"],
  });
  check({ name: "has a slash in its id", rules: [{ id: "ours", then: "deny" }], told: ['"when" is missing.'] });
  check({
    name: "is named by persons and organizations, not by a workspace",
    rules: [{ id: "etcdctl/delete-prefix", then: "allow" }],
    tier: "workspace",
    decides: { [DELETE]: "ask" },
    told: ["Rules of the guard's own are named in /home/u/policy.json alone."],
  });
  check({
    name: "is named by an organization",
    rules: [{ id: "etcdctl/delete-prefix", then: "deny" }],
    tier: "organization",
    decides: { [DELETE]: "deny" },
  });
});
