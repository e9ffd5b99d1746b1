/** Roles, time windows, tools and requirements, judged by the whole engine in a little world. */
import { describe, expect, test } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import { judge } from "../../../src/core/pipeline.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { PACKS } from "../../../src/packs/index.ts";

const ROOT = "/home/dev/app";

interface Case {
  readonly run?: string;
  readonly act?: Partial<Action> & Pick<Action, "kind">;
  readonly agent?: string;
  readonly subagent?: string;
  readonly now?: string;
  /** The decision, and the start of a rule that must be among the reasons. */
  readonly expect: readonly [decision: string, rule?: string];
}

function check(policy: Record<string, unknown>, cases: readonly Case[]): void {
  const { policy: layer, problems } = loadPolicy(JSON.stringify({ version: 1, ...policy }), "/user.json");
  if (!layer) throw new Error(JSON.stringify(problems));
  const merged = mergePolicies(BUILT_IN, [{ tier: "user", layer }]).policy;
  test.each(cases)(
    "$run $act.kind $agent $subagent $now",
    ({ run, act, agent = "codex", subagent, now, expect: wanted }) => {
      const base = { cwd: ROOT, origin: { agent, ...(subagent && { subagent }) } };
      const action = { ...(act ?? { kind: "command", text: run ?? "", shell: "bash" }), ...base } as Action;
      const around = {
        cwd: ROOT,
        roots: [ROOT],
        home: "/home/dev",
        platform: "linux" as const,
        ...(now && { now: { at: Date.parse(now), zone: "UTC" } }),
      };
      const { decision, override, reasons } = judge(action, new Map(), { packs: PACKS, policy: merged, around });
      expect(override === "type-name" && decision === "ask" ? "ask type-name" : decision).toBe(wanted[0]);
      if (wanted[1]) expect(reasons.map(({ rule }) => rule)).toContain(wanted[1]);
    },
  );
}

