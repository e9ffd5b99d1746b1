/**
 * Rights that a call gives and doors that it opens, in the words of any service's tool: `group addmembers 'Domain
 * Admins' bob`, `firewall add-rule web --source-ips 0.0.0.0/0`, `users update bob --roles admin`. A value says that
 * everything, or everybody, is meant; a word of the call says that somebody is let in.
 */

import type { Effect } from "../effects/effect.ts";
import { splitName } from "../effects/names.ts";
import type { Invocation } from "../effects/pack.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import type { Word } from "../text/words.ts";

type Said = Pick<Effect, "verb" | "resource" | "recovery" | "reach" | "says">;

/** Returns what the arguments grant or open; undefined if they do neither. A word of `null` is unknown. */
export function givenByWords(words: readonly (string | null)[]): Said | undefined {
  // Most calls contain no such word, so one test per word ends the reading early.
  if (!words.some(word => word !== null && MAY_MEAN.test(word))) return undefined;
  const call = readWords(words);
  if (!call.gives) return undefined;
  return opensToAll(call) ? OPENED : givesEverything(call) ? RIGHTS : undefined;
}

/** Returns the same for a program without a pack: one effect or none. */
export function effectsOfGiving(command: Invocation, words: readonly Word[]): readonly Effect[] {
  const said = givenByWords(words.map(({ value }) => value));
  if (!said) return [];
  const target = [command.program, ...words.slice(0, 5).map(({ text }) => text)].join(" ");
  const { span } = command;
  return [
    { ...said, target, certainty: "likely", source: "reader", says: `${said.says} ${target}`, ...(span && { span }) },
  ];
}

const OPENED: Said = {
  verb: "weaken",
  resource: "network",
  reach: "all",
  recovery: "effort",
  says: "lets everybody in:",
};
const RIGHTS: Said = {
  verb: "grant",
  resource: "account",
  reach: "one",
  recovery: "none",
  says: "gives rights over everything:",
};

const MAY_MEAN = anyOf(
  words`
    0\.0\.0\.0 ::/0 allUsers allAuthenticatedUsers public anyone everyone anonymous world \.r:\* admin owner root
    superuser FullAccess full_access Internet ^any$ /\* ^\*$ =\*$ ^all$ =all$
  `,
  "i",
);

/** Addresses and names that mean everybody. */
export const EVERY_ADDRESS = /(?:^|[^\d.])0\.0\.0\.0(?:\/0|-255\.255\.255\.255)(?!\d)|(?:^|[^\da-f:])::\/0(?!\d)/i;
const EVERY_SOURCE = /^(?:\*|Internet|Any|0\.0\.0\.0)$/i;
export const EVERYBODY = /\b(?:allUsers|allAuthenticatedUsers)\b|^(?:.*=)?\.r:\*/i;
const PUBLIC = /^public$|^(?:anyone|everyone|anonymous|world|ObjectRead|blob|container)$/i;
/** Rights over everything, as an item of a list. */
const EVERYTHING = anyOf(
  [
    inOrder([
      /(?:^|[^a-z])/,
      [
        ...words`
          super sys system global realm cluster org organization domain tenant account atlas console site security user
          billing team project
        `,
        "",
      ],
      /(?:[-_. ]|(?=A))?(?:admins?|administrators?|owners?|root|superusers?)(?:[-_.]?(?:role|policy|access))?$/,
    ]),
    /(?:Administrator|PowerUser|[a-z]Full)Access$/,
    /full[-_]access$/,
  ],
  "i",
);
const ALL = /^(?:all|(?:\w+=)?\*|\*[:.]\*|all[-_]privileges)$/i;

const GIVES = setOf(
  `grant add attach assign bind set create update modify put invite promote associate allow append insert authorize open
   register addmember addmembers edit patch enable change ch`,
);
/** Verbs of calls that only read or revoke, and so give nobody access. */
const OTHERWISE = setOf(
  `list ls get show describe check search find view test can simulate remove rm delete del destroy revoke detach unassign
   unset deny block reject disable status diff plan lint validate login logout run exec ssh connect help route routes`,
);
/** Words for rights and their holders. */
const RIGHTS_OF = setOf(
  `role roles rolename policy policies permission permissions acl member members addmember addmembers group groups binding
   bindings privilege privileges right rights iam rbac scope scopes grant grants`,
);
/** Verbs that put somebody into an existing role or group. */
const PUTS_IN = setOf("add grant attach assign bind invite promote associate addmember addmembers");
const WHO = setOf("user users username uusername member members principal assignee account group groupname to email");
const DOOR = setOf(
  `rule rules firewall firewalls access accesslist accesslists acl allow allowlist whitelist inbound ingress security nsg
   cidr cidrs trusted authorized restrictions sources source remote ip ips`,
);
const SEEN = setOf("visibility acl anonymous privacy sharing access public permission permissions share read");
/** Options whose addresses are destinations, not sources. */
const OUTWARD = /dest|egress|outbound|gateway|target|route/i;

