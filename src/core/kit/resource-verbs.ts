/**
 * Reads calls that consist of nouns and a verb: `sql instances delete x`, `apps:destroy`, `rds delete-db-instance`.
 * Command lines of cloud services have thousands of them: the first verb says what is done, the nouns beside it to
 * what. A verb that only reads or adds ends the reading without an effect.
 */

import type { Effect, ResourceKind } from "../effects/effect.ts";
import { resourceNamed, splitName } from "../effects/names.ts";
import { anyOf, words } from "../text/expressions.ts";
import type { Word } from "../text/words.ts";
import {
  APART,
  DEPLOYED,
  GONE,
  GRANTED,
  GROUPS,
  OFF,
  OVERWRITTEN,
  PRODUCTS,
  REINSTALLED,
  ROLLED_BACK,
  verbIn,
} from "./verbs.ts";

/** The resources that a tool's nouns (singular) name: `{ droplet: "service", "sql instance": "database" }`. */
export type Nouns = Readonly<Record<string, ResourceKind>>;

interface Spoken {
  readonly verb: Effect["verb"];
  readonly resource: ResourceKind;
  readonly recovery?: Effect["recovery"];
  /** Clause of the card, without the target's name. */
  readonly says: string;
}

export interface SpokenCall {
  readonly doing: Spoken;
  /** The words after the verb: its targets. */
  readonly rest: readonly Word[];
}

/**
 * What the call does; undefined when no word in it is a verb that loses, stops or changes something. `groups` are words
 * that stood before and are nouns, whatever they look like.
 */
export function spokenCall(
  words: readonly Word[],
  nouns: Nouns,
  groups: readonly string[] = [],
): SpokenCall | undefined {
  const before = [...groups];
  // A verb that may also be a group: `deploy targets delete`. It counts where no verb follows.
  let perhaps: SpokenCall | undefined;
  let behindGroup = false;
  for (const [i, word] of words.slice(0, MOST_WORDS).entries()) {
    const text = word.value;
    if (text === null || !SUBCOMMAND.test(text)) return perhaps;
    // `deploy delete-worker`: the first is a verb after all, the second what it deploys.
    if (behindGroup && /[-_]/.test(text) && !isLosingWord(words[i + 1])) return perhaps;
    const found = PRODUCTS.has(text) ? { rest: splitName(text), scheduled: false } : verbIn(text);
    // `dataprotection backup-instance delete`: a noun that begins like a verb, before the verb.
    // So does one of several words: `url-maps delete`.
    const group = GROUPS.has(text) || (beginsLikeGroup(text) && isLosingWord(words[i + 1]));
    if (found === "harmless" && !(group && i + 1 < words.length)) return undefined;
    const { verb, rest: own, scheduled } = found === "harmless" ? { rest: [text], scheduled: false } : found;
    const said = verb === undefined ? undefined : { verb, named: [...before, ...own], scheduled };
    behindGroup = GROUPS.has(text) && i + 1 < words.length;
    if (said && !behindGroup) return callOf(said, words.slice(i + 1), nouns);
    if (said) perhaps ??= callOf(said, words.slice(i + 1), nouns);
    before.push(...(said ? [text] : own));
  }
  return perhaps;
}

function beginsLikeGroup(text: string): boolean {
  const parts = splitName(text);
  return parts.length > 1 || GROUPS.has(parts[0] ?? "");
}

/** Whether the word is a single verb that loses, stops or changes something. */
function isLosingWord(word: Word | undefined): boolean {
  const text = word?.value ?? "";
  if (!/^[a-z]{2,20}$/.test(text)) return false;
  const found = verbIn(text);
  return found !== "harmless" && found.verb !== undefined;
}

interface Said {
  readonly verb: string;
  /** The nouns beside the verb. */
  readonly named: readonly string[];
  readonly scheduled: boolean;
}

function callOf({ verb, named, scheduled }: Said, after: readonly Word[], nouns: Nouns): SpokenCall {
  const next = after[0]?.value;
  // `delete user ann` and `volume rm data`: the noun stands before the verb, or right behind it where none does.
  const behind = named.length === 0 && next != null && SUBCOMMAND.test(next) ? splitName(next) : undefined;
  const nounsBeside = behind ?? named;
  const resource = resourceOf(nounsBeside, nouns);
  const isNoun = behind !== undefined && resource !== undefined && after.length > 1;
  return {
    doing: doingOf(verb, resource ?? "record", nounsBeside, scheduled),
    rest: isNoun ? after.slice(1) : after,
  };
}

const MOST_WORDS = 6;
const SUBCOMMAND = /^[a-z][a-z0-9:_-]{0,60}$/i;

/** Marks are easily made again, unlike a tag of an image or of code, by which others find it. */
function isMark(named: readonly string[]): boolean {
  const marks = /^(?:cache|tag|label|annotation)s?$/.test(named.at(-1) ?? "");
  return marks && !named.some(noun => /^(?:images?|repo|registr|artifact|release|packages?|git)/.test(noun));
}

