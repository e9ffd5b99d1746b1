/** Scripts of a package.json by their name, as `npm run x` and its spellings start them. */

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
  /** Another folder's package.json: `--prefix`, `-C`, `-w`. Undefined: the nearest. */
  readonly folder?: Word | undefined;
  /** Scripts of several packages: the root's own does not tell what they do. */
  readonly everywhere?: boolean;
  /** Of which packages, as the call names them; none named are all. */
  readonly packages?: readonly string[];
  /** Run only if there: `npm install` runs these without being asked. */
  readonly optional?: boolean;
}

/** What the scripts would do: their texts to be read, or what their names say where no text can be had. */
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

/** What the scripts of that name do in the packages below. */
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

/** The scripts of the package.json that the call would use; undefined when nobody can tell. */
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

/** `run-s build:*` names several. */
function matching(name: string, scripts: ReadonlyMap<string, string>): readonly string[] {
  const star = name.indexOf("*");
  if (star < 0) return [name];
  const prefix = name.slice(0, star);
  return [...scripts.keys()].filter(key => key.startsWith(prefix));
}

/** The script with `pre…` before and `post…` behind it, and the arguments appended to the middle one. */
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
  // A script that starts itself ends somewhere.
  if (command.scope.via.includes(scope.via.at(-1) ?? "")) return [];
  return [`pre${name}`, name, `post${name}`].flatMap((key): Inner[] => {
    const text = scripts.get(key);
    if (text === undefined) return [];
    const args = key === name ? call.args.map(word => ` ${quotedForShell(textOf(word))}`).join("") : "";
    return [{ kind: "shell", text: text + args, scope, ...(command.span && { span: command.span }) }];
  });
}