interface Given {
  /** Words of the option's name or of the key before `=`; without either, those of the sub-commands. */
  readonly names: readonly string[];
  readonly value: string;
  readonly plain: boolean;
}

interface ReadWords {
  readonly gives: boolean;
  /** The words of the sub-commands. */
  readonly calls: readonly string[];
  readonly given: readonly Given[];
}

const MOST_CALLS = 4;
const TAKES_AWAY = /^(?:-d|--(?:delete|remove|revoke|deny|dry-?run|help|undo)(?:=.*)?)$/;

function readWords(list: readonly (string | null)[]): ReadWords {
  const calls: string[] = [];
  const given: Given[] = [];
  let plain = 0;
  let gives: boolean | undefined;
  for (const [i, word] of list.slice(0, 60).entries()) {
    if (word === null || word.length > 4000) continue;
    const [, option, glued] = /^--?([A-Za-z][\w.-]{0,60})(?:=(.*))?$/s.exec(word) ?? [];
    const before = /^--?([A-Za-z][\w.-]{0,60})$/.exec(list[i - 1] ?? "")?.[1];
    if (option !== undefined) {
      if (glued !== undefined) given.push({ names: splitName(option), value: glued, plain: false });
      continue;
    }
    const [, key, value] = /^([A-Za-z][\w.-]{0,80})=(.*)$/s.exec(word) ?? [];
    if (key !== undefined && value !== undefined) given.push({ names: splitName(key), value, plain: false });
    if (before !== undefined) given.push({ names: splitName(before), value: word, plain: false });
    if (before !== undefined && plain > 0) continue;
    if (plain < MOST_CALLS && /^[a-z][\w:.-]{0,60}$/i.test(word)) {
      const parts = splitName(word);
      calls.push(...parts);
      // The verb comes first in a call; later words are names and say nothing of it.
      gives ??= parts.some(part => OTHERWISE.has(part)) ? false : parts.some(part => GIVES.has(part)) || undefined;
    }
    if (plain > 0 || before === undefined) given.push({ names: [], value: word, plain: true });
    plain++;
  }
  // `iam ch -d allUsers gs://b` revokes the right.
  const takes = list.some(word => word !== null && TAKES_AWAY.test(word));
  return { gives: gives === true && !takes, calls, given };
}

/** Returns whether an address, group or visibility that means everybody is admitted. */
function opensToAll({ calls, given }: ReadWords): boolean {
  if (given.some(({ value }) => /^(?:deny|block|drop|reject|egress|outbound|out)$/i.test(value))) return false;
  return given.some(({ names, value }) => {
    const said = [...calls, ...names];
    if (EVERYBODY.test(value)) return true;
    if (names.some(name => OUTWARD.test(name))) return false;
    // `nsg rule create --source-address-prefixes '*'`: in a firewall rule, a wildcard suffices.
    if (EVERY_SOURCE.test(value) && calls.some(word => /^(?:firewalls?|nsg|group)$/.test(word)) && isRule(calls))
      return names.some(name => /^(?:source|sources|address|prefix|prefixes|ip|ranges|remote|subnet|cidr)$/.test(name));
    if (EVERY_ADDRESS.test(value)) return said.some(word => DOOR.has(word)) || /ingress|inbound/i.test(value);
    if (/^(?:all-?public|public-?read(?:-?write)?)$/i.test(value)) return true;
    return PUBLIC.test(value) && said.some(word => SEEN.has(word) && word !== value) && !calls.includes("create");
  });
}

function isRule(calls: readonly string[]): boolean {
  return calls.some(word => word === "rule" || word === "rules");
}

/** Returns whether somebody gets a role, group or policy over everything. */
function givesEverything({ calls, given }: ReadWords): boolean {
  const about = calls.some(word => RIGHTS_OF.has(word));
  // Such a call names both the role and its new holder: `role assign admin bob`, `policy attach admin --user bob`.
  const whom =
    given.filter(one => one.plain).length > 3 || given.some(({ names }) => names.some(name => WHO.has(name)));
  const puts = about && whom && calls.some(word => PUTS_IN.has(word));
  return given.some(({ names, value, plain }) => {
    const items = value.split(/[,;\s[\]"']+/).filter(Boolean);
    const whole = [...items, value];
    if (plain) return puts && whole.some(isEverything);
    if (!names.some(name => RIGHTS_OF.has(name))) return false;
    return whole.some(item => isEverything(item) || ALL.test(item));
  });
}

/** Returns whether the name of a role or policy means rights over everything. */
export function isEverything(item: string): boolean {
  return item.length < 120 && EVERYTHING.test(item);
}

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
