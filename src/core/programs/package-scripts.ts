/** Reads scripts of a package.json by name, as `npm run x` and its variants start them. */

import type { Inner, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { resolvePath } from "../text/paths.ts";
import { quotedForShell, textOf, type Word } from "../text/words.ts";
import { fileAt, type ProjectFile, projectFile, scopeOfTask } from "./project-file.ts";
import { effectsOfTaskName } from "./task-names.ts";
import { workspacePackages } from "./workspace-packages.ts";

export interface ScriptCall {
  readonly names: readonly Word[];
  readonly args: readonly Word[];
  /** The folder of another package.json: `--prefix`, `-C`, `-w`. Undefined: the nearest. */
  readonly folder?: Word | undefined;
  /** Scripts of several packages run, not the root's. */
  readonly everywhere?: boolean;
  /** The packages as the call names them; none means all. */
  readonly packages?: readonly string[];
  /** Run only if defined, as `npm install` does on its own. */
  readonly optional?: boolean;
}

/** Reads the scripts' texts, or infers from their names if there are none. */
export function readScripts(command: Invocation, call: ScriptCall, facts: Facts): Reading {
  const file = packageFile(command, call, facts);
  const scripts = file && scriptsOf(file.text);
  const names = call.names.flatMap(name => name.value ?? []);
  const asked = [command.program, "run", ...call.names.map(({ value, text }) => value ?? text)].join(" ");
  const theirs = file && call.everywhere ? scriptsBelow(command, names, call, file, facts) : [];
  if (file && scripts && theirs.length > 0)
    return {
      effects: [],
      inner: [...theirs, ...names.flatMap(name => scriptText(command, name, call, file, scripts))],
    };
  if (!file || !scripts || call.everywhere) {
    const said = call.optional ? [] : effectsOfTaskName(command, names, asked);
    if (!file || !scripts) return { effects: said };
    return { effects: said, inner: names.flatMap(name => scriptText(command, name, call, file, scripts)) };
  }
  const matched = names.flatMap(name => matching(name, scripts));
  return { effects: [], inner: matched.flatMap(name => scriptText(command, name, call, file, scripts)) };
}

/** Returns what the scripts of that name do in packages below. */
function scriptsBelow(
  command: Invocation,
  names: readonly string[],
  call: ScriptCall,
  root: ProjectFile,
  facts: Facts,
): Inner[] {
  return workspacePackages(root, call.packages ?? [], command.scope, facts).flatMap(file => {
    const scripts = scriptsOf(file.text);
    return scripts ? names.flatMap(name => scriptText(command, name, call, file, scripts)) : [];
  });
}

/** Returns the scripts of the package.json that the call uses; undefined if unknown. */
export function scriptNames(
  command: Invocation,
  folder: Word | undefined,
  facts: Facts,
): ReadonlySet<string> | undefined {
  const file = packageFile(command, { names: [], args: [], folder }, facts);
  const scripts = file && scriptsOf(file.text);
  return scripts && new Set(scripts.keys());
}

function packageFile(command: Invocation, { folder }: ScriptCall, facts: Facts): ProjectFile | undefined {
  const { scope } = command;
  if (!folder) return projectFile(["package.json"], scope, facts);
  if (folder.value === null || scope.elsewhere || (scope.cwd === null && !folder.value.startsWith("/")))
    return undefined;
  const there = resolvePath(folder.value, scope.cwd ?? "/");
  const file = fileAt(`${there}/package.json`, scope, facts);
  return file && { ...file, folder: there };
}

function scriptsOf(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const scripts = typeof json === "object" && json !== null && "scripts" in json ? json.scripts : {};
    if (typeof scripts !== "object" || scripts === null) return new Map();
    return new Map(Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    return undefined;
  }
}

/** `run-s build:*` names several scripts. */
function matching(name: string, scripts: ReadonlyMap<string, string>): readonly string[] {
  const star = name.indexOf("*");
  if (star < 0) return [name];
  const prefix = name.slice(0, star);
  return [...scripts.keys()].filter(key => key.startsWith(prefix));
}

/** Returns the script with its `pre…` and `post…` scripts; the arguments are appended to the script itself. */
function scriptText(
  command: Invocation,
  name: string,
  call: ScriptCall,
  file: ProjectFile,
  scripts: ReadonlyMap<string, string>,
): Inner[] {
  const scope = scopeOfTask(
    command.scope,
    file,
    `${command.program} run ${name}${call.everywhere ? ` in ${file.folder}` : ""}`,
  );
  // A script that calls itself must end somehow.
  if (command.scope.via.includes(scope.via.at(-1) ?? "")) return [];
  return [`pre${name}`, name, `post${name}`].flatMap((key): Inner[] => {
    const text = scripts.get(key);
    if (text === undefined) return [];
    const args = key === name ? call.args.map(word => ` ${quotedForShell(textOf(word))}`).join("") : "";
    return [{ kind: "shell", text: text + args, scope, ...(command.span && { span: command.span }) }];
  });
}
