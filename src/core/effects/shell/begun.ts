/** What a text has begun itself it may break off: `git merge x || git merge --abort` throws nothing of anybody's away. */
import type { Earlier, Invocation } from "../pack.ts";

const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  merge: ["merge"],
  rebase: ["rebase"],
  "cherry-pick": ["cherry-pick"],
  revert: ["revert"],
  am: ["am"],
  pull: ["merge", "rebase"],
};
const GOES_ON = /^--(abort|continue|skip|quit|edit-todo|show-current-patch)$/;

/** What is known after a command that may have begun an operation of git's. */
export function withBegun(earlier: Earlier, { program, argv }: Invocation): Earlier {
  if (program !== "git") return earlier;
  const words = argv.slice(1).map(({ value }) => value ?? "");
  const begins = words.some(word => GOES_ON.test(word)) ? undefined : OPERATIONS[words[0] ?? ""];
  if (!begins || begins.every(operation => earlier.begun?.has(operation))) return earlier;
  return { ...earlier, begun: new Set([...(earlier.begun ?? []), ...begins]) };
}
