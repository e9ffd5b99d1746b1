/** What policies cost: reading a long one, and holding five hundred rules against every act. */
import type { CommandAction } from "../../src/core/action/action.ts";
import { judge } from "../../src/core/pipeline.ts";
import { loadPolicy } from "../../src/core/policy/load.ts";
import { mergePolicies } from "../../src/core/policy/merge.ts";
import { BUILT_IN, type Policy } from "../../src/core/policy/policy.ts";
import { PACKS } from "../../src/packs/index.ts";
import "../support/agents.ts";
import { median } from "./numbers.ts";

const RULES = 500;
const ACTS = [
  "rm -rf notes",
  "git push origin main",
  "psql -h db.acme.io -c 'delete from users where id = 1'",
  "ls -la",
];

/** Rules as teams write them: a quarter each by path, by command, by place and by effect. */
function manyRules(): string {
  const when = (n: number) =>
    [
      { path: [`services/s${n}/**/*.sql`, `**/migrations-${n}/**`] },
      { command: [`deploy-${n} *`, `git push origin release/${n}*`] },
      { environment: "production", host: `db-${n}.acme.io` },
      { effect: ["drop", "truncate"], resource: "table", agent: `agent-${n}` },
    ][n % 4];
  const rules = Array.from({ length: RULES }, (_, n) => ({
    id: `rule-${n}`,
    when: when(n),
    then: "ask",
    because: "why",
  }));
  return JSON.stringify({ version: 1, rules }, null, 2);
}

function judging(policy: Policy, rounds: number): number {
  const around = { cwd: "/work", roots: ["/work"], home: "/home/dev", platform: "linux" } as const;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const text of ACTS) {
      const action: CommandAction = { kind: "command", text, shell: "bash", cwd: "/work", origin: { agent: "codex" } };
      const started = performance.now();
      judge(action, new Map(), { packs: PACKS, policy, around });
      times.push(performance.now() - started);
    }
  return median(times) * 1000;
}

export function benchPolicy(rounds: number): string {
  const text = manyRules();
  const loads = Array.from({ length: 20 }, () => {
    const started = performance.now();
    const { policy } = loadPolicy(text, "/policy.json");
    if (!policy) throw new Error("the policy of the benchmark is broken");
    mergePolicies(BUILT_IN, [{ tier: "user", layer: policy }]);
    return performance.now() - started;
  });
  const { policy: layer } = loadPolicy(text, "/policy.json");
  if (!layer) throw new Error("the policy of the benchmark is broken");
  const { policy } = mergePolicies(BUILT_IN, [{ tier: "user", layer }]);
  judging(policy, 20);
  judging(BUILT_IN, 20);
  const [without, withRules] = [judging(BUILT_IN, rounds), judging(policy, rounds)];
  return [
    `policy: ${RULES} rules, ${text.length} characters`,
    `  read and merged        ${median(loads).toFixed(1)} ms (wanted < 20)`,
    `  judging without them   ${without.toFixed(0)} µs`,
    `  judging with them      ${withRules.toFixed(0)} µs, ${(withRules - without).toFixed(0)} µs more (wanted < 100)`,
  ].join("\n");
}
