/** Determines where an effect lands, by its locators, the policy, the workspace's env files and what is local. */
import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { type Environment, type EnvironmentName, mostCareful, NOWHERE } from "../places/environment.ts";
import { hostOfValue, isLocalHost, isThisMachine } from "../places/hosts.ts";
import { isLocalCluster } from "../places/kubeconfig.ts";
import { environmentOfLabel, raises, unknown } from "../places/labels.ts";
import type { Evidence, KnownAs, KnownKey, Locator } from "../places/locator.ts";
import { matchesPath } from "../places/patterns.ts";
import type { Policy } from "../policy/policy.ts";
import { ownProperty } from "../text/own-property.ts";
import { isWithin, relativeTo } from "../text/paths.ts";
import { distinct, identitiesFirst, named, withKnown } from "./naming.ts";

/** Returns the most careful environment among the places that an effect reaches. */
export function environmentOf(effect: Effect, facts: Facts, policy: Policy): Environment {
  const places = (effect.at ?? []).map(at => ({ at, is: environmentAt(at, facts, policy) }));
  const found = mostCareful(NOWHERE, ...places.map(({ is }) => is));
  const called = found.called ?? calledByCommand(places, found, facts, policy);
  return called ? { ...found, called } : found;
}

/**
 * Finds `--env=testing` on a production database: the command claims another stage than the host has. `staging` may be
 * a host that nobody has marked yet, so it needs proof; tests and developers' databases are not expected there.
 */
function calledByCommand(
  places: readonly { readonly at: Locator; readonly is: Environment }[],
  found: Environment,
  facts: Facts,
  policy: Policy,
): Environment["called"] {
  if (found.name !== "production") return undefined;
  const names = places.filter(({ at }) => at.kind === "label").map(({ is }) => is);
  const [said] = names.filter(({ name }) => name === "staging" || name === "development");
  const [evidence] = said?.evidence ?? [];
  if (!said || !evidence || names.some(({ name }) => name === "production")) return undefined;
  const mistaken = places.some(
    ({ at, is }) =>
      at.kind === "database" &&
      at.host !== undefined &&
      is.name === "production" &&
      (said.name === "development" || isKnownProduction(at, at.host, facts, policy)),
  );
  return mistaken ? { name: said.name, evidence } : undefined;
}

/** Returns whether the policy, production's own section or env file, or its own name says that this is production. */
function isKnownProduction(
  { database, called }: Extract<Locator, { kind: "database" }>,
  host: string,
  facts: Facts,
  policy: Policy,
): boolean {
  return (
    called !== undefined ||
    named("host", host, policy)?.name === "production" ||
    labelsOf(host, facts, policy).some(({ name }) => name === "production") ||
    [host, database ?? ""].some(name => environmentOfLabel(name).name === "production")
  );
}

/** Returns the environment of one place, and the names by which a person can mark it. */
export function environmentAt(at: Locator, facts: Facts, policy: Policy): Environment {
  const environment = environmentOfPlace(at, facts, policy);
  const places = environment.name === "local" ? [] : namesToMark(at);
  return places.length > 0 ? { ...environment, places } : environment;
}

/** Orders the names: what identifies a place comes before what it is called, because a mark on it is more precise. */
function namesToMark(at: Locator): readonly KnownAs[] {
  switch (at.kind) {
    case "host":
      return [known("host", at.host, at.evidence)];
    case "database":
      return at.host === undefined ? [] : [known("host", at.host, at.evidence)];
    case "branch":
      return [known("branch", at.branch, at.evidence)];
    case "label":
      return identitiesFirst(at.known ?? []);
    case "kube":
      return at.context === undefined ? [] : [known("kubeContext", at.context, at.evidence)];
    case "cloud": {
      const own = at.profile === undefined ? [] : [known(cloudKey(at), at.profile, at.evidence)];
      return identitiesFirst([...own, ...(at.known ?? [])]);
    }
    default:
      return [];
  }
}

function environmentOfPlace(at: Locator, facts: Facts, policy: Policy): Environment {
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
      return withKnown(environmentOfName(at, facts, policy), at.known ?? [], policy);
    case "kube": {
      const own: KnownAs[] = at.context === undefined ? [] : [known("kubeContext", at.context, at.evidence)];
      const said =
        (at.context === undefined ? undefined : named("kubeContext", at.context, policy, at.evidence)) ??
        environmentOfCluster(at);
      return withKnown(said, [...own, ...(at.known ?? [])], policy);
    }
    case "cloud": {
      const key = cloudKey(at);
      const own: KnownAs[] = at.profile === undefined ? [] : [known(key, at.profile, at.evidence)];
      return withKnown(environmentOfAccount(at, key, policy), [...own, ...(at.known ?? [])], policy);
    }
  }
}

/** Maps providers to the policy's keys for names of their accounts; those of all other providers are projects. */
const CLOUD_KEYS: Readonly<Record<string, KnownKey>> = {
  aws: "awsProfile",
  google: "gcpProject",
  "google cloud": "gcpProject",
  azure: "azureSubscription",
  terraform: "terraformWorkspace",
};

function cloudKey({ provider }: { readonly provider: string }): KnownKey {
  return ownProperty(CLOUD_KEYS, provider.toLowerCase()) ?? "project";
}

function known(key: KnownKey, name: string, evidence: Evidence | undefined): KnownAs {
  return { key, name, ...(evidence && { evidence }) };
}

