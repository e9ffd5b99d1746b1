/**
 * Recognises names of operations that lose something without a destructive word: `archiveTeam`, `deactivate_user`,
 * `projects/4/close`, `publish_package`. `names.ts` reads destructive names.
 */

import type { Effect, ResourceKind } from "../effects/effect.ts";
import { readingName, resourceNamed, splitName } from "../effects/names.ts";
import { ownProperty } from "../text/own-property.ts";

export interface SpokenName {
  readonly verb: Effect["verb"];
  readonly resource: ResourceKind;
  readonly recovery: Effect["recovery"];
  readonly noun: string;
}

type Meaning = readonly [verb: Effect["verb"], recovery: Effect["recovery"], resource?: ResourceKind];

const AWAY: Meaning = ["revoke", "effort"];
const STOPS: Meaning = ["stop", "effort"];
const LIVE: Meaning = ["publish", "effort", "package"];
const BACK: Meaning = ["deploy", "none", "service"];
const ANEW: Meaning = ["overwrite", "none", "volume"];
const MONEY: Meaning = ["publish", "none", "account"];

const VERBS: Readonly<Record<string, Meaning>> = {
  ...all(
    "archive retire deprecate unpublish unprotect detach deregister deactivate suspend ban kick eject trash discard yank",
    AWAY,
  ),
  ...all("refund void payout", MONEY),
  ...all("stop pause disable shutdown halt poweroff hibernate cancel close drain mute seal abort quit", STOPS),
  ...all("rebuild reinstall reimage recreate", ANEW),
  ...all("rollback revert", BACK),
  ...all("publish promote", LIVE),
};
/** Words that change the meaning of a later verb: `create_archive`, `list_closed`, `undo_archive`, `re-enable`. */
const LEADS = words(
  `create add new make build generate start enable resume open update set upload download import export read
   write save is can un undo cancel prevent allow test toggle on handle wait schedule estimate preview compare
   diff`,
);
/** Things that are routinely stopped, closed or cancelled: pages, traces, runs, debugger state. */
const EVERYDAY = words(
  `tab page browser window dialog popup session connection recording record trace tracing profiling profiler
   debug debugger breakpoint timer run runs build workflow pipeline process stream watch watcher capture video
   audio playback animation modal menu file document editor terminal issue issues pull request mr pr ticket task
   thread notification log logging listener interaction execution query search polling download upload test event
   message messages job`,
);
const ACCOUNTS = words("user users account accounts member members customer identity policy role permission");
/** Money and payments count with any verb. */
const COINS = words("address token tokens native sol eth btc coin coins funds wallet payment payout erc20 nft crypto");

/** Things whose ownership is transferred. */
const OWNED = words(
  `app application repository repo project domain ownership owner team organization organisation workspace`,
);

const LEASED = words("phone number numbers address addresses ip eip");
/** Things into which a restore puts old data, or from which it comes. */
const RESTORED = words(
  `backup backups database databases db snapshot snapshots dump dumps pitr volume volumes cluster clusters instance
   instances table tables schema schemas`,
);
/** Names of calls that create long-lived keys with which somebody acts as an account. */
const MAKES_KEYS = new RegExp(
  "^(?:create|generate|rotate|issue|mint|add|new)(?: \\w+){0,3} (?:access key|service account key|login profile" +
    "|personal access token|admin key|root key|master key|client secret)s?$",
);

type Spoken = Omit<SpokenName, "noun">;

/** Pairs of words: if a name has one of the first set and another of the second, it means this. */
const TOGETHER: readonly (readonly [acts: ReadonlySet<string>, things: ReadonlySet<string>, says: Spoken])[] = [
  [words("send transfer withdraw pay sweep"), COINS, { verb: "publish", resource: "account", recovery: "none" }],
  [words("transfer"), OWNED, { verb: "revoke", resource: "project", recovery: "none" }],
  // A number, an address: somebody else has it the next day.
  [words("release"), LEASED, { verb: "delete", resource: "domain", recovery: "none" }],
  [words("restore"), RESTORED, { verb: "overwrite", resource: "database", recovery: "none" }],
  [words("power"), words("off"), { verb: "stop", resource: "service", recovery: "effort" }],
];

/** Returns what an operation's name says; undefined if it only reads, adds, or has a destructive name. */
export function spokenName(name: string): SpokenName | undefined {
  if (readingName(name)) return undefined;
  const parts = splitName(name.slice(0, 200));
  for (const [acts, things, says] of TOGETHER) {
    const act = parts.findIndex(part => acts.has(part));
    if (act === -1 || !parts.some(part => things.has(part)) || isLed(parts, act, says.verb)) continue;
    return { ...says, noun: parts.filter((_, i) => i !== act).join(" ") };
  }
  if (MAKES_KEYS.test(parts.join(" ")))
    return { verb: "grant", resource: "account", recovery: "none", noun: parts.slice(1).join(" ") };
  const at = parts.findIndex(part => Object.hasOwn(VERBS, part));
  const meaning = ownProperty(VERBS, parts[at] ?? "");
  if (!meaning || parts.slice(0, at).some(part => LEADS.has(part))) return undefined;
  const [verb, recovery, resource] = meaning;
  const nouns = [...parts.slice(at + 1), ...parts.slice(0, at)];
  if (verb === "stop") return stopped(nouns);
  if (verb === "publish" && nouns.some(part => TOLD.has(part))) return undefined;
  return { verb, recovery, resource: resource ?? resourceOf(nouns), noun: nouns.join(" ") };
}

/** Returns whether an earlier word changes the meaning: `create_restore_point`. */
function isLed(parts: readonly string[], act: number, verb: Effect["verb"]): boolean {
  return verb === "overwrite" && parts.slice(0, act).some(part => LEADS.has(part));
}

/** Things that are routinely published. */
const TOLD = words("message messages event events record records topic topics draft drafts");

/** Returns the loss of disabling something: accounts and records are revoked, others stopped; no noun, no loss. */
function stopped(nouns: readonly string[]): SpokenName | undefined {
  const noun = nouns.join(" ");
  if (nouns.some(part => ACCOUNTS.has(part))) return { verb: "revoke", resource: "account", recovery: "effort", noun };
  if (nouns.length === 0 || nouns.some(part => EVERYDAY.has(part))) return undefined;
  const found = resourceOf(nouns);
  return { verb: found === "record" ? "revoke" : "stop", resource: found, recovery: "effort", noun };
}

function resourceOf(nouns: readonly string[]): ResourceKind {
  return nouns.map(resourceNamed).find(one => one !== undefined) ?? "record";
}

function all(list: string, meaning: Meaning): Readonly<Record<string, Meaning>> {
  return Object.fromEntries(list.split(" ").map(verb => [verb, meaning]));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
