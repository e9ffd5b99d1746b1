/**
 * What a text has begun itself it may break off, and what it has made it may take away: `git merge x || git merge --abort`
 * and `git tag t && … && git tag -d t` throw nothing of anybody's away.
 */
import { operands, readArguments } from "../options.ts";
import type { Earlier, Invocation } from "../pack.ts";

const OPERATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["merge", ["merge"]],
  ["rebase", ["rebase"]],
  ["cherry-pick", ["cherry-pick"]],
  ["revert", ["revert"]],
  ["am", ["am"]],
  ["pull", ["merge", "rebase"]],
]);
const GOES_ON = /^--(abort|continue|skip|quit|edit-todo|show-current-patch)$/;

/** What is known after a command that may have begun an operation of git's, or made a name there. */
export function withBegun(earlier: Earlier, command: Invocation, succeeded: boolean): Earlier {
  if (command.program !== "git") return earlier;
  const begun = begunBy(command, succeeded);
  if (begun.every(one => earlier.begun?.has(one))) return earlier;
  return { ...earlier, begun: new Set([...(earlier.begun ?? []), ...begun]) };
}

function begunBy({ argv }: Invocation, succeeded: boolean): readonly string[] {
  const [, verb, ...words] = argv;
  const operations = OPERATIONS.get(verb?.value ?? "");
  if (operations) return words.some(({ value }) => GOES_ON.test(value ?? "")) ? [] : operations;
  // A name that is taken already makes the call fail.
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
