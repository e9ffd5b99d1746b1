/**
 * Calls built of nouns and a verb: `sql instances delete x`, `apps:destroy`, `rds delete-db-instance`. The command lines
 * of services have thousands of them, and their words say what they do: the first verb decides, the nouns beside it say
 * to what. A verb that only looks, or only adds, ends the reading without an effect.
 */
import type { Effect, ResourceKind } from "./effect.ts";
import { resourceNamed, splitName } from "./names.ts";
import type { Word } from "./words.ts";

/** What a tool's own nouns stand for, singular: `{ droplet: "service", "sql instance": "database" }`. */
export type Nouns = Readonly<Record<string, ResourceKind>>;

interface Spoken {
  readonly verb: Effect["verb"];
  readonly resource: ResourceKind;
  readonly recovery?: Effect["recovery"];
  /** Clause up to the name of what it acts on. */
  readonly says: string;
}

export interface SpokenCall {
  readonly doing: Spoken;
  /** Words behind the verb: what it acts on. */
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
  // A verb that may be a group: `deploy targets delete`. It is what the call does where nothing behind it is a verb.
  let perhaps: SpokenCall | undefined;
  let behindGroup = false;
  for (const [i, word] of words.slice(0, MOST_WORDS).entries()) {
    const text = word.value;
    if (text === null || !SUBCOMMAND.test(text)) return perhaps;
    // `deploy delete-worker`: the first is a verb after all, the second what it deploys.
    if (behindGroup && /[-_]/.test(text)) return perhaps;
    const found = PRODUCTS.has(text) ? { rest: splitName(text), scheduled: false } : verbIn(text);
    if (found === "harmless" && !(GROUPS.has(text) && i + 1 < words.length)) return undefined;
    const { verb, rest: own, scheduled } = found === "harmless" ? { rest: [text], scheduled: false } : found;
    const said = verb === undefined ? undefined : { verb, named: [...before, ...own], scheduled };
    behindGroup = GROUPS.has(text) && i + 1 < words.length;
    if (said && !behindGroup) return callOf(said, words.slice(i + 1), nouns);
    if (said) perhaps ??= callOf(said, words.slice(i + 1), nouns);
    before.push(...(said ? [text] : own));
  }
  return perhaps;
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

/** The verbs, by what they do to the thing they name. */
const GONE = words(
  `delete del destroy remove rm erase drop terminate purge wipe nuke prune decommission deprovision obliterate empty
   clear flush truncate uninstall expunge unset rb scrub shred`,
);
const APART = words(
  `revoke detach disassociate dissociate deregister unregister unsubscribe unassign unlink disconnect unbind undeploy
   unpublish unshare evict expire deprecate archive retire release reject ban untrust`,
);
const OFF = words(
  `stop disable shutdown poweroff halt suspend pause deactivate kill deallocate hibernate quiesce abort cancel off`,
);
const CHANGED = words(
  `update modify put set edit patch replace change configure scale resize rename move mv transfer rotate apply restart
   reboot import reload failover`,
);
const OVERWRITTEN = words("restore reset recreate");
const REINSTALLED = words("rebuild reinstall reimage");
const ROLLED_BACK = words("rollback revert");
const DEPLOYED = words("deploy promote rollout activate");
const GRANTED = words("grant");
const VERBS = [GONE, APART, OFF, CHANGED, OVERWRITTEN, REINSTALLED, ROLLED_BACK, DEPLOYED, GRANTED];
/** They look, add or carry elsewhere: nothing is lost. */
const HARMLESS = words(
  `list ls get show describe desc info status view read search find query count check validate verify test diff logs tail
   watch wait help version whoami inspect explain dump download cat head stat du history top preview plan lint doctor
   browse url print fetch audit create add new init upload login logout start enable resume retry trigger build generate
   pull clone attach mount register accept approve join cp copy run exec invoke connect open export link use switch
   select sync send publish receive subscribe backup scan batch test tag untag allocate associate lookup
   estimate simulate lock`,
);
/** Verbs that are groups as well: `run services delete`, `backup delete`. */
const GROUPS = words(
  `run deploy backup restore connect test release publish import export link logs history status build start scale sync
   archive tag lock view plan query search scan audit request batch exec reset clone set empty`,
);
/** Groups whose names begin like a verb. */
const PRODUCTS = words("backup-dr");
/** Come before the verb in a name: `batch-delete-image`, `force-delete`, `schedule-key-deletion`. */
const ADVERBS = words("batch bulk mass force hard soft admin permanently permanent cascade begin async schedule");

/** Verbs that end a name as its verb, and never as a noun. */
const ENDINGS = words("delete destroy terminate purge wipe erase remove drop rm del");
/** Before such an ending: they speak of the deletion and do not do it. */
const ONLY_SPEAKS = words(
  "get list show describe enable allow can check count cancel prevent undo pre post on before after simulate pending",
);

interface FoundVerb {
  readonly verb?: string;
  /** The other words of the name. */
  readonly rest: readonly string[];
  readonly scheduled: boolean;
}

/** The verb in one word: the whole of it, the first part of `delete-stack`, the last of `apps:destroy`. */
function verbIn(word: string): FoundVerb | "harmless" {
  const colon = word.lastIndexOf(":");
  const group = colon > 0 ? splitName(word.slice(0, colon)) : [];
  const own = splitName(word.slice(colon + 1));
  const scheduled = own[0] === "schedule" && own.at(-1) === "deletion";
  if (scheduled) return { verb: "delete", rest: [...group, ...own.slice(1, -1)], scheduled };
  const at = own.findIndex(part => !ADVERBS.has(part));
  const joined = own.join("");
  if (isLosing(joined)) return { verb: joined, rest: group, scheduled };
  const verb = own[at] ?? own[0] ?? "";
  if (isLosing(verb)) return { verb, rest: [...group, ...own.slice(at + 1)], scheduled };
  // `cluster-delete`, `backup-destroy`: the noun comes first. `enable-delete` allows it only.
  const last = own.at(-1) ?? "";
  if (own.length > 1 && ENDINGS.has(last) && !ONLY_SPEAKS.has(own[0] ?? ""))
    return { verb: last, rest: [...group, ...own.slice(0, -1)], scheduled };
  if (HARMLESS.has(own[0] ?? "")) return "harmless";
  return { rest: [...group, ...own], scheduled };
}

function isLosing(verb: string): boolean {
  return VERBS.some(list => list.has(verb));
}

function doingOf(verb: string, resource: ResourceKind, named: readonly string[], scheduled: boolean): Spoken {
  const noun = named.slice(-3).join(" ") || "resource";
  const one = named.at(-1)?.endsWith("s") ? noun : `the ${noun}`;
  if (GONE.has(verb)) {
    const kept = scheduled ? { says: `schedules the deletion of ${one}` } : { says: `deletes ${one}` };
    return {
      verb: "delete",
      resource,
      ...kept,
      ...(/^(?:cache|tag|label|annotation)s?$/.test(named.at(-1) ?? "") && { recovery: "effort" }),
    };
  }
  if (APART.has(verb)) return { verb: "revoke", resource, recovery: "effort", says: `takes away (${verb}) ${one}` };
  if (OFF.has(verb)) return { verb: "stop", resource, recovery: "effort", says: `turns off (${verb}) ${one}` };
  if (GRANTED.has(verb)) return { verb: "grant", resource, recovery: "effort", says: `grants access to ${one}` };
  if (DEPLOYED.has(verb)) return { verb: "deploy", resource, recovery: "effort", says: `puts into service ${one}` };
  if (ROLLED_BACK.has(verb))
    return { verb: "deploy", resource, says: `puts an earlier version of ${one} into service` };
  if (REINSTALLED.has(verb)) return { verb: "overwrite", resource: "volume", says: `writes the disk of ${one} anew` };
  if (OVERWRITTEN.has(verb) && HOLDS_DATA.has(resource))
    return { verb: "overwrite", resource, says: `puts something else (${verb}) in place of ${one}` };
  return { verb: "mutate", resource: "setting", recovery: "effort", says: `changes (${verb}) ${one}` };
}

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

/** Nouns that nearly every service has, besides those that any name is read by. */
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

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
