/** Words losses that cannot be counted on this disk: one line on the card instead of one for each effect. */
import type { Effect } from "../effects/effect.ts";
import { databaseOf, isUnnamed } from "./named.ts";

/** Returns one line for resources elsewhere and one for selected rows. Backups are told with their resource. */
export function unmeasured(effects: readonly Effect[]): string[] {
  const held = effects.filter(
    effect =>
      effect.recovery !== "free" &&
      effect.certainty !== "possible" &&
      isOffDisk(effect.resource) &&
      !losesNothing(effect),
  );
  const kept = new Set(held.filter(({ resource }) => resource === "backup").map(({ target }) => target));
  const one = held.filter(effect => isChosen(effect) && effect.reach === "one").map(rowsOf("one"));
  const chosen = held.filter(effect => isChosen(effect) && effect.reach !== "one").map(rowsOf(""));
  const things = held
    .filter(effect => !isChosen(effect))
    .flatMap(effect => {
      if (effect.resource === "backup")
        return held.some(({ target }) => effect.target === backupsOf(target)) ? [] : [effect.target];
      return [`${contentsOf(effect)}${kept.has(backupsOf(effect.target)) ? " with its backups" : ""}`];
    });
  const whole = things.filter(thing => IS_WHOLE.test(thing));
  const inside = things.filter(thing => !IS_WHOLE.test(thing));
  return [
    ...sentence([...within(inside), ...whole], "How much that is could not be measured."),
    ...sentence(one, ""),
    ...sentence(chosen.length === 0 ? [] : [`what the condition fits: ${[...new Set(chosen)].join(", ")}`], UNCOUNTED),
  ];
}

/** Phrases that are not put after "everything in". */
const IS_WHOLE = /^(?:every|what\b)/;

const UNCOUNTED = "How many that are could not be measured.";

function within(things: readonly string[]): string[] {
  return things.length === 0 ? [] : [`everything in ${[...new Set(things)].join(", ")}`];
}

function sentence(parts: readonly string[], then: string): string[] {
  const text = [...new Set(parts)].join(", ");
  return text === "" ? [] : [`${text.charAt(0).toUpperCase()}${text.slice(1)}. ${then}`.trim()];
}

/** Returns `one row of users` or `documents of users`, with the noun of the effect's clause. */
function rowsOf(count: "one" | "every" | ""): (effect: Effect) => string {
  return ({ says, target }) => {
    const noun = /\bdocuments?\b/.test(says) ? "document" : "row";
    return `${count} ${noun}${count === "" ? "s" : ""} of ${target}`.trim();
  };
}

/** Returns whether the effect is held for no loss: it grants, creates, or stops something that stays. */
export function losesNothing({ verb, resource }: Effect): boolean {
  return LOSES_NOTHING.has(verb) || (resource === "stack" && verb === "discard");
}

const LOSES_NOTHING: ReadonlySet<Effect["verb"]> = new Set([
  "publish",
  "deploy",
  "grant",
  "stop",
  "migrate",
  "escalate",
  "read-secret",
  "exfiltrate",
  "mutate",
  "weaken",
  "revoke",
  "disable-protection",
]);

/** Returns whether a condition selects the rows. */
function isChosen({ resource, reach }: Effect): boolean {
  return resource === "rows" && (reach === "one" || reach === "several");
}

/** Returns the target that packs use for the backups of a resource that are deleted along with it. */
function backupsOf(target: string): string {
  return `backups of ${target}`;
}

const NOT_ON_DISK: ReadonlySet<Effect["resource"]> = new Set([
  "volume",
  "database",
  "backup",
  "schema",
  "table",
  "rows",
  "bucket",
  "stack",
]);

/** Returns whether a count of files says nothing about the loss of such a resource. */
export function isOffDisk(resource: Effect["resource"]): boolean {
  return NOT_ON_DISK.has(resource);
}

/** Puts the resource's kind before a bare name. A phrase stays, with its database where that is known. */
function contentsOf(effect: Effect): string {
  const { resource, target } = effect;
  if (!isUnnamed(effect)) return resource === "rows" ? rowsOf("every")(effect) : kindAndName(effect);
  const { database, host } = databaseOf(effect);
  const phrase = HAS_ARTICLE.test(target) ? target : `the ${target}`;
  if (target !== resource) return database === undefined ? phrase : ofDatabase(phrase, database);
  const name = database === undefined ? "" : ` ${database}`;
  return `the ${resource}${name}${host === undefined ? "" : ` on ${host}`}`;
}

const HAS_ARTICLE = /^(?:the|an?|every\w*|all|what|whatever|each|its|up|\d+)\b/;

/** Returns `the release api` if the effect's clause says the kind, else the resource's kind and name. */
function kindAndName({ says, resource, target }: Effect): string {
  const at = ` ${says}`.indexOf(` ${target}`);
  const said = / (the (?:[\w-]+ ){1,3})$/.exec(` ${says.slice(0, Math.max(at, 0))}`)?.[1];
  return `${said ?? `the ${resource} `}${target}`;
}

function ofDatabase(phrase: string, database: string): string {
  return /\bthe database\b/.test(phrase)
    ? phrase.replace(/\bthe database\b/, named => `${named} ${database}`)
    : `${phrase} in ${database}`;
}