describe("a reviewer cannot write at all", () => {
  check({ agents: { reviewer: { match: { agent: "codex", subagent: "*review*" }, may: ["read"] } } }, [
    { run: "git diff main | grep -n TODO", subagent: "code-review", expect: ["allow"] },
    { run: "cat src/a.ts && ls -la && rg foo src", subagent: "code-review", expect: ["allow"] },
    { run: "find . -name '*.ts' -exec wc -l {} +", subagent: "code-review", expect: ["allow"] },
    { act: { kind: "read", path: `${ROOT}/src/a.ts` }, subagent: "code-review", expect: ["allow"] },
    { act: { kind: "sql", text: "select 1" }, subagent: "code-review", expect: ["allow"] },
    { run: "echo x > src/a.ts", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "git commit -m x", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "npm test", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "find . -name '*.ts' -exec touch {} +", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "cat x | sh", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "sort -u a.txt | uniq -c", subagent: "code-review", expect: ["allow"] },
    { run: "sort -o b.txt a.txt", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "yq -i '.a = 1' x.yaml", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "git diff --output=x", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "git show --ext-diff", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "git --work-tree log commit -am x", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "git -C app --no-pager log -3", subagent: "code-review", expect: ["allow"] },
    { run: "sort --out=f f", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "awk -f prog.awk x", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "gh foo list", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "gh pr view 3", subagent: "code-review", expect: ["allow"] },
    { run: "./cat x", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    { run: "cat 'unfinished", subagent: "code-review", expect: ["deny", "role/reviewer"] },
    {
      act: { kind: "edit", path: `${ROOT}/src/a.ts`, after: "x" },
      subagent: "code-review",
      expect: ["deny", "role/reviewer"],
    },
    {
      act: { kind: "mcp", server: "github", tool: "get_issue", arguments: {} },
      subagent: "code-review",
      expect: ["deny", "role/reviewer"],
    },
    { run: "npm test", subagent: "builder", expect: ["allow"] },
    { run: "npm test", expect: ["allow"] },
    { run: "npm test", agent: "claude-code", subagent: "code-review", expect: ["allow"] },
  ]);
});

describe("who has two roles may do what both allow", () => {
  check(
    {
      agents: {
        all: { match: { agent: "*" }, may: ["read", "edit", "run", "fetch"] },
        narrow: { match: { agent: "codex" }, may: ["read", "run", "data"] },
      },
    },
    [
      { run: "npm test", expect: ["allow"] },
      { run: "echo x > a.txt", expect: ["deny", "role/narrow"] },
      { run: "echo x > a.txt", agent: "claude-code", expect: ["allow"] },
      { act: { kind: "sql", text: "update t set a = 1 where id = 2" }, expect: ["deny", "role/all"] },
      { run: "git push origin topic", agent: "claude-code", expect: ["deny", "role/all"] },
    ],
  );
});

describe("tools of MCP servers", () => {
  const call = (tool: string) => ({ kind: "mcp", server: "linear", tool, arguments: {} }) as const;
  check({ rules: [{ id: "linear", when: { tool: ["linear/create_*"] }, then: "ask" }] }, [
    { act: call("create_issue"), expect: ["ask", "policy/linear"] },
    { act: call("get_issue"), expect: ["allow"] },
    { run: "linear create_issue", expect: ["allow"] },
  ]);
});

describe("time windows", () => {
  const time = { days: ["sat", "sun"], zone: "UTC" };
  check({ rules: [{ id: "weekend", when: { command: "git push", time }, then: "deny" }] }, [
    { run: "git push origin topic", now: "2026-11-21T10:00:00Z", expect: ["deny", "policy/weekend"] },
    { run: "git push origin topic", now: "2026-11-20T10:00:00Z", expect: ["allow"] },
    { run: "git push origin topic", expect: ["deny", "policy/weekend"] },
  ]);
  check({ rules: [{ id: "weekend", when: { path: "notes.txt", time }, then: "allow" }] }, [
    { run: "rm notes.txt", now: "2026-11-21T10:00:00Z", expect: ["allow", "policy/weekend"] },
    { run: "rm notes.txt", now: "2026-11-20T10:00:00Z", expect: ["ask"] },
    { run: "rm notes.txt", expect: ["ask"] },
  ]);
});

describe("rules by role", () => {
  check(
    {
      agents: { ci: { match: { agent: "codex" }, may: ["read", "edit", "run", "deploy"] } },
      rules: [{ id: "ci-push", when: { role: "ci", command: "git push" }, then: "ask" }],
    },
    [
      { run: "git push origin topic", expect: ["ask", "policy/ci-push"] },
      { run: "git push origin topic", agent: "claude-code", expect: ["allow"] },
    ],
  );
});

describe("what a person must do is the most that anything asks for", () => {
  check(
    {
      environments: { production: { match: { host: "db.acme.io" }, require: "type-name" } },
      rules: [{ id: "named", when: { path: "keep/**" }, then: "ask", require: "type-name" }],
    },
    [
      { run: "rm keep/a.txt", expect: ["ask type-name", "policy/named"] },
      { run: "rm other.txt", expect: ["ask"] },
      { run: "psql -h db.acme.io -c 'delete from t where id = 1'", expect: ["ask type-name"] },
      { run: "psql -h localhost -c 'delete from t'", expect: ["ask"] },
    ],
  );
});

describe("a folder is meant by what is in it", () => {
  check({ rules: [{ id: "keep", when: { path: "keep/**" }, then: "deny" }] }, [
    { run: "rm -rf keep", expect: ["deny", "policy/keep"] },
    { run: "mv keep elsewhere", expect: ["deny", "policy/keep"] },
    { run: "rm -rf keeper", expect: ["ask"] },
  ]);
});

describe("paths that are taken out again", () => {
  check({ rules: [{ id: "docs", when: { path: ["docs/**", "!docs/api/**"] }, then: "deny" }] }, [
    { run: "echo x > docs/a.md", expect: ["deny", "policy/docs"] },
    { run: "echo x > docs/api/a.md", expect: ["allow"] },
  ]);
  check({ rules: [{ id: "elsewhere", when: { path: "!src/**", effect: "delete" }, then: "deny" }] }, [
    { run: "rm notes.txt", expect: ["deny", "policy/elsewhere"] },
    { run: "rm src/a.ts", expect: ["ask"] },
  ]);
});
