/** Layers under every combination: no file without trust loosens what stands above it, and no rule loosens at all. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/core/action/action.ts";
import { judge } from "../../../src/core/pipeline.ts";
import type { Decision } from "../../../src/core/policy/decision.ts";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies, type TieredLayer } from "../../../src/core/policy/merge.ts";
import { BUILT_IN, type Policy, type Tier } from "../../../src/core/policy/policy.ts";
import type { PolicyFile } from "../../../src/core/policy/schema.ts";
import { PACKS } from "../../../src/packs/index.ts";

const ORDER: readonly Decision[] = ["allow", "ask", "deny"];
const ROOT = "/home/dev/app";
const ACTS = [
  "ls -la",
  "rm -rf dist",
  "rm notes.txt",
  "git push --force origin main",
  "git push origin topic",
  "psql -h db.acme.io -c 'drop table users'",
  "psql -h staging.acme.io -c 'delete from users where id = 1'",
  "kubectl --context prod-eu delete namespace shop",
  "npm publish",
  "terraform destroy -auto-approve",
  "cat ~/.aws/credentials",
  "curl -X DELETE https://api.acme.io/v1/users/1",
].map(
  (text): Action => ({
    kind: "command",
    text,
    shell: "bash",
    cwd: ROOT,
    origin: { agent: "codex", subagent: "review" },
  }),
);

function decisions(policy: Policy): number[] {
  const around = { cwd: ROOT, roots: [ROOT], home: "/home/dev", platform: "linux" } as const;
  return ACTS.map(action => ORDER.indexOf(judge(action, new Map(), { packs: PACKS, policy, around }).decision));
}

function layer(tier: Tier, file: Partial<PolicyFile>, trusted = false): TieredLayer {
  const { policy, problems } = loadPolicy(JSON.stringify({ version: 1, ...file }), `/${tier}.json`);
  if (!policy) throw new Error(JSON.stringify([problems, file]));
  return { tier, layer: policy, trusted };
}

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const when = fc
  .record(
    {
      effect: some(["delete", "drop", "truncate", "publish", "destroy", "read-secret", "update"] as const),
      resource: some(["file", "directory", "table", "rows", "remote-branch", "namespace"] as const),
      environment: some(["local", "staging", "unknown", "production"] as const),
      path: some(["dist/**", "*.txt", "**", "!src/**"]),
      command: some(["rm -rf *", "git push", "git push *", "psql *", "npm publish*"]),
      host: some(["*.acme.io", "db.acme.io"]),
      agent: some(["codex", "claude-code"]),
      role: some(["reviewer"]),
    },
    { requiredKeys: [] },
  )
  .filter(conditions => Object.keys(conditions).length > 0);

const rule = fc.record({ when, then: fc.constantFrom("allow", "ask", "deny" as const) });
const thresholds = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }))
  .map(([a, b]) => ({ ask: Math.min(a, b), deny: Math.max(a, b) }));

const file: fc.Arbitrary<Partial<PolicyFile>> = fc
  .record({
    profile: maybe(fc.constantFrom("solo", "team", "regulated", "observe" as const)),
    mode: maybe(fc.constantFrom("enforce", "observe" as const)),
    thresholds: maybe(thresholds),
    environments: maybe(
      fc.record(
        {
          production: fc.record({ match: fc.record({ host: some(["db.acme.io", "api.acme.io"]) }) }),
          staging: fc.record({ match: fc.record({ host: some(["staging.acme.io", "db.acme.io"]) }) }),
          local: fc.record({ match: fc.record({ host: some(["api.acme.io", "*"]) }) }),
        },
        { requiredKeys: [] },
      ),
    ),
    rules: maybe(
      fc.array(rule, { maxLength: 4 }).map(rules => rules.map((one, index) => ({ id: `r${index}`, ...one }))),
    ),
    agents: maybe(
      fc.record({
        reviewer: fc.record({
          match: fc.record({ agent: some(["codex", "claude-code"]) }),
          may: some(["read", "edit", "run", "fetch", "data", "deploy", "secrets", "administer"] as const),
        }),
      }),
    ),
    protect: maybe(some(["dist/**", "notes.txt"])),
  })
  .map(given => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));

const stricter = (now: Policy, before: Policy) => {
  const above = decisions(before);
  for (const [index, decision] of decisions(now).entries())
    expect(decision, ACTS[index]?.kind === "command" ? ACTS[index].text : "").toBeGreaterThanOrEqual(above[index] ?? 0);
  if (before.mode === "enforce") expect(now.mode).toBe("enforce");
};

describe("no combination of layers is looser than what stands above it", () => {
  it("workspace files that nobody trusts", () => {
    fc.assert(
      fc.property(file, file, fc.array(file, { minLength: 1, maxLength: 3 }), (organization, user, workspace) => {
        const above = [layer("organization", organization), layer("user", user)];
        const below = workspace.map(one => layer("workspace", one));
        stricter(mergePolicies(BUILT_IN, [...above, ...below]).policy, mergePolicies(BUILT_IN, above).policy);
      }),
      { numRuns: 100 },
    );
  });

  it("whatever order the files are found in", () => {
    fc.assert(
      fc.property(file, file, file, (organization, user, workspace) => {
        const files = [layer("organization", organization), layer("user", user), layer("workspace", workspace)];
        const forwards = mergePolicies(BUILT_IN, files).policy;
        expect(decisions(mergePolicies(BUILT_IN, [...files].reverse()).policy)).toEqual(decisions(forwards));
      }),
      { numRuns: 60 },
    );
  });

  it("a trusted workspace file cannot loosen what the organization set", () => {
    fc.assert(
      fc.property(thresholds, file, (set, workspace) => {
        const above = layer("organization", { mode: "enforce", thresholds: set });
        const { policy } = mergePolicies(BUILT_IN, [above, layer("workspace", workspace, true)]);
        expect(policy.mode).toBe("enforce");
        expect(policy.thresholds.ask).toBeLessThanOrEqual(set.ask);
        expect(policy.thresholds.deny).toBeLessThanOrEqual(set.deny);
      }),
      { numRuns: 100 },
    );
  });
});

describe("adding a rule never loosens", () => {
  it("one that asks or refuses, in any file", () => {
    const holding = fc.record({ when, then: fc.constantFrom("ask", "deny" as const) });
    fc.assert(
      fc.property(
        fc.constantFrom("organization", "user", "workspace" as const),
        file,
        holding,
        (tier, before, added) => {
          const rules = [...(before.rules ?? []), { id: "added", ...added }];
          stricter(
            mergePolicies(BUILT_IN, [layer(tier, { ...before, rules })]).policy,
            mergePolicies(BUILT_IN, [layer(tier, before)]).policy,
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
