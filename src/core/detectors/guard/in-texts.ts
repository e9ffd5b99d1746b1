/**
 * Finds texts that would act on the guard when something runs them: a test runner, a build, a watcher, an editor's
 * task. None of these calls a hook, so the person is asked when the text is written.
 */

import { allOf, ofAgents } from "../../agents/known-agents.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Facts } from "../../facts/facts.ts";
import { IN_PIECES } from "../../files/guard-files.ts";
import { hookFileIn } from "../../files/hook-files.ts";
import { literalPattern } from "../../text/literal-pattern.ts";
import { baseName } from "../../text/paths.ts";
import { UNASKED } from "./agent-libraries.ts";
import { LETTING_GO } from "./command.ts";
import { lettingGo } from "./letting-go.ts";
import { isForReading } from "./unseen-code.ts";

/** Number of characters of a text that are searched. */
const MAX_TEXT = 64 * 1024;

/** Separators of words in shells, in argument lists and in YAML lists. */
const BETWEEN = "(?:[\"'`,\\s()[\\]]|\\n\\s*-){1,20}";
const COMMAND = new RegExp(
  `agentguard["']?${BETWEEN}(?:${LETTING_GO.map(words => words.split(" ").join(BETWEEN)).join("|")})(?![\\w-])`,
);
/** A folder of the guard, as one string or composed of two. */
const FOLDER =
  /(?:share|\.config|Application Support|Preferences|Local|Roaming)["'`,\s)/\\+.]{1,8}agentguard(?![\w-])|\bagentguard["'`,\s)/+.]{1,8}(?:hook|runtime|receipts|proofs|keys|[\w-]+\.(?:json|jsonl|sock|key|cjs))\b/;
const SERVICE = /(?<![\w-])service(?:\\?\.|\[\.\])cjs\b|\bruntime\/service\b/;
const ENDS = /\b(?:p?kill(?:all)?|skill|SIG[A-Z]{3,5}|terminate|taskkill|ptrace|prlimit)\b|\/(?:mem|cgroup)\b/i;

const CHANGES =
  /\b(?:rm|del|unlink\w*|remove\w*|rmdir\w*|rmtree|delete\w*|mv|move\w*|rename\w*|replace\w*|cp|copy\w*|write\w*|append\w*|truncate\w*|chmod\w*|chown\w*|tee|ln|link\w*|symlink\w*|dd|wq?|sed\s+-i)\b|open\([^)\n]{0,200}["'][wax]\+?b?["']/;
/** Program files by extension; a script may have none. */
const PROGRAM =
  /\.(?:[cm]?[jt]sx?|py[iw]?|rb|p[lm]|t|sh|bash|zsh|fish|ksh|ps[md]?1|bat|cmd|lua|go|rs|java|kts?|scala|php|vim|el|tcl|exp|awk|sed|mk|cmake|gradle|groovy|swift|cs|jl|exs?)$|\/[^./]+$/;

/** Describes what a program in `text` does to the guard, as a clause; undefined for nothing. */
function namedIn(text: string, path: string, { around }: Facts): string | undefined {
  const part = text.slice(0, MAX_TEXT);
  const command = COMMAND.exec(part)?.[0];
  if (command !== undefined) return `runs ${command.replace(/["'`,\s]+/g, " ")}`;
  if (FOLDER.test(part) || around.guard?.some(folder => part.includes(folder))) return "names AgentGuard's own files";
  if (IN_PIECES.test(part)) return "names AgentGuard in pieces, so that nobody finds it";
  if (SERVICE.test(part) && ENDS.test(part)) return "ends or stops AgentGuard's service";
  if (PROGRAM.test(path) && UNASKED.test(part)) return "starts an agent that asks nobody";
  const settings = PROGRAM.test(path) && CHANGES.test(part) ? hookFileIn(part, around.hookFiles ?? []) : undefined;
  return settings && `changes ${settings}, which holds the guard's hook`;
}

/** Returns the effects of writing `text` to the absolute `path`; empty for documents, and for no new ones. */
export function effectsOfNamingGuard(
  path: string,
  before: string | null,
  after: string | null,
  facts: Facts,
): Effect[] {
  if (after === null || !mayName().test(after) || isForReading(path)) return [];
  const does = namedIn(after, path, facts);
  if (does === undefined || (before !== null && namedIn(before, path, facts) === does)) return [];
  return [lettingGo({}, `writes ${baseName(path)}, which ${does} when something runs it`, "possible")];
}

/** A cheap test, which fails for nearly every text. */
const mayName = ofAgents(agents => {
  const folders = allOf(agents, "folders").map(folder => /^\.(?!config\/)[^/]+|[^/]+$/.exec(folder)?.[0] ?? folder);
  return new RegExp(
    `agentguard|agent["'\`]|service\\W{0,3}cjs|runtime/service|(?<!\\w)(?:${folders.map(literalPattern).join("|")})|bypassPermissions|dangerously|hooks\\.json|settings\\.json`,
    "i",
  );
});
