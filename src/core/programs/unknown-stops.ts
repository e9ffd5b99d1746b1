/** Infers other losses from an unknown program's words: stopped servers, removed members, changed production. */

import type { Effect } from "../effects/effect.ts";
import { splitName } from "../effects/names.ts";
import { readArguments } from "../effects/options.ts";
import type { Invocation } from "../effects/pack.ts";
import { clauseOf } from "../kit/clause.ts";
import { leadingWords } from "../kit/leading-words.ts";
import { spokenCall } from "../kit/resource-verbs.ts";
import { ADMINISTERS, labelAmong, MAKES, WORDS_ARE_NAMES } from "../kit/unknown-words.ts";
import { mayHoldVerb } from "../kit/verbs.ts";
import { toldByOptions } from "../providers/telling-options.ts";
import type { Word } from "../text/words.ts";

/** Verbs that only mean stopping something shared. */
const SHUTS_DOWN = /^(?:shutdown|poweroff|halt|drain|failover|deactivate|quiesce|killall|fence|cordon)$/;
const STOPS = /^(?:stop|kill|suspend|disable|off|down|abort)$/;
const TAKES_APART =
  /^(?:unregister|deregister|detach|evict|leave|undeploy|unjoin|isolate|untrust|decommission|revoke|expire)$/;
/** Resources that others rely on, in any tool. A server or a service may be for development. */
const SHARED = /^(?:clusters?|databases?|brokers?|hosts?|replicas?|nodes?|members?|datacenters?)$/;

/** Matches any of these verbs anywhere in a word. */
const SWITCHES = new RegExp([SHUTS_DOWN, STOPS, TAKES_APART].map(({ source }) => source.slice(1, -1)).join("|"));

/** Returns whether the words may say any of this: with an option, a value that is set, or a verb. */
export function maySwitchOrChange(words: readonly Word[]): boolean {
  return words.some(({ value }) => {
    if (value === null) return false;
    return /^-|=/.test(value) || mayHoldVerb(value) || SWITCHES.test(value.toLowerCase().replace(/[^a-z]/g, ""));
  });
}

/**
 * Reads `ejabberdctl stop`, `hz-cli cluster shutdown`: an administered server stops for everybody, or a member leaves
 * it. `words` are those after the program's name.
 */
export function switchingOff(command: Invocation, words: readonly Word[]): Effect[] {
  if (WORDS_ARE_NAMES.has(command.program) || onlyAsks(words)) return [];
  const subcommands = leadingWords(words.map(({ value }) => value));
  const at = subcommands.findIndex(word => kindOf(word) !== undefined || MAKES.test(word));
  const word = subcommands[at];
  const kind = word === undefined || MAKES.test(word) ? undefined : kindOf(word);
  if (word === undefined || kind === undefined) return [];
  const administers = ADMINISTERS.test(command.program);
  const beside = [subcommands[at - 1], subcommands[at + 1], ...splitName(word)];
  if (!administers && (kind === "apart" || !beside.some(noun => SHARED.test(noun ?? "")))) return [];
  const says =
    kind === "stop"
      ? `stops a server that others may rely on (${command.program} ${word})`
      : `takes something away from a server (${command.program} ${word})`;
  return [
    effectOf(command, words, {
      verb: kind === "stop" ? "stop" : "revoke",
      resource: kind === "stop" ? "system" : "unknown",
      target: [command.program, ...subcommands].join(" "),
      certainty: administers ? "likely" : "possible",
      says,
    }),
  ];
}

function kindOf(word: string): "stop" | "apart" | undefined {
  const [verb = "", ...rest] = splitName(word);
  if (SHUTS_DOWN.test(verb) || (STOPS.test(verb) && rest.every(noun => noun === "all" || SHARED.test(noun))))
    return "stop";
  return TAKES_APART.test(verb) ? "apart" : undefined;
}

/**
 * Reads `acme deploy --env production`: with production named, any change counts. Otherwise only calls count that
 * remove a safeguard, an account or data (`acme user suspend ann`, `acme backup disable`), and options that mean a loss
 * in every tool (`--no-deletion-protection`).
 */
export function changingThere(command: Invocation, words: readonly Word[]): Effect[] {
  if (words.length < 2 || WORDS_ARE_NAMES.has(command.program) || onlyAsks(words)) return [];
  const told = toldByOptions(readArguments(words, {}));
  const said = spokenThere(words);
  const there = labelAmong(words) !== undefined;
  return [
    ...(told ? [effectOf(command, words, { ...told, target: command.program, certainty: "likely" })] : []),
    ...(said && (there || weighs(said))
      ? [effectOf(command, words, { ...said, target: command.program, certainty: there ? "possible" : "likely" })]
      : []),
  ];
}

type Change = Pick<Effect, "verb" | "resource" | "recovery" | "says">;

/** Returns whether a change counts in any environment. */
function weighs({ verb, resource }: Change): boolean {
  if (verb === "weaken") return true;
  if (verb === "overwrite") return HOLDS_DATA.has(resource);
  return verb === "revoke" && (HOLDS_DATA.has(resource) || resource === "account" || resource === "secret");
}

const HOLDS_DATA: ReadonlySet<Effect["resource"]> = new Set(["database", "volume", "backup", "cluster", "bucket"]);

/** Verbs that take nothing away, or only from the caller. */
const OWN_AFFAIR =
  /^(?:archive|release|leave|disconnect|unlink|unsubscribe|reject|deprecate|rebuild|reinstall|recreate)$/;

function spokenThere(words: readonly Word[]): Change | undefined {
  const subcommands = leadingWords(words.map(({ value }) => value));
  if (subcommands.some(word => OWN_AFFAIR.test(word))) return undefined;
  const spoken = words.filter(({ value }) => subcommands.includes(value ?? ""));
  const doing = spokenCall(spoken, {})?.doing;
  if (!doing || doing.verb === "delete") return undefined;
  const resource = doing.resource === "record" ? "service" : doing.resource;
  return { ...doing, says: clauseOf(doing.says, []), recovery: doing.recovery ?? "none", resource };
}

function onlyAsks(words: readonly Word[]): boolean {
  return words.some(({ value }) => /^--?(?:help|version|dry-?run|list|show|n|plan|check|status)$/i.test(value ?? ""));
}

type Said = Pick<Effect, "verb" | "resource" | "target" | "certainty" | "says"> & Partial<Pick<Effect, "recovery">>;

function effectOf({ span }: Invocation, words: readonly Word[], said: Said): Effect {
  const label = labelAmong(words);
  return {
    recovery: "effort",
    ...said,
    reach: "unknown",
    source: "reader",
    ...(label !== undefined && { at: [{ kind: "label" as const, label }] }),
    ...(span && { span }),
  };
}
