/** What a text has begun itself it may break off: `git merge x || git merge --abort` throws nothing of anybody's away. */
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

/** What is known after a command that may have begun an operation of git's. */
export function withBegun(earlier: Earlier, { program, argv }: Invocation): Earlier {
  if (program !== "git") return earlier;
  const begins = OPERATIONS.get(argv[1]?.value ?? "");
  if (!begins || argv.some(({ value }, i) => i > 0 && GOES_ON.test(value ?? ""))) return earlier;
  if (begins.every(operation => earlier.begun?.has(operation))) return earlier;
  return { ...earlier, begun: new Set([...(earlier.begun ?? []), ...begins]) };
}
