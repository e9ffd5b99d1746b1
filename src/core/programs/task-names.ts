/**
 * Infers what a task, target or script does from its name if it cannot be read: `make destroy`, `npm run db:reset`,
 * `./nuke.sh`. A name proves nothing, so the effect is only possible; `clean` and the like mean build output.
 */

import type { Effect } from "../effects/effect.ts";
import { destructiveName, resourceNamed, splitName } from "../effects/names.ts";
import type { Invocation } from "../effects/pack.ts";
import { agreesToLoss, labelAmong } from "../kit/unknown-words.ts";
import { ownProperty } from "../text/own-property.ts";

/** Words with which a task only removes what is regenerated. */
const HARMLESS = new Set(
  `cache caches dist build builds output outputs temp tmp log logs coverage artifacts artifact node modules module deps
   dependencies lint test tests e2e fixtures snapshots venv types typings screen mocks lock hooks ios android assets
   docs storybook pods gradle columns cols na nan nulls duplicates dupes outliers stopwords whitespace punctuation`.split(
    /\s+/,
  ),
);
/** A file that is built, as a target: `make drop_table.o`. */
const BUILT = /\.(?:o|obj|a|so|exe|elf|hex|bin|pdf|class|wasm|ko)$/;
/** Verbs that stop something. */
const STOPS = new Set(["terminate", "terminates", "kill", "stop"]);
/** Verbs that imply a loss of data or machines, although they do not say so alone. */
const TAKES_DATA = /(^|[:/._-])(teardown|tear-down|fresh|nuke|wipe|obliterate|destroy|drop|purge)($|[:/._-])/;
const DATA = new Set(["database", "table", "schema", "volume", "bucket", "cluster", "backup", "stack", "namespace"]);
/** Verbs that change what people use, if the name or an argument says production. */
const GOES_LIVE: Readonly<Record<string, Pick<Effect, "verb" | "resource"> & { readonly does: string }>> = {
  deploy: { verb: "deploy", resource: "service", does: "deploys to" },
  promote: { verb: "deploy", resource: "service", does: "deploys to" },
  rollout: { verb: "deploy", resource: "service", does: "deploys to" },
  rollback: { verb: "deploy", resource: "service", does: "puts an older version into" },
  migrate: { verb: "migrate", resource: "schema", does: "migrates" },
};
const ENVIRONMENT = /^(prod|production|prd|live|staging|stage|stg|dev|development|test|local)$/;

/** Returns at most one effect for these task names and options. `asked`: the call as a person would recognise it. */
export function effectsOfTaskName(command: Invocation, names: readonly string[], asked: string): Effect[] {
  const agreed = command.argv.find(({ value }) => value !== null && agreesToLoss(value))?.value;
  if (agreed != null)
    return [
      {
        verb: "delete",
        resource: "unknown",
        target: asked,
        reach: "unknown",
        recovery: "none",
        certainty: "possible",
        source: "reader",
        says: `may destroy something: nobody could read what ${asked} does, and its option ${agreed} expects a loss`,
        ...(command.span && { span: command.span }),
      },
    ];
  for (const name of names) {
    if (BUILT.test(name)) continue;
    const effect = effectOfName(command, name.replace(/\.\w{1,4}$/, ""), asked);
    if (effect) return [effect];
  }
  return [];
}

function effectOfName(command: Invocation, name: string, asked: string): Effect | undefined {
  const words = splitName(name);
  const [first = ""] = words;
  const live = ownProperty(GOES_LIVE, first);
  const label =
    words.find(word => ENVIRONMENT.test(word)) ?? (live && labelAmong(command.argv.slice(1))?.toLowerCase());
  const common = {
    target: asked,
    source: "reader",
    certainty: "possible" as const,
    ...(label !== undefined && { at: [{ kind: "label" as const, label }] }),
    ...(command.span && { span: command.span }),
  };
  if (words.some(word => HARMLESS.has(word) || STOPS.has(word))) return undefined;
  const data = resourceNamed(name);
  const found = destructiveName(name);
  // `delete-repos`, `erase_all` say what they delete; `delete-button-demo` does not, and most likely deletes nothing.
  const deletes = words.some(word => /^(delete|erase)$/.test(word));
  const whole = words.length === 1 || words.some(word => /^(all|everything|bulk)$/.test(word));
  const strong =
    TAKES_DATA.test(name.toLowerCase()) || (deletes && (whole || data !== undefined || label !== undefined));
  const weak =
    found !== undefined && (words.length === 1 ? words[0] === "reset" : data !== undefined && DATA.has(data));
  if (strong || weak)
    return {
      ...common,
      verb: "delete",
      resource: data ?? "unknown",
      reach: "unknown",
      recovery: "none",
      says: `may destroy something: nobody could read what ${asked} does`,
    };
  const tries = command.argv.some(({ value }) => /^--?(?:dry-?run|snapshot|help)$/.test(value ?? ""));
  const publishes = words.some(word => /^(release|publish|unpublish)$/.test(word));
  if (publishes && !tries && !/^(pre|post)|dry|note|check|build/.test(name))
    return {
      ...common,
      verb: "publish",
      resource: "package",
      reach: "one",
      recovery: "none",
      says: `may publish: ${asked}`,
    };
  if (live && !tries && label !== undefined && /^(prod|production|prd|live)$/.test(label))
    return {
      ...common,
      verb: live.verb,
      resource: live.resource,
      certainty: "likely",
      reach: "one",
      recovery: "effort",
      says: `${live.does} ${label}: ${asked}`,
    };
  return undefined;
}