function doingOf(verb: string, resource: ResourceKind, named: readonly string[], scheduled: boolean): Spoken {
  const noun = [...named.slice(-3, -1), singular(named.at(-1) ?? "resource")].join(" ");
  const one = `the ${noun}`;
  if (GONE.has(verb)) {
    const kept = scheduled ? { says: `schedules the deletion of ${one}` } : { says: `deletes ${one}` };
    return {
      verb: "delete",
      resource,
      ...kept,
      ...(isMark(named) && { recovery: "effort" }),
    };
  }
  if (APART.has(verb)) return { verb: "revoke", resource, recovery: "effort", says: `takes away (${verb}) ${one}` };
  if (OFF.has(verb) && resource === "account")
    return { verb: "revoke", resource, recovery: "effort", says: `locks out (${verb}) ${one}` };
  // `server reset-password`: whoever used the old one is locked out.
  if (/^(?:reset|set|change)$/.test(verb) && /^passwords?$/.test(named.at(-1) ?? ""))
    return { verb: "revoke", resource: "secret", recovery: "effort", says: `replaces ${one}` };
  if (/^re(?:new|generate)$/.test(verb) && /^(?:key|credential|secret|token|password)s?$/.test(named.at(-1) ?? ""))
    return { verb: "revoke", resource: "secret", recovery: "effort", says: `replaces ${one}` };
  if (OFF.has(verb) && (WATCHES.has(named.at(-1) ?? "") || (verb === "disable" && GUARDING.test(named.join(" ")))))
    return { verb: "weaken", resource: "setting", recovery: "effort", says: `switches off (${verb}) ${one}` };
  if (OFF.has(verb)) return { verb: "stop", resource, recovery: "effort", says: `turns off (${verb}) ${one}` };
  if (GRANTED.has(verb)) return { verb: "grant", resource, recovery: "effort", says: `grants access to ${one}` };
  if (verb === "transfer" && /^(?:service|project|domain|stack|environment)$/.test(resource))
    return { verb: "grant", resource: "account", recovery: "none", says: `hands ${one}[ {}] over to another owner` };
  if (DEPLOYED.has(verb))
    return { verb: "deploy", resource, recovery: "effort", says: `puts ${one}[ {}] into service` };
  if (ROLLED_BACK.has(verb))
    return { verb: "deploy", resource, says: `puts an earlier version of ${one}[ {}] into service` };
  if (REINSTALLED.has(verb))
    return { verb: "overwrite", resource: "volume", says: `writes the disk of ${one}[ {}] anew` };
  if (OVERWRITTEN.has(verb) && (HOLDS_DATA.has(resource) || (verb === "restore" && resource === "service")))
    return { verb: "overwrite", resource, says: `puts something else (${verb}) in place of ${one}` };
  return { verb: "mutate", resource: "setting", recovery: "effort", says: `changes (${verb}) ${one}` };
}

/** `instance` of `instances`, `policy` of `policies`; a word that only ends like a plural stays. */
function singular(noun: string): string {
  if (!/s$/.test(noun) || /(?:ss|us|is|as|os)$|^(?:[dsrk]ns|[a-z]{1,2}s|[a-z]*s3|aws|https|tls|news)$/.test(noun))
    return noun;
  return noun
    .replace(/ies$/, "y")
    .replace(/(ss|sh|ch|x)es$/, "$1")
    .replace(/(?<=[^s])s$/, "");
}

/** Nouns of safeguards: they protect, copy or report on something else. */
const WATCHES = new Set(words`
  backup backups protection protections versioning encryption mfa 2fa totp logging log logs audit audits auditing
  monitoring monitor monitors alarm alarms alert alerts firewall firewalls waf guard retention detector detectors iap
  fail2ban replication pitr snapshot snapshots sso tls ssl dnssec rotation scanning root roots authentication
`);

/** Safeguards that several words name, or the group that the call belongs to. */
const GUARDING = anyOf([
  /(?:block public|service) access$|auto renew$/,
  /^(?:iap|defender|protection|guardduty|shield|controltower|securityhub|macie|inspector2?|waf|scc)\b/,
  /\b(?:vulnerability|proactive)\b/,
]);

const HOLDS_DATA: ReadonlySet<ResourceKind> = new Set([
  "database",
  "volume",
  "backup",
  "bucket",
  "table",
  "branch",
  "environment",
  "cluster",
]);

/** Nouns of nearly every service, besides those of `resourceNamed`. */
const COMMON: Nouns = {
  user: "account",
  account: "account",
  member: "account",
  group: "account",
  team: "account",
  org: "project",
  role: "account",
  policy: "account",
  permission: "account",
  binding: "account",
  tenant: "project",
  key: "secret",
  cert: "secret",
  certificate: "secret",
  password: "secret",
  config: "secret",
  container: "container",
  image: "image",
  function: "service",
  site: "service",
  worker: "service",
  node: "service",
  vm: "service",
  droplet: "service",
  job: "service",
  pipeline: "service",
  queue: "queue",
  topic: "queue",
  stream: "queue",
  subscription: "queue",
  network: "network",
  vpc: "network",
  subnet: "network",
  firewall: "network",
  route: "network",
  gateway: "network",
  ip: "network",
  address: "network",
  balancer: "network",
  listener: "network",
  nodegroup: "cluster",
  pool: "cluster",
  registry: "bucket",
  share: "volume",
  vault: "backup",
  tag: "setting",
  label: "setting",
  annotation: "setting",
  object: "file",
  blob: "file",
};

function resourceOf(named: readonly string[], nouns: Nouns): ResourceKind | undefined {
  for (let size = Math.min(3, named.length); size > 0; size--) {
    const phrase = named.slice(-size);
    const last = phrase.at(-1) ?? "";
    for (const form of [last, last.replace(/ies$/, "y"), last.replace(/s$/, ""), last.replace(/es$/, "")]) {
      const found = ownValue(nouns, [...phrase.slice(0, -1), form].join(" "));
      if (found) return found;
    }
  }
  const last = named.at(-1) ?? "";
  return ownValue(COMMON, last.replace(/ies$/, "y")) ?? ownValue(COMMON, last.replace(/s$/, "")) ?? resourceNamed(last);
}

function ownValue(table: Nouns, key: string): ResourceKind | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
