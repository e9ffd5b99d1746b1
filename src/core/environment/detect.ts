/** Where one effect lands: its locators held against the policy, the workspace's env files and what is plainly local. */
import type { Effect, Evidence, Locator } from "../effects/effect.ts";
import type { DotenvEntry, Facts } from "../facts.ts";
import { isWithin, relativeTo } from "../paths.ts";
import type { EnvironmentRule, Policy } from "../policy/policy.ts";
import { matchesName, matchesPath } from "../rules/match.ts";
import { type Environment, mostCareful, NOWHERE } from "./environment.ts";
import { hostOfValue, isLocalHost } from "./hosts.ts";

/** The most careful environment among the places an effect reaches. */
export function environmentOf(effect: Effect, facts: Facts, policy: Policy): Environment {
  return (effect.at ?? []).map(at => environmentAt(at, facts, policy)).reduce(mostCareful, NOWHERE);
}

function environmentAt(at: Locator, facts: Facts, policy: Policy): Environment {
  switch (at.kind) {
    case "path":
      return NOWHERE;
    case "host":
      return environmentOfHost(at.host, facts, policy, at.evidence);
    case "database":
      if (at.host !== undefined) return environmentOfHost(at.host, facts, policy, at.evidence);
      return unknown(at.evidence, "which database this reaches could not be told");
    case "control-plane":
      return {
        name: "production",
        evidence: [
          { because: `${at.host} administers every environment that its token can reach, production among them` },
        ],
      };
    case "branch":
      return named("branch", at.branch, policy, at.evidence) ?? NOWHERE;
    case "kube":
      if (at.context === undefined) return unknown(at.evidence, "which cluster this reaches could not be told");
      return (
        named("kubeContext", at.context, policy, at.evidence) ??
        unknown(at.evidence, `the context ${at.context} is not named in the policy`)
      );
    case "cloud":
      if (at.profile === undefined)
        return unknown(at.evidence, `which ${at.provider} account this reaches could not be told`);
      return (
        named("awsProfile", at.profile, policy, at.evidence) ??
        unknown(at.evidence, `the profile ${at.profile} is not named in the policy`)
      );
  }
}

/** Host beats label: the policy's hosts first, then the env file that names the host, then caution. */
export function environmentOfHost(host: string, facts: Facts, policy: Policy, source?: Evidence): Environment {
  if (isLocalHost(host)) return { name: "local", evidence: source ? [source] : [] };
  const ruled = named("host", host, policy, source);
  if (ruled) return ruled;
  const filed = facts.around.roots
    .flatMap(root => facts.ask({ kind: "dotenv", root }) ?? [])
    .filter(entry => hostOfValue(entry.value) === host)
    .flatMap(entry => environmentOfFile(entry, host, facts, policy));
  const [first, ...rest] = filed;
  if (first) return rest.reduce(mostCareful, first);
  const because = `${host} is not marked in the policy, and an unknown remote host counts as production`;
  return { name: "production", evidence: [...(source ? [source] : []), { because }] };
}

function environmentOfFile(entry: DotenvEntry, host: string, facts: Facts, policy: Policy): Environment[] {
  const rule = policy.environments.find(({ match }) =>
    matchesPath(entry.file, match.envFile ?? [], facts.around.roots),
  );
  if (!rule) return [];
  const file = shorten(entry.file, facts);
  return [
    {
      name: rule.name,
      evidence: [
        {
          because: `${entry.name} in ${file} points at ${host}`,
          file: entry.file,
          line: entry.line,
          variable: entry.name,
        },
      ],
    },
  ];
}

/** The environment whose rule names `value`; with several, the most careful. */
function named(
  key: keyof EnvironmentRule["match"],
  value: string,
  policy: Policy,
  source?: Evidence,
): Environment | undefined {
  return policy.environments
    .filter(({ match }) => matchesName(value, match[key] ?? []))
    .map((rule): Environment => {
      const because = `${value} is ${rule.name} by ${rule.from ? "the policy" : "its name"}`;
      return {
        name: rule.name,
        evidence: [
          ...(source ? [source] : []),
          { because, ...(rule.from && { file: rule.from.file, line: rule.from.line }) },
        ],
      };
    })
    .reduce<Environment | undefined>((a, b) => (a ? mostCareful(a, b) : b), undefined);
}

function unknown(source: Evidence | undefined, because: string): Environment {
  return { name: "unknown", evidence: [...(source ? [source] : []), { because }] };
}

function shorten(path: string, facts: Facts): string {
  const { roots, platform } = facts.around;
  const root = roots.find(root => isWithin(path, root, platform));
  return root === undefined ? path : relativeTo(path, root, platform);
}
