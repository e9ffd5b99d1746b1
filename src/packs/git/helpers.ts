/** The program that asks a person for a password, as an editor or a desktop has set it for every process. */
import { EDITOR_FOLDERS } from "../../core/agents/code-editors.ts";
import type { Surroundings } from "../../core/facts/facts.ts";
import type { Scope } from "../../core/places/scope.ts";
import { inOrder } from "../../core/text/expressions.ts";
import { literalPattern } from "../../core/text/literal-pattern.ts";
import { baseName, belowSomebodysHome, isBelow, normalizePath } from "../../core/text/paths.ts";

/**
 * Whether GIT_ASKPASS is what the process had before this act, and leads to an installed program that asks: VS Code
 * sets it in each of its terminals, and `git status` is no news by it. git starts it as it is, without a shell.
 */
export function isInstalledAskpass(name: string, scope: Scope, around: Surroundings): boolean {
  const value = name === "GIT_ASKPASS" ? around.env?.[name] : undefined;
  if (value === undefined || scope.variables.get(name) !== value) return false;
  const path = normalizePath(value);
  if (!/askpass/i.test(baseName(path)) || !liesInstalled(path, around)) return false;
  const { written, copied, moved, linked } = scope.earlier ?? {};
  const made = [written, copied, moved, linked].flatMap(files => [...(files?.keys() ?? [])]);
  return ![...made, ...(around.created ?? [])].some(one => one === path || isBelow(path, one, around.platform));
}

/** Where installers put programs, and no project lies: fewer places than those whose scripts are used without being read. */
const INSTALLED = inOrder([
  /^/,
  [
    /\/(?:usr|opt|snap|nix\/store|Applications|vscode|var\/lib\/flatpak)\//,
    /\/tmp\/\.mount_|[A-Za-z]:\/Program Files(?: \(x86\))?\//,
    /[A-Za-z]:\/Users\/[^/]+\/AppData\/Local\/Programs\//,
  ],
]);
/** `.vscode-server/…` of a home: what an editor runs of itself on another machine. */
const SERVER = new RegExp(`^(?:${EDITOR_FOLDERS.map(literalPattern).join("|")})-server/`);

function liesInstalled(path: string, { roots, home, platform }: Surroundings): boolean {
  const below = belowSomebodysHome(path, home);
  if (below !== undefined && SERVER.test(below)) return true;
  const known = INSTALLED.test(path) || (below !== undefined && /^(?:\.[^/]+|Applications)\//.test(below));
  return known && !roots.some(root => isBelow(path, root, platform));
}