/** An account stays unknown unless the policy or its own name says its environment. */
function environmentOfAccount(at: Extract<Locator, { kind: "cloud" }>, key: KnownKey, policy: Policy): Environment {
  if (at.profile === undefined)
    return unknown(at.evidence, `which ${accountOf(at.provider)} this reaches could not be told`);
  const said = named(key, at.profile, policy, at.evidence) ?? environmentOfLabel(at.profile, at.evidence);
  return said.name === "unknown" ? unknown(at.evidence, `${at.profile} is not named in the policy`) : said;
}

/** Returns `AWS account`. A provider without a name is a phrase such as `the message service`. */
function accountOf(provider: string): string {
  return provider.startsWith("the ") ? "account" : `${provider} account`;
}

/** If the name says no stage, the environment is that of the host behind it, where that is known. */
function environmentOfName(at: Extract<Locator, { kind: "label" }>, facts: Facts, policy: Policy): Environment {
  const own = at.known?.find(({ name }) => name === at.label);
  const said = (own && named(own.key, own.name, policy, at.evidence)) ?? environmentOfLabel(at.label, at.evidence);
  const host = at.known?.find(({ key }) => key === "host");
  if (said.name !== "unknown" || !host) return said;
  const there = environmentOfHost(host.name, facts, policy, host.evidence);
  return at.evidence ? { ...there, evidence: distinct([at.evidence, ...there.evidence]) } : there;
}

/**
 * Applies the policy's rules on hosts first; other remote hosts count as production. An env file of the workspace can
 * raise a host to production but cannot clear one: the repository or the agent may have written it.
 */
function environmentOfHost(host: string, facts: Facts, policy: Policy, source?: Evidence, database = ""): Environment {
  const ruled = named("host", host, policy, source);
  if (!ruled && isLocalHost(host)) return environmentNearby(host, source);
  if (ruled) return ruled.name === "production" ? { ...ruled, ...calledByFile(source, facts, policy) } : ruled;
  const labels = labelsOf(host, facts, policy);
  const production = labels.filter(({ name }) => name === "production");
  if (production.length > 0)
    return {
      name: "production",
      evidence: production.map(({ evidence }) => evidence),
      ...calledByFile(source, facts, policy),
    };
  const told = [...(source ? [source] : []), ...labels.map(({ evidence }) => evidence)];
  // The host's name says production, and the file that names it says otherwise: somebody made a mistake.
  const speaking = [host, database].find(name => environmentOfLabel(name).name === "production");
  const called = speaking === undefined ? undefined : labels[0];
  const because =
    speaking === undefined
      ? `${host} is not marked in the policy, and an unknown remote host counts as production`
      : `${speaking} is production by its name`;
  return { name: "production", evidence: [...told, { because }], ...(called && { called }) };
}

/** A name without a dot is a host of a local network, unless it says its stage: `db-prod`. */
function environmentNearby(host: string, source?: Evidence): Environment {
  const evidence = source ? [source] : [];
  const said = isThisMachine(host) ? undefined : environmentOfLabel(host);
  if (!said || !raises(said)) return { name: "local", evidence };
  return { name: said.name, evidence: [...evidence, { because: `${host} is ${said.name} by its name` }] };
}

/** Returns the stage in the name of the file that leads to a host: production in `.env.staging` is there by mistake. */
function calledByFile(source: Evidence | undefined, facts: Facts, policy: Policy): Pick<Environment, "called"> {
  const { file } = source ?? {};
  if (file === undefined || source === undefined) return {};
  const rule = policy.environments.find(({ match }) => matchesPath(file, match.envFile ?? [], facts.around.roots));
  return rule && rule.name !== "production" ? { called: { name: rule.name, evidence: source } } : {};
}

/** Returns the environments that the names of the env files with this host say. */
function labelsOf(host: string, facts: Facts, policy: Policy): { name: EnvironmentName; evidence: Evidence }[] {
  const entries = facts.around.roots.flatMap(root => facts.ask({ kind: "dotenv", root }) ?? []);
  return entries.flatMap(({ file, line, name: variable, value }) => {
    const rule = policy.environments.find(({ match }) => matchesPath(file, match.envFile ?? [], facts.around.roots));
    if (!rule || hostOfValue(value) !== host) return [];
    const because = `${variable} in ${shorten(file, facts)} points at ${host}`;
    return [{ name: rule.name, evidence: { because, file, line, variable } }];
  });
}

/**
 * A name that says its stage beats an address on this machine, because tunnels to production end here too. On a cluster
 * that is not known to be local, a namespace can raise what the context's name says.
 */
function environmentOfCluster(at: Extract<Locator, { kind: "kube" }>): Environment {
  const said = at.context === undefined ? undefined : environmentOfLabel(at.context, at.evidence);
  if (said && raises(said)) return said;
  if (isLocalCluster(at)) return { name: "local", evidence: at.evidence ? [at.evidence] : [] };
  const because = `the namespace is ${at.namespace}`;
  const within = at.namespace === undefined ? undefined : environmentOfLabel(at.namespace, { because });
  if (within && raises(within)) return within;
  if (at.context === undefined) return unknown(at.evidence, "no kubeconfig here says which cluster this reaches");
  return said && said.name !== "unknown"
    ? said
    : unknown(at.evidence, `the context ${at.context} is not named in the policy`);
}

function shorten(path: string, facts: Facts): string {
  const { roots, platform } = facts.around;
  const root = roots.find(root => isWithin(path, root, platform));
  return root === undefined ? path : relativeTo(path, root, platform);
}
