/**
 * Applies the lists by which a person tells the agent itself what to ask about or refuse: `permissions.ask` and
 * `permissions.deny` with `Bash(…)` patterns. The agent matches them against the text as typed; here they match every
 * simple command of the act, also past options before the sub-command.
 */
import * as z from "zod";
import { allOf, anywhere, inHome, ofAgents } from "../agents/known-agents.ts";
import type { Facts, Surroundings } from "../facts/facts.ts";
import { matchesText } from "../places/patterns.ts";
import type { Decision } from "../policy/decision.ts";
import { JsonText } from "../text/json-text.ts";
import type { Contribution } from "./contribution.ts";

const listsSchema = z.object({
  permissions: z.object({ ask: z.array(z.string()).catch([]), deny: z.array(z.string()).catch([]) }).partial(),
});

interface Lists {
  readonly ask: readonly string[];
  readonly deny: readonly string[];
}

/**
 * Returns one contribution for each list that matches a command. It is silent if the agent reaches the same result
 * itself from `text`, which it splits at the operators it knows.
 */
export function rulesOfAgents(text: string, commands: readonly string[], facts: Facts): Contribution[] {
  if (commands.length === 0) return [];
  let typed: readonly string[] | undefined;
  return listFilesOf(facts.around).flatMap(file => {
    const settings = facts.ask({ kind: "text", path: file });
    const lists = settings?.includes("Bash(") ? listsOf(settings) : undefined;
    if (!lists) return [];
    typed ??= text.split(/&&|\|\||[;|\n]/).map(part => part.trim());
    return [...lineOf("ask", lists.ask, typed, commands, file), ...lineOf("deny", lists.deny, typed, commands, file)];
  });
}

/** Returns every file that may hold such a list. They are read for every command. */
export function listFilesOf({ roots, home }: Surroundings): string[] {
  const lists = bashLists();
  return [
    ...roots.flatMap(root => anywhere(lists).map(path => `${root}/${path}`)),
    ...(home === undefined ? [] : inHome(lists).map(path => `${home}/${path}`)),
  ];
}

const bashLists = ofAgents(agents => allOf(agents, "bashLists"));

function lineOf(
  then: Decision,
  list: readonly string[],
  typed: readonly string[],
  commands: readonly string[],
  file: string,
): Contribution[] {
  const entry = list.find(entry => {
    const pattern = patternOf(entry);
    if (pattern === undefined || typed.some(part => matchesText(part, pattern))) return false;
    return commands.some(command => spellings(command).some(spelling => matchesText(spelling, pattern)));
  });
  if (entry === undefined) return [];
  const because = `${entry} is on the agent's own list of what to ${then === "ask" ? "ask about" : "refuse"} (${file})`;
  return [{ rule: `agent-list/${then}`, points: 0, because, then }];
}

/** Cached, because the files stay the same from act to act. */
const parsed = new Map<string, Lists>();

function listsOf(text: string): Lists {
  const known = parsed.get(text);
  if (known) return known;
  const { ask = [], deny = [] } = listsSchema.safeParse(new JsonText(text, "jsonc").value()).data?.permissions ?? {};
  if (parsed.size >= 20) parsed.clear();
  parsed.set(text, { ask, deny });
  return { ask, deny };
}

/** `Bash(git push:*)` and `Bash(git push*)` are prefixes; `Bash(git push)` is the whole command. */
function patternOf(entry: string): string | undefined {
  return /^Bash\((.*)\)$/s.exec(entry)?.[1]?.replace(/:\*$/, "*");
}

/** Returns the command as it is, and without options before the sub-command: `git -C x push`. */
function spellings(command: string): string[] {
  const [program = "", ...words] = command.trim().split(/\s+/);
  if (!words[0]?.startsWith("-")) return [command];
  const at = words.findIndex((word, i) => !word.startsWith("-") && !words[i - 1]?.startsWith("-"));
  const plain = words.findIndex(word => !word.startsWith("-"));
  return [command, ...[plain, at].filter(i => i >= 0).map(i => [program, ...words.slice(i)].join(" "))];
}
