/**
 * Matches a rule's `command` against an effect's cause. A rule that holds matches any command that leads to the effect,
 * however it is wrapped. A rule that allows matches only what it says itself, run as the act proposes.
 */
import { type Cause, commandsOf } from "../effects/cause.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { LayeredMap } from "../text/layered-map.ts";
import { isWhole, matchesCommand, namesProgram } from "./command-pattern.ts";

export interface Saying {
  /** The rule names the place: a host or an environment. */
  readonly where: boolean;
  /** The rule names the effect: a verb or a resource. */
  readonly what: boolean;
}

/** Returns whether any command that leads to the effect matches one of `patterns`. */
export function holdsCommand(cause: Cause | undefined, patterns: readonly string[]): boolean {
  for (const { text } of commandsOf(cause))
    if (patterns.some(pattern => matchesCommand(text, pattern, "holds"))) return true;
  return false;
}

/** Returns whether `patterns` match the command itself, or one around it that spells out everything it runs. */
export function allowsCommand(cause: Cause | undefined, patterns: readonly string[], saying: Saying): boolean {
  const inside: Cause[] = [];
  for (let step = cause; step; step = step.within) {
    const named = step;
    if (step.kind === "command" && patterns.some(pattern => names(pattern, named, inside, saying))) return true;
    inside.push(step);
  }
  return false;
}

function names(pattern: string, command: Cause, inside: readonly Cause[], { where, what }: Saying): boolean {
  if (!matchesCommand(command.text, pattern, "allows")) return false;
  const commands = inside.filter(({ kind }) => kind === "command");
  if (commands.length === 0 && (inside.length === 0 || what))
    return [command, ...inside].every(step => isAsProposed(step, where));
  return (
    isAsProposed(command, where) &&
    inside.every(step => command.text.includes(step.text)) &&
    (isWhole(pattern) || (inside[0]?.kind === "command" && commands.every(({ text }) => namesProgram(pattern, text))))
  );
}

/** Returns whether the command runs on this machine with the act's own rights, folder and variables. */
function isAsProposed({ scope, start }: Cause, saysWhere: boolean): boolean {
  if (scope.guessed || scope.raised) return false;
  if (scope.elsewhere || scope.container) return saysWhere;
  return scope.cwd === start.cwd && hasOwnVariables(scope.variables, start.variables);
}

function hasOwnVariables(given: ReadonlyMap<string, string | null>, own: ReadonlyMap<string, string | null>): boolean {
  if (given === own) return true;
  const changed = LayeredMap.of(given).differences(LayeredMap.of(own));
  return [...changed].every(
    name => !/^[A-Za-z_]\w*$/.test(name) || OF_THE_SHELL.has(name) || (!own.has(name) && isOnlyText(name)),
  );
}

/** Names in lower case are the shell text's own (`x=1`, `for f in …`), except a few that programs read. */
function isOnlyText(name: string): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !READ_BY_PROGRAMS.test(name);
}

/** `http_proxy(1)`, npm's settings, and Windows' variables, whose case does not matter. */
const READ_BY_PROGRAMS = anyOf([
  /prox(?:y|ies)/,
  /^(?:npm|yarn|pnpm|pip|git|node|python|ld|dyld|java|aws|kube|docker|tf|pg|my)_?/,
  inOrder([
    /^/,
    words`
      path pathext comspec home userprofile temp tmp appdata systemroot windir shell editor pager kubeconfig
    `,
    /$/,
  ]),
]);

/** Variables that every shell changes and that affect no program. */
const OF_THE_SHELL: ReadonlySet<string> = new Set(["PWD", "OLDPWD", "_", "SHLVL"]);
