/** When a policy rule applies. Every condition that is given must hold; within one, any value will do. */
import { Minimatch } from "minimatch";
import type { Action } from "../action/action.ts";
import type { Effect } from "../effects/effect.ts";
import type { Environment } from "../environment/environment.ts";
import type { Facts } from "../facts.ts";
import { isWindows, normalizePath } from "../paths.ts";
import type { Policy, PolicyRule } from "../policy/policy.ts";

/** Dots are ordinary, `!` and `#` at the start are text: a policy pattern means what it says. */
const PATHS = { dot: true, nonegate: true, nocomment: true } as const;

/** Rules that speak of this effect. A `command` glob is held against the simple command that causes it, nothing more. */
export function matchingRules(
  action: Action,
  effect: Effect,
  environment: Environment,
  facts: Facts,
  policy: Policy,
): PolicyRule[] {
  return policy.rules.filter(({ when }) => {
    const hosts = effect.at?.flatMap(at => ("host" in at && at.host !== undefined ? [at.host] : [])) ?? [];
    const { command } = effect;
    return (
      (when.effect === undefined || when.effect.includes(effect.verb)) &&
      (when.resource === undefined || when.resource.includes(effect.resource)) &&
      (when.environment === undefined || when.environment.includes(environment.name)) &&
      (when.path === undefined ||
        (effect.path !== undefined && matchesPath(effect.path, when.path, facts.around.roots))) &&
      (when.host === undefined || hosts.some(host => matchesName(host, when.host ?? []))) &&
      (when.agent === undefined || matchesName(action.origin.agent, when.agent)) &&
      (when.command === undefined || (command !== undefined && matchesCommand(command, when.command)))
    );
  });
}

/** Rules that ask for nothing but a command or an agent: any simple command of the act will do. */
export function rulesOnAct(action: Action, commands: readonly string[], policy: Policy): PolicyRule[] {
  return policy.rules.filter(({ when }) => {
    const { agent, command, ...rest } = when;
    return (
      Object.values(rest).every(condition => condition === undefined) &&
      (agent === undefined || matchesName(action.origin.agent, agent)) &&
      (command === undefined || commands.some(text => matchesCommand(text, command)))
    );
  });
}

/** Globs are relative to a workspace root, or absolute. On a Windows disk letters may be of any case. */
export function matchesPath(path: string, globs: readonly string[], roots: readonly string[]): boolean {
  const disk = isWindows(path);
  const text = disk ? path.toLowerCase() : path;
  return globs.some(glob => {
    if (glob.startsWith("/")) return matches(path, glob);
    if (isWindows(glob)) return matches(text, glob.replaceAll("\\", "/").toLowerCase());
    const pattern = disk ? glob.toLowerCase() : glob;
    return roots.some(root => {
      const folder = disk ? normalizePath(root).toLowerCase() : root;
      return text.startsWith(`${folder}/`) && matches(text.slice(folder.length + 1), pattern);
    });
  });
}

/** Globs over a name without folders: `*.rds.amazonaws.com`, `release/*`. */
export function matchesName(name: string, globs: readonly string[]): boolean {
  return globs.some(glob => matches(name.toLowerCase(), glob.toLowerCase()));
}

/** `npm publish*` against the words of one simple command, blanks folded; `*` also crosses slashes here. */
function matchesCommand(command: string, patterns: readonly string[]): boolean {
  const words = foldBlanks(command);
  return patterns.some(pattern => matchesText(words, foldBlanks(pattern)));
}

function foldBlanks(text: string): string {
  return text.trim().split(/\s+/).join(" ");
}

/**
 * `*` and `?` over plain text, in time that grows with text times pattern at worst: a repository's policy is held
 * against commands of any length, where a compiled glob could take its time with many stars.
 */
export function matchesText(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === "*") {
      star = next++;
      resume = at;
    } else if (pattern[next] === "?" || pattern[next] === text[at]) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[next] === "*") next++;
  return next === pattern.length;
}

/** Compiling a glob costs far more than matching it: there is room for all that the policies in force may hold. */
const compiled = new Map<string, Minimatch>();
const MAX_COMPILED = 5000;

function matches(text: string, glob: string): boolean {
  let matcher = compiled.get(glob);
  if (!matcher) {
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    matcher = new Minimatch(glob, PATHS);
    compiled.set(glob, matcher);
  }
  return matcher.match(text);
}
