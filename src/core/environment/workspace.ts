/** The badge: the strongest environment that a workspace's defaults reach, before any act. */
import type { Evidence } from "../effects/effect.ts";
import type { DotenvEntry, Facts } from "../facts.ts";
import { relativeTo } from "../paths.ts";
import type { Policy } from "../policy/policy.ts";
import { matchesName, matchesPath } from "../rules/patterns.ts";
import { type Environment, type EnvironmentName, mostCareful } from "./environment.ts";
import { hostOfValue, isLocalHost } from "./hosts.ts";
import { kubeContext } from "./kubeconfig.ts";

const LABELS = {
  local: "LOCAL",
  development: "DEV",
  staging: "STAGING",
  unknown: "UNKNOWN",
  production: "PROD",
} as const satisfies Record<EnvironmentName, string>;
const MODE = /^(APP_ENV|NODE_ENV|RAILS_ENV|RACK_ENV|DJANGO_ENV|FLASK_ENV|ENVIRONMENT)$/;
const MODES: Readonly<Record<string, EnvironmentName>> = {
  production: "production",
  prod: "production",
  live: "production",
  staging: "staging",
  stage: "staging",
  preview: "staging",
  development: "development",
  dev: "development",
  test: "development",
  testing: "development",
  local: "local",
};

export function workspaceEnvironment(root: string, facts: Facts, policy: Policy): Environment {
  const git = facts.ask({ kind: "git", path: root });
  const found: Environment[] = [];
  for (const entry of facts.ask({ kind: "dotenv", root }) ?? []) {
    const at = entryEnvironment(entry, root, facts, policy);
    if (at) found.push(at);
  }
  for (const rule of git?.branch === undefined ? [] : policy.environments) {
    if (git?.branch === undefined || !matchesName(git.branch, rule.match.branch ?? [])) continue;
    found.push({
      name: rule.name,
      evidence: [{ because: `the branch ${git.branch} is ${rule.name} by the policy`, ...rule.from }],
    });
  }
  const kube = kubeContext({ variables: new Map(), cwd: null }, facts);
  const rule = kube && policy.environments.find(({ match }) => matchesName(kube.name, match.kubeContext ?? []));
  if (kube && rule) {
    const because = `the kube context is ${kube.name}`;
    const { file, line } = kube;
    found.push({ name: rule.name, evidence: [{ because, file, ...(line !== undefined && { line }) }] });
  }
  return found.reduce(mostCareful, { name: "local", evidence: [] });
}

export function labelOf(name: EnvironmentName, policy: Policy): { label: string; color?: string } {
  const badge = policy.environments.find(rule => rule.name === name && rule.badge)?.badge;
  return { label: badge?.label ?? LABELS[name], ...(badge?.color && { color: badge.color }) };
}

function entryEnvironment(entry: DotenvEntry, root: string, facts: Facts, policy: Policy): Environment | undefined {
  const file = relativeTo(entry.file, root, facts.around.platform);
  const evidence = (because: string): Evidence[] => [
    { because, file: entry.file, line: entry.line, variable: entry.name },
  ];
  const mode = MODE.test(entry.name) ? MODES[entry.value.toLowerCase()] : undefined;
  if (mode) return { name: mode, evidence: evidence(`${entry.name} in ${file} says ${entry.value}`) };
  const host = hostOfValue(entry.value);
  if (host === undefined || isLocalHost(host)) return undefined;
  const byHost = policy.environments.find(({ match }) => matchesName(host, match.host ?? []));
  const rule = byHost ?? policy.environments.find(({ match }) => matchesPath(entry.file, match.envFile ?? [], [root]));
  return (
    rule && { name: rule.name, evidence: evidence(`${entry.name} in ${file} points at ${host}, which is ${rule.name}`) }
  );
}
