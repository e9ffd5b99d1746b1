/** Losses that no look at this disk can count: one line for the card instead of one per effect. */
import type { Effect } from "../effects/effect.ts";
import { databaseOf, isUnnamed } from "./named.ts";

/** What only another machine could count, as one line, and the rows of a condition as another; the backups of a thing are told with the thing. */
export function unmeasured(effects: readonly Effect[]): string[] {
  const held = effects.filter(
    effect => effect.recovery !== "free" && isOffDisk(effect.resource) && !losesNothing(effect),
  );
  const kept = new Set(held.filter(({ resource }) => resource === "backup").map(({ target }) => target));
  const chosen = new Set(held.filter(isChosen).map(({ target }) => `rows of ${target}`));
  const things = held
    .filter(effect => !isChosen(effect))
    .flatMap(effect => {
      if (effect.resource === "backup")
        return held.some(({ target }) => effect.target === backupsOf(target)) ? [] : [effect.target];
      return [`${contentsOf(effect)}${kept.has(backupsOf(effect.target)) ? " with its backups" : ""}`];
    });
  return [
    ...(things.length === 0
      ? []
      : [`Everything in ${[...new Set(things)].join(", ")}. How much that is could not be measured.`]),
    ...(chosen.size === 0
      ? []
      : [`What the condition fits: ${[...chosen].join(", ")}. How many that are could not be measured.`]),
  ];
}

/** Whether the effect is held for another reason than a loss: it hands out, puts in place, or ends something that stays. */
export function losesNothing({ verb }: Effect): boolean {
  return LOSES_NOTHING.has(verb);
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
]);

/** A condition says which rows. */
function isChosen({ resource, reach }: Effect): boolean {
  return resource === "rows" && (reach === "one" || reach === "several");
}

/** How packs call the backups that live and die with a thing. */
function backupsOf(target: string): string {
  return `backups of ${target}`;
}

const NOT_ON_DISK: ReadonlySet<Effect["resource"]> = new Set([
  "volume",
  "database",
  "backup",
  "table",
  "rows",
  "bucket",
  "stack",
]);

/** Whether no count of files says what losing such a thing means. */
export function isOffDisk(resource: Effect["resource"]): boolean {
  return NOT_ON_DISK.has(resource);
}

/** A bare name gets its kind in front; a target that is already a phrase stays, with the place where that is known. */
function contentsOf(effect: Effect): string {
  const { resource, target } = effect;
  if (!isUnnamed(effect)) return resource === "rows" ? `the rows of ${target}` : `the ${resource} ${target}`;
  const { database, host } = databaseOf(effect);
  if (target !== resource) return database === undefined ? target : ofDatabase(target, database);
  const name = database === undefined ? "" : ` ${database}`;
  return `the ${resource}${name}${host === undefined ? "" : ` on ${host}`}`;
}

function ofDatabase(phrase: string, database: string): string {
  return /\bthe database\b/.test(phrase)
    ? phrase.replace(/\bthe database\b/, named => `${named} ${database}`)
    : `${phrase} of ${database}`;
}
