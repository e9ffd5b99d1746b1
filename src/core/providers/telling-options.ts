/**
 * Recognises options of any service's tool that amount to a loss: `scale --replicas 0`, `ps:scale web=0`, `update
 * --no-deletion-protection`, `patch --enable-purge-protection false`.
 */

import type { Effect } from "../effects/effect.ts";
import type { Argument } from "../effects/options.ts";
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";
import { dropPrefix, type Word } from "../text/words.ts";
import { GENERIC, loosened, pairsIn } from "./loosening.ts";
import { weakened } from "./safeguards.ts";
import { losingValues } from "./settings-that-lose.ts";

type Said = Pick<Effect, "verb" | "resource" | "recovery" | "says"> & Partial<Pick<Effect, "reach">>;

/** Sub-commands that change existing resources, by any word of their name. */
const CHANGES = anyOf([
  inOrder([
    /(?:^|[:_-])/,
    words`scale resize update write set patch edit modify configure autoscale count put alter`,
    /(?:[:_-]|$)/,
  ]),
  /^(?:update|set|scale|modify|resize)[A-Z]/,
]);
const SCALES = /(?:^|[:_-])(?:scale|resize|count|autoscale)(?:[:_-]|$)/;
/** Options that set the number of running instances. */
const COUNTS = wholly([
  ...words`i n replicas size count num-?nodes node-?count nodes`,
  /desired(?:-?(?:count|capacity|size|instances))?/,
  /new-capacity|capacity/,
  /max(?:-?(?:size|count|instances|replicas|scale))?/,
  ...words`instances quantity num-?instances scale`,
]);
const OPENS = wholly(words`
  allow-blob-public-access public-access public-network-(?:access|enabled) publicly-accessible public all-users
  \w+-visibility
`);
/** Resources that traffic passes through. */
const NETWORK = /traffic|network|dns|endpoint|balancer|listener|gateway|front-?door|cdn|origin|route/;
const RETENTION = /^(?:message-)?retention(?:-(?:days|in-days|period|ms|hours|time|period-hours))?$/;

/** Calls whose options contain a whole change. */
const REQUESTS = /^(?:raw-request|rest|api|post|put|patch|replace|import)$/;

/** Returns what JSON values of a changing call set: `--ingress-rules '[{"source":"0.0.0.0/0"}]'`. */
export function toldByJson(args: readonly Argument[], read: (file: Word) => string | null): readonly Said[] {
  const calls = args.flatMap(arg => (arg.kind === "operand" ? [arg.word.value ?? ""] : [])).slice(0, 5);
  if (!calls.some(word => CHANGES.test(word) || REQUESTS.test(word))) return [];
  return args.flatMap((arg): readonly Said[] => {
    const word = arg.kind === "operand" ? arg.word : arg.value;
    const text = word?.value == null ? undefined : jsonOf(word, read);
    const value = text === undefined ? undefined : parsed(text);
    if (text === undefined || typeof value !== "object" || value === null) return [];
    const [guard] = weakened("", text);
    return [...losingValues(value), ...(guard === undefined ? [] : [taken(guard)])].slice(0, 1);
  });
}

