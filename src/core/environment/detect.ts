/** Where one effect lands: its locators held against the policy, the workspace's env files and what is plainly local. */
import type { Effect, Evidence, Locator } from "../effects/effect.ts";
import type { Facts } from "../facts.ts";
import { isWithin, relativeTo } from "../paths.ts";
import type { EnvironmentRule, Policy } from "../policy/policy.ts";
import { matchesName, matchesPath } from "../rules/patterns.ts";
import { type Environment, type EnvironmentName, mostCareful, NOWHERE } from "./environment.ts";
import { hostOfValue, isLocalHost } from "./hosts.ts";
import { isLocalCluster } from "./kubeconfig.ts";

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
      if (at.host !== undefined) return environmentOfHost(at.host, facts, policy, at.evidence, at.database);
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
    case "label":
      return environmentOfLabel(at.label, at.evidence);
    case "kube":
      return (
        (at.context === undefined ? undefined : named("kubeContext", at.context, policy, at.evidence)) ??
        environmentOfCluster(at)
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

/**
 * Host beats label: the policy's hosts first, then caution. An env file of the workspace can raise a host to
 * production; it cannot vouch for one, since the repository (or the agent) may have written it.
 */
function environmentOfHost(host: string, facts: Facts, policy: Policy, source?: Evidence, database = ""): Environment {
  if (isLocalHost(host)) return { name: "local", evidence: source ? [source] : [] };
  const ruled = named("host", host, policy, source);
  if (ruled) return ruled;
  const labels = labelsOf(host, facts, policy);
  const production = labels.filter(({ name }) => name === "production");
  if (production.length > 0) return { name: "production", evidence: production.map(({ evidence }) => evidence) };
  const told = [...(source ? [source] : []), ...labels.map(({ evidence }) => evidence)];
  // A host that calls itself production, in a file that calls it something else: somebody was mistaken.
  const speaking = [host, database].find(name => environmentOfLabel(name).name === "production");
  const called = speaking === undefined ? undefined : labels[0];
  const because =
    speaking === undefined
      ? `${host} is not marked in the policy, and an unknown remote host counts as production`
      : `${speaking} is production by its name`;
  return { name: "production", evidence: [...told, { because }], ...(called && { called }) };
}

/** What the env files that name a host call themselves. */
function labelsOf(host: string, facts: Facts, policy: Policy): { name: EnvironmentName; evidence: Evidence }[] {
  const entries = facts.around.roots.flatMap(root => facts.ask({ kind: "dotenv", root }) ?? []);
  return entries.flatMap(({ file, line, name: variable, value }) => {
    const rule = policy.environments.find(({ match }) => matchesPath(file, match.envFile ?? [], facts.around.roots));
    if (!rule || hostOfValue(value) !== host) return [];
    const because = `${variable} in ${shorten(file, facts)} points at ${host}`;
    return [{ name: rule.name, evidence: { because, file, line, variable } }];
  });
}

const LABELS: readonly (readonly [EnvironmentName, ReadonlySet<string>])[] = [
  ["production", new Set(["prod", "production", "prd", "live"])],
  ["staging", new Set(["staging", "stage", "stg", "preprod", "uat", "qa"])],
  ["development", new Set(["dev", "development", "local", "test", "testing", "sandbox", "preview", "ci", "review"])],
];

/** What an environment is called where it is defined: `prod-eu` is production, `db7` says nothing. */
function environmentOfLabel(label: string, source?: Evidence): Environment {
  const words = label.toLowerCase().split(/[^a-z]+/);
  const name = LABELS.find(([, known]) => words.some(word => known.has(word)))?.[0];
  if (name === undefined) return unknown(source, `the name ${label} does not say which environment it is`);
  return { name, evidence: [source ?? { because: `the command names the environment ${label}` }] };
}

/**
 * A name that says its stage beats an address on this machine: tunnels to production end here, too. On a cluster that
 * is not known to be local, a namespace can raise what its context says.
 */
function environmentOfCluster(at: Extract<Locator, { kind: "kube" }>): Environment {
  const said = at.context === undefined ? undefined : environmentOfLabel(at.context, at.evidence);
  if (said && raises(said)) return said;
  if (isLocalCluster(at)) return { name: "local", evidence: at.evidence ? [at.evidence] : [] };
  const because = `the namespace is ${at.namespace}`;
  const within = at.namespace === undefined ? undefined : environmentOfLabel(at.namespace, { because });
  if (within && raises(within)) return within;
  if (at.context === undefined) return unknown(at.evidence, "which cluster this reaches could not be told");
  return said && said.name !== "unknown"
    ? said
    : unknown(at.evidence, `the context ${at.context} is not named in the policy`);
}

function raises({ name }: Environment): boolean {
  return name === "production" || name === "staging";
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
