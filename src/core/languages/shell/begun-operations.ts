/**
 * Tracks operations that a text begins and may abort, and what it creates and may delete:
 * `git merge x || git merge --abort` and `git tag t && … && git tag -d t` discard nobody's work.
 */

import { operands, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Earlier } from "../../places/scope.ts";
import { madeByCall, withoutTurned } from "./created-resource-tracker.ts";
import { databasesMade } from "./made-databases.ts";
import { putBy } from "./put-resources.ts";
import { serversOf } from "./started-servers.ts";

const OPERATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["merge", ["merge"]],
  ["rebase", ["rebase"]],
  ["cherry-pick", ["cherry-pick"]],
  ["revert", ["revert"]],
  ["am", ["am"]],
  ["pull", ["merge", "rebase"]],
]);
const GOES_ON = /^--(abort|continue|skip|quit|edit-todo|show-current-patch)$/;

const NOTHING: ReadonlySet<string> = new Set();
/** Most entries that are tracked. */
const MAX_BEGUN = 64;

/** Returns what is known after a command that may have begun a Git operation, or created something with a name. */
export function withBegun(earlier: Earlier, command: Invocation, succeeded: boolean): Earlier {
  const known = earlier.begun ?? NOTHING;
  const before = withoutGrown(withoutTurned(known, command), command);
  const begun = before.size < MAX_BEGUN ? begunBy(command, succeeded) : [];
  if (begun.every(one => before.has(one))) return before === known ? earlier : { ...earlier, begun: before };
  return { ...earlier, begun: new Set([...before, ...begun]) };
}

function begunBy(command: Invocation, succeeded: boolean): readonly string[] {
  if (command.program === "git") return begunByGit(command, succeeded);
  return succeeded ? [...serversOf(command), ...madeUnderNames(command)] : [];
}

/** Returns the keys of what `command` creates by name; such calls fail where the name exists. */
export function madeUnderNames(command: Invocation): readonly string[] {
  const made = madeByCall(command) ?? putBy(command);
  return made === undefined ? databasesMade(command) : [made];
}

/** A branch that the text has made holds work once something is committed. */
function withoutGrown(begun: ReadonlySet<string>, { program, argv }: Invocation): ReadonlySet<string> {
  if (begun.size === 0 || program !== "git" || !argv.some(({ value }) => COMMITS.test(value ?? ""))) return begun;
  const left = [...begun].filter(name => !name.startsWith("branch "));
  return left.length === begun.size ? begun : new Set(left);
}

const COMMITS = /^(?:commit|am|cherry-pick|stash|apply)$/;

/**
 * Joins two branches: a Git operation counts where either began it, since only one can be under way; a created resource
 * where both created it.
 */
export function joinBegun(a: ReadonlySet<string> = NOTHING, b: ReadonlySet<string> = NOTHING): ReadonlySet<string> {
  if (a === b) return a;
  const names = [...a].filter(name => b.has(name) || UNDER_WAY.has(name));
  const more = [...b].filter(name => UNDER_WAY.has(name) && !a.has(name));
  return names.length === a.size && more.length === 0 ? a : new Set([...names, ...more]);
}

const UNDER_WAY: ReadonlySet<string> = new Set([...OPERATIONS.values()].flat());

function begunByGit({ argv }: Invocation, succeeded: boolean): readonly string[] {
  const [, verb, ...words] = argv;
  const operations = OPERATIONS.get(verb?.value ?? "");
  if (operations) return words.some(({ value }) => GOES_ON.test(value ?? "")) ? [] : operations;
  // The call fails where the name exists.
  if (!succeeded || words.some(({ value }) => value === null || FORCES.test(value))) return [];
  const named = (flag: RegExp) => words[words.findIndex(({ value }) => flag.test(value ?? "")) + 1]?.value;
  const made = (kind: "branch" | "tag", name: string | null | undefined) => (name ? [`${kind} ${name}`] : []);
  switch (verb?.value) {
    case "tag":
      return made("tag", operands(readArguments(words, { values: ["m", "F", "u", "message", "file"] }))[0]?.value);
    case "branch":
      return words.some(({ value }) => value?.startsWith("-")) ? [] : made("branch", words[0]?.value);
    case "checkout":
      return words.some(({ value }) => value === "-b") ? made("branch", named(/^-b$/)) : [];
    case "worktree":
      return words[0]?.value === "add" && words.some(({ value }) => value === "-b")
        ? made("branch", named(/^-b$/))
        : [];
    case "switch":
      return words.some(({ value }) => NEW.test(value ?? "")) ? made("branch", named(NEW)) : [];
    default:
      return [];
  }
}

const NEW = /^(?:-c|--create)$/;
const FORCES = /^(?:-(?=[a-zA-Z]*[fdDBC])[a-zA-Z]+|--force|--delete|--force-create)$/;

/** Whether this text has made the branch or tag of that name. */
export function hasMade(
  kind: "branch" | "tag",
  name: string | null,
  { earlier }: { readonly earlier?: Earlier },
): boolean {
  return name !== null && earlier?.begun?.has(`${kind} ${name}`) === true;
}
