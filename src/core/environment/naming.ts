/** Derives environments from names: by a policy's rules, and by words that people put into names. */

import { type Environment, mostCareful } from "../places/environment.ts";
import { environmentOfLabel, raises } from "../places/labels.ts";
import type { Evidence, KnownAs, KnownKey } from "../places/locator.ts";
import { matchesName } from "../places/patterns.ts";
import type { Policy } from "../policy/policy.ts";

/**
 * Returns the environment whose rule matches `value`; of several, the most careful. Rules that a person wrote take
 * precedence over those built in for names of that kind.
 */
export function named(key: KnownKey, value: string, policy: Policy, source?: Evidence): Environment | undefined {
  return marked(key, value, policy, source) ?? ruled(key, value, policy, false, source);
}

/** Matches only rules that a person wrote. */
function marked(key: KnownKey, value: string, policy: Policy, source?: Evidence): Environment | undefined {
  return ruled(key, value, policy, true, source);
}

function ruled(key: KnownKey, value: string, policy: Policy, byPerson: boolean, source?: Evidence) {
  return policy.environments
    .filter(({ match, from }) => (from !== undefined) === byPerson && matchesName(value, match[key] ?? []))
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

/** Keys that identify the place itself; the others are names that a person may give to any place. */
const IDENTITIES: ReadonlySet<KnownKey> = new Set(["host", "awsAccount", "gcpProject", "azureSubscription", "project"]);

/** Keeps one name of each kind, those that identify the place first. */
export function identitiesFirst(known: readonly KnownAs[]): readonly KnownAs[] {
  const first = known.filter(({ key }, index) => known.findIndex(other => other.key === key) === index);
  return [...first.filter(({ key }) => IDENTITIES.has(key)), ...first.filter(({ key }) => !IDENTITIES.has(key))];
}

/**
 * Combines `said`, by the place's own name, with all names that the same place is `known` by. A person's rule on the
 * place itself decides, together with every other such rule. Otherwise another name can only raise what the first one
 * says. If the two differ, the result has both.
 */
export function withKnown(said: Environment, known: readonly KnownAs[], policy: Policy): Environment {
  const marks = known.flatMap(({ key, name, evidence }) => {
    const environment = marked(key, name, policy, evidence);
    return environment ? [{ key, environment }] : [];
  });
  if (marks.some(({ key }) => IDENTITIES.has(key)))
    return differing(said, mostCareful(...marks.map(({ environment }) => environment)));
  const other = known
    .map(({ key, name, evidence }) => named(key, name, policy, evidence) ?? environmentOfLabel(name, evidence))
    .filter(environment => raises(environment))
    // The evidence of one name is enough.
    .reduce<Environment | undefined>((a, b) => (a && mostCareful(a, b).name === a.name ? a : b), undefined);
  return other && mostCareful(said, other).name !== said.name ? differing(said, other) : said;
}

function differing(said: Environment, place: Environment): Environment {
  const [evidence] = said.evidence;
  const differs = said.name !== place.name && said.name !== "unknown" && evidence !== undefined;
  const told = said.name === "unknown" ? said.evidence.slice(0, -1) : said.evidence;
  return {
    name: place.name,
    evidence: distinct([...told, ...place.evidence]),
    ...(differs && { called: { name: said.name, evidence } }),
  };
}

/** Removes duplicates. */
export function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map(one => [JSON.stringify(one), one])).values()];
}
