/** Words a rule as one plain sentence. */
import type { ResourceKind, Verb } from "../effects/effect.ts";
import type { EnvironmentName } from "../places/environment.ts";
import type { PolicyRule } from "./policy.ts";
import type { TimeWindow } from "./time-window.ts";
import { RESOURCE_NOTES } from "./vocabulary.ts";

/** Returns, for example, `Refuses every act that drops a table or empties it, in production, by codex.` */
export function sayRule({ when, then, require }: PolicyRule): string {
  const parts = [
    `${THEN[then]} ${actOf(when)}`.trimEnd(),
    ...(when.environment ? [either(when.environment.map(name => PLACES[name]))] : []),
    ...(when.host && hasEffect(when) ? [`on ${either(quoted(when.host))}`] : []),
    ...(when.agent ? [`by ${either(when.agent.map(agent => `\`${agent}\``))}`] : []),
    ...(when.role ? [`by whoever has the role ${either(quoted(when.role))}`] : []),
    ...(when.time ? timeOf(when.time) : []),
  ];
  const demand =
    require === undefined || require === "confirm" || then === "deny"
      ? ""
      : `; to let it pass, a person ${TYPES[require]}`;
  return `${parts.join(", ")}${demand}.`;
}

const TYPES = { "type-name": "types the name of what is lost", code: "types a one-time code" } as const;

const THEN: Readonly<Record<PolicyRule["then"], string>> = {
  allow: "Lets pass unasked every act",
  ask: "Asks a person before every act",
  deny: "Refuses every act",
};

/** Returns what the rule is about, in words that follow `every act`. */
function actOf(when: PolicyRule["when"]): string {
  const told = [
    ...(when.rule ? [`that ${either(quoted(when.rule))} speaks of`] : []),
    ...(hasEffect(when) ? [`that ${effectsOf(when)}`] : []),
    ...(when.command ? [`run as ${either(quoted(when.command))}`] : []),
    ...(when.tool ? [`by the tool ${either(quoted(when.tool))}`] : []),
    ...(when.host && !hasEffect(when) ? [`that reaches ${either(quoted(when.host))}`] : []),
  ];
  return told.join(", ");
}

function hasEffect({ effect, resource, path }: PolicyRule["when"]): boolean {
  return effect !== undefined || resource !== undefined || path !== undefined;
}

function effectsOf({ effect, resource, path }: PolicyRule["when"]): string {
  const object = objectOf(resource, path);
  if (!effect) return `does anything to ${object ?? "something"}`;
  return either(effect.map((verb, i) => said(verb, i === 0 ? (object ?? OBJECTS[verb] ?? "something") : "it")));
}

function objectOf(
  resources: readonly ResourceKind[] | undefined,
  paths: readonly string[] | undefined,
): string | undefined {
  const kinds = resources && either(resources.map(resource => RESOURCE_NOTES[resource]));
  if (!paths) return kinds;
  const inside = quoted(paths.filter(path => !path.startsWith("!")));
  const outside = quoted(paths.filter(path => path.startsWith("!")).map(path => path.slice(1)));
  const where = inside.length > 0 ? ` in ${either(inside)}` : "";
  const but = outside.length > 0 ? ` outside of ${either(outside)}` : "";
  return `${kinds ?? "what lies"}${where}${but}`;
}

/** Verbs in the third person; `…` stands for the object. */
const SAID: Readonly<Record<Verb, string>> = {
  delete: "deletes …",
  overwrite: "overwrites …",
  write: "creates or changes …",
  move: "moves … away",
  drop: "drops …",
  truncate: "empties …",
  update: "changes …",
  discard: "throws … away",
  "rewrite-history": "rewrites …",
  destroy: "tears … down",
  revoke: "takes access to … away",
  grant: "gives access to …",
  publish: "publishes …",
  mutate: "changes … through an API",
  migrate: "migrates …",
  deploy: "deploys …",
  stop: "stops …",
  weaken: "weakens what protects …",
  "execute-remote": "runs … on another machine",
  "execute-unknown": "runs …",
  escalate: "gains higher rights over …",
  "disable-protection": "switches off what guards …",
  "read-secret": "reads …",
  exfiltrate: "sends … out",
};

/** Objects for rules that name no resource. */
const OBJECTS: Readonly<Partial<Record<Verb, string>>> = {
  update: "rows in a database",
  "rewrite-history": "commits that others may have",
  migrate: "a database schema",
  "execute-unknown": "code that could not be read",
  "read-secret": "a credential",
  exfiltrate: "local data",
  escalate: "the machine",
};

function said(verb: Verb, object: string): string {
  return SAID[verb].replace("…", object);
}

const PLACES: Readonly<Record<EnvironmentName, string>> = {
  production: "in production",
  staging: "in staging",
  development: "in development",
  local: "on this machine",
  unknown: "where nobody can tell which environment it is",
};

function timeOf({ days, hours, zone, after, before }: TimeWindow): string[] {
  const of = zone === undefined ? "" : ` (${zone})`;
  return [
    ...(days ? [`on ${either(days.map(day => DAYS[day]))}${hours ? "" : of}`] : []),
    ...(hours ? [`from ${clock(hours.from)} to ${clock(hours.to)}${of}`] : []),
    ...(after === undefined ? [] : [`from ${date(after)} on`]),
    ...(before === undefined ? [] : [`until ${date(before)}`]),
  ];
}

const DAYS: Readonly<Record<NonNullable<TimeWindow["days"]>[number], string>> = {
  mon: "Mondays",
  tue: "Tuesdays",
  wed: "Wednesdays",
  thu: "Thursdays",
  fri: "Fridays",
  sat: "Saturdays",
  sun: "Sundays",
};

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function date(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function quoted(texts: readonly string[]): string[] {
  return texts.map(text => `\`${text}\``);
}

function either(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? "") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}
