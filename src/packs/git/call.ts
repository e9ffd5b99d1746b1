/** Parses one git command after git's own options, for the readers of sub-commands. */
import type { Effect } from "../../core/effects/effect.ts";
import { type Argument, type Grammar, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Invocation } from "../../core/effects/pack.ts";
import type { Facts, GitFact } from "../../core/facts/facts.ts";
import { whereItIs } from "../../core/files/moved.ts";
import type { Locator } from "../../core/places/locator.ts";
import { resolvePath } from "../../core/text/paths.ts";
import { knownPrefix, type Word } from "../../core/text/words.ts";
import { isInstalledAskpass, isInstalledViewer } from "./helpers.ts";

export interface GitCall {
  /** The sub-command; null when it is only known at run time. */
  readonly name: string | null;
  /** The words after the sub-command. */
  readonly words: readonly Word[];
  /** Absolute folder that paths are relative to; null when unknown. */
  readonly cwd: string | null;
  /** Settings of `-c name=value`, names in lower case. */
  readonly config: ReadonlyMap<string, string>;
  readonly command: Invocation;
  readonly facts: Facts;
}

/** Git's own options, before the sub-command. */
export const GLOBAL: Grammar = {
  stopAtOperand: true,
  values: ["C", "c", "git-dir", "work-tree", "namespace", "super-prefix", "config-env", "attr-source"],
  optional: ["exec-path"],
};

/** Undefined for plain `git`, `git --version` and the like. */
export function callOf(command: Invocation, facts: Facts): GitCall | undefined {
  const args = readArguments(command.argv.slice(1), GLOBAL);
  const rest = args.flatMap(arg => (arg.kind === "operand" ? [arg.word] : []));
  const [name, ...words] = rest;
  if (!name) return undefined;
  return {
    name: name.value,
    words,
    cwd: folderOf(args, command),
    config: configOf(args, command, facts),
    command,
    facts,
  };
}

/** `-C a -C b` add up; a work tree named apart is where the paths are. */
function folderOf(args: readonly Argument[], { scope }: Invocation): string | null {
  let folder = scope.cwd;
  const enter = (to: string | null) => {
    if (to === null) folder = null;
    else if (to.startsWith("/")) folder = resolvePath(to, "/");
    else if (folder !== null) folder = resolvePath(to, folder);
  };
  for (const word of optionValues(args, "C")) enter(word.value);
  const tree = optionValues(args, "work-tree").at(-1);
  if (tree) enter(tree.value);
  else if (scope.variables.has("GIT_WORK_TREE")) enter(scope.variables.get("GIT_WORK_TREE") ?? null);
  return folder === null ? null : whereItIs(folder, scope, true);
}

/** `-c name=value`, and the variables that do the same: `GIT_CONFIG_KEY_0`, `GIT_SSH_COMMAND`. */
function configOf(args: readonly Argument[], { scope }: Invocation, { around }: Facts): ReadonlyMap<string, string> {
  if (args[0]?.kind === "operand" && !CONFIGURE.some(name => scope.variables.has(name))) return NO_CONFIG;
  const given = optionValues(args, "c").map((word): [string, string] => {
    const text = word.value ?? knownPrefix(word);
    const equals = text.indexOf("=");
    return equals === -1 ? [text, "true"] : [text.slice(0, equals), text.slice(equals + 1)];
  });
  const variables: [string, string][] = [];
  for (const [name, setting] of SETTINGS) {
    const value = scope.variables.get(name);
    if (value && !isInstalledAskpass(name, scope, around)) variables.push([setting, value]);
  }
  // Git counts them from nought and stops where one is missing.
  for (let i = 0; scope.variables.has(`GIT_CONFIG_KEY_${i}`); i++) {
    const [key, value] = ["KEY", "VALUE"].map(part => scope.variables.get(`GIT_CONFIG_${part}_${i}`));
    if (key && value) variables.push([key, value]);
  }
  // `GIT_CONFIG_PARAMETERS="'alias.x=!y' 'a'='b'"`, as git hands its own options on.
  const parameters = [...(scope.variables.get("GIT_CONFIG_PARAMETERS") ?? "").matchAll(/'([^'=]+)(?:'='|=)([^']*)'/g)];
  const handed = parameters.map((match): [string, string] => [match[1] ?? "", match[2] ?? ""]);
  const fromVariables = optionValues(args, "config-env").flatMap((word): [string, string][] => {
    const [name = "", variable = ""] = (word.value ?? "").split("=");
    const value = scope.variables.get(variable);
    return value ? [[name, value]] : [];
  });
  return new Map(
    [...variables, ...handed, ...given, ...fromVariables].map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** Variables that git runs as a command, by the setting they stand for; the later of two for one setting counts. */
const SETTINGS: readonly (readonly [variable: string, setting: string])[] = [
  ["GIT_SSH", "core.sshcommand"],
  ["GIT_SSH_COMMAND", "core.sshcommand"],
  ["PAGER", "core.pager"],
  ["GIT_PAGER", "core.pager"],
  ["GIT_EDITOR", "core.editor"],
  ["GIT_SEQUENCE_EDITOR", "sequence.editor"],
  ["GIT_ASKPASS", "core.askpass"],
  ["GIT_PROXY_COMMAND", "core.gitproxy"],
  ["GIT_EXTERNAL_DIFF", "diff.external"],
];

const CONFIGURE = [...SETTINGS.map(([name]) => name), "GIT_CONFIG_KEY_0", "GIT_CONFIG_PARAMETERS"];
const NO_CONFIG: ReadonlyMap<string, string> = new Map();

/** Settings that the person's own variables name an installed viewer for, and nothing in the call overrides. */
export function installedViewers({ config, command, facts }: GitCall): ReadonlySet<string> {
  const { scope } = command;
  const own = SETTINGS.filter(
    ([name, setting]) =>
      config.get(setting) === scope.variables.get(name) && isInstalledViewer(name, scope, facts.around),
  );
  return new Set(own.map(([, setting]) => setting));
}

/** The work tree's state; null when there is none or nobody could tell. */
export function stateOf({ cwd, facts, command }: GitCall): GitFact | null {
  // Another repository than the one that the folder belongs to.
  if (command.scope.variables.has("GIT_DIR") || cwd === null) return null;
  return facts.ask({ kind: "git", path: cwd });
}

type Said = Pick<Effect, "verb" | "resource" | "target" | "says" | "recovery"> & Partial<Effect>;

/** Fills in what all of git's effects share. Unless told otherwise the effect lands on the work tree's disk. */
export function gitEffect({ command, cwd }: GitCall, said: Said): Effect {
  return {
    reach: "one",
    certainty: "certain",
    source: "git",
    ...(cwd !== null && { at: [{ kind: "path", path: cwd }] }),
    ...(command.span && { span: command.span }),
    ...said,
  };
}

export function onBranch(branch: string, remote?: string): readonly Locator[] {
  return [{ kind: "branch", branch, ...(remote !== undefined && { remote }) }];
}

/** Branches that others build on, by the names that teams give them. */
export function isProtected(branch: string): boolean {
  return /^(?:main|master|trunk|develop|development|production|prod|stable|(?:release|hotfix)(?:[/-].*)?)$/i.test(
    branch,
  );
}