function jsonOf(word: Word, read: (file: Word) => string | null): string | undefined {
  const value = word.value ?? "";
  const [, mark, file] = /^(file:\/\/|@)?(.{1,300}\.json)$/.exec(value) ?? [];
  const text = mark !== undefined && file !== undefined ? read(dropPrefix(word, mark.length)) : value;
  return text !== null && text.length < MAX_JSON && /^\s*[[{]/.test(text) ? text : undefined;
}

const MAX_JSON = 64 * 1024;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the loss that the options of a call say; undefined if there is none. */
export function toldByOptions(args: readonly Argument[]): Said | undefined {
  const words = args.flatMap(arg => (arg.kind === "operand" ? [arg.word.value ?? ""] : []));
  const calls = words.slice(0, 5);
  if (args.some(losesData)) return LOSES_DATA;
  if (!calls.some(word => CHANGES.test(word))) return undefined;
  // `parameter set --name require_secure_transport --value off`
  const named = guardTaken(givenTo(args, "name", "n"), givenTo(args, "value", "v"));
  if (named !== undefined) return taken(named);
  const scales = calls.some(word => SCALES.test(word));
  for (const [i, arg] of args.entries()) {
    const text = arg.kind === "operand" ? (arg.word.value ?? "") : "";
    // `-s bruteForceProtected=false`: as an option's value or alone.
    const [, key = "", off = ""] = /^([A-Za-z][\w.-]{2,60})=(\w{1,20})$/.exec(text) ?? [];
    const setOff = key === "" ? undefined : guardTaken(key.slice(key.lastIndexOf(".") + 1), off);
    if (setOff !== undefined) return taken(setOff);
    // `web=0`, `web:0:Standard-1X`, and `scale count 0`.
    if (scales && /^(?:[\w.-]{1,40}[=:])?0(?::[\w.-]{1,40})?$/.test(text) && i > 0) return STOPPED;
    if (/^(?:desired|max)[A-Za-z]*Size=0\b|[,{]desiredSize=0\b/.test(text)) return STOPPED;
    if (arg.kind !== "option") continue;
    const next = args[i + 1];
    const value = (arg.value ?? (next?.kind === "operand" ? next.word : undefined))?.value ?? "";
    if (COUNTS.test(arg.name) && value === "0") return STOPPED;
    if (/(?:^|[,{])(?:desired|max)Size=0(?=[,}]|$)/.test(value)) return STOPPED;
    if (/^(?:[a-z]+-)?(?:status|state)$/.test(arg.name) && /^(?:disabled?|revoked)$/i.test(value))
      return calls.some(word => NETWORK.test(word)) ? { ...STOPPED, resource: "network", reach: "one" } : STOPPED;
    const guard = guardTaken(arg.name, value) ?? guardIn(arg, next);
    if (guard !== undefined) return taken(guard);
  }
  return undefined;
}

/** `--allow-data-loss`, `--mode force-data-loss`: the call itself says that it loses data. */
function losesData(arg: Argument): boolean {
  const text = arg.kind === "operand" ? (arg.word.value ?? "") : `${arg.name}=${arg.value?.value ?? ""}`;
  return /^(?:[\w-]+=)?(?:allow|force|accept|permit)[-_]?data[-_]?loss(?:=(?!false))?$/i.test(text);
}

const LOSES_DATA: Said = {
  verb: "discard",
  resource: "database",
  recovery: "none",
  says: "gives up data that is nowhere else:",
};

function givenTo(args: readonly Argument[], ...names: readonly string[]): string {
  const at = args.findIndex(arg => arg.kind === "option" && names.includes(arg.name));
  const option = args[at];
  const next = args[at + 1];
  const word =
    option?.kind === "option" ? (option.value ?? (next?.kind === "operand" ? next.word : undefined)) : undefined;
  return word?.value ?? "";
}

const STOPPED: Said = {
  verb: "stop",
  resource: "service",
  reach: "all",
  recovery: "effort",
  says: "leaves none of it running:",
};

function taken(guard: string): Said {
  return { verb: "weaken", resource: "setting", recovery: "effort", says: `takes away ${guard} of` };
}

/** Returns the safeguard that an option's words, or the pairs in its value, disable. */
function guardIn(arg: Argument, next: Argument | undefined): string | undefined {
  if (arg.kind !== "option") return undefined;
  const given = arg.value ?? (next?.kind === "operand" ? next.word : undefined);
  const value = given?.value;
  if (value === null) return undefined;
  // A word after an option without `=` may be the resource: `update --no-iap web`.
  const alone = arg.value === undefined && MAY_STAND_ALONE.test(arg.name) && !isSwitch(value);
  const said = loosened(arg.name, alone ? undefined : value);
  if (said !== undefined || value === undefined) return said;
  if (SHORT_RETENTION.test(value)) return "the older records";
  // `--remove networkSecurityGroup`
  if (/^(?:remove|unset|clear|disable)$/.test(arg.name)) return loosened(`no-${value}`, undefined);
  if (NOTES.test(arg.name)) return undefined;
  for (const [name, set] of pairsIn(value)) {
    const inner = loosened(name, set) ?? (GENERIC.test(name) ? loosened(arg.name, set) : undefined);
    if (inner !== undefined) return inner;
    if (/^public(?:_?-?read)?$/i.test(set) && /access|acl|visib/.test(arg.name)) return "the privacy";
  }
  return undefined;
}

/** Options with metadata of a resource, or with variables of the program that runs. */
const NOTES =
  /(?:^|-)(?:env|envs|vars?|variables?|environment|labels?|tags?|annotations?|substitutions|build-args?)(?:-|$)/;
/** A topic's retention of at most a minute and a half, which drops older messages at once. */
const SHORT_RETENTION = /(?:^|,)retention\.(?:ms|bytes)=\d{1,5}(?:,|$)/;
const MAY_STAND_ALONE = /^(?:no|disable|clear|remove|unlock|enable|allow|delete|auto|force|skip)-|-allow-all$/;

function isSwitch(value: string | null | undefined): boolean {
  return value != null && /^(?:true|false|on|off|yes|no|none|[01]|enabled?|disabled?)$/i.test(value);
}

/** Returns the safeguard that an option switches off, in readable words. */
function guardTaken(name: string, value: string): string | undefined {
  const off = /^(?:no|disable|clear|remove)-(.{3,60})$/.exec(name)?.[1];
  if (off !== undefined && weakened("", `${off} = false`).length > 0) return off;
  if (
    off !== undefined &&
    /^(?:rbac|retention|retention-period|custom-retention|versioning|soft-delete|backup|lifecycle)$/.test(off)
  )
    return off;
  if (/^(?:true|false|on|off|enabled|disabled|suspended|0)$/i.test(value)) {
    const bare = name.replace(/^enable-/, "");
    if (weakened("", `${name} = ${value}`).length > 0 || weakened("", `${bare} = ${value}`).length > 0) return bare;
  }
  if (OPENS.test(name) && /^(?:true|on|enabled|container|blob|ObjectRead|public[-_]read(?:[-_]write)?)$/i.test(value))
    return "the privacy";
  if (RETENTION.test(name) && /^[01]$/.test(value)) return "the older records";
  return /^authorized-networks$/.test(name) && /0\.0\.0\.0\/0/.test(value) ? "the firewall" : undefined;
}
