/** Programs that git starts for a person, as the person, an editor or a desktop has set them for every process. */
import { EDITOR_FOLDERS } from "../../core/agents/code-editors.ts";
import type { Surroundings } from "../../core/facts/facts.ts";
import type { Scope } from "../../core/places/scope.ts";
import { inOrder, words } from "../../core/text/expressions.ts";
import { literalPattern } from "../../core/text/literal-pattern.ts";
import { baseName, belowSomebodysHome, isBelow, normalizePath } from "../../core/text/paths.ts";

/**
 * Tells whether GIT_ASKPASS is unchanged since before this act and names an installed program that asks. VS Code sets
 * it in each of its terminals, so it says nothing about `git status`. Git starts it directly, without a shell.
 */
export function isInstalledAskpass(name: string, scope: Scope, around: Surroundings): boolean {
  const value = name === "GIT_ASKPASS" ? inherited(name, scope, around) : undefined;
  return value !== undefined && /askpass/i.test(baseName(value)) && isInstalledProgram(value, scope, around);
}

/**
 * Whether a variable that names a pager, an editor or a tool for differences is what the process had before this act,
 * and leads to an installed program with nothing but switches: `GIT_EDITOR="/opt/homebrew/bin/hx"`. What the program is
 * known to do still counts.
 */
export function isInstalledViewer(name: string, scope: Scope, around: Surroundings): boolean {
  const value = VIEWERS.has(name) ? inherited(name, scope, around) : undefined;
  const [, path] = PROGRAM_WITH_SWITCHES.exec(value ?? "") ?? [];
  return path !== undefined && isInstalledProgram(path, scope, around);
}

const VIEWERS: ReadonlySet<string> = new Set(words`PAGER GIT_PAGER GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_EXTERNAL_DIFF`);
const PROGRAM_WITH_SWITCHES = /^(\/[\w.+/-]+)(?:\s+--?[a-zA-Z][\w-]*)*$/;

/** The value of a variable that this act has not set itself. */
function inherited(name: string, { variables }: Scope, { env }: Surroundings): string | undefined {
  const value = env?.[name];
  return value !== undefined && variables.get(name) === value ? value : undefined;
}

/** Whether an installed program lies at a path, and neither this act nor the session has put it there. */
function isInstalledProgram(value: string, scope: Scope, around: Surroundings): boolean {
  const path = normalizePath(value);
  if (!liesInstalled(path, around)) return false;
  const { written, copied, moved, linked } = scope.earlier ?? {};
  const made = [written, copied, moved, linked].flatMap(files => [...(files?.keys() ?? [])]);
  return ![...made, ...(around.created ?? [])].some(one => one === path || isBelow(path, one, around.platform));
}

/** Folders of installers, without projects: fewer than those whose scripts are trusted unread. */
const INSTALLED = inOrder([
  /^/,
  [
    /\/(?:usr|opt|snap|nix\/store|Applications|vscode|var\/lib\/flatpak)\//,
    /\/tmp\/\.mount_|[A-Za-z]:\/Program Files(?: \(x86\))?\//,
    /[A-Za-z]:\/Users\/[^/]+\/AppData\/Local\/Programs\//,
  ],
]);
/** Matches `.vscode-server/…` in a home, the part of an editor that runs on another machine. */
const SERVER = new RegExp(`^(?:${EDITOR_FOLDERS.map(literalPattern).join("|")})-server/`);

function liesInstalled(path: string, { roots, home, platform }: Surroundings): boolean {
  const below = belowSomebodysHome(path, home);
  if (below !== undefined && SERVER.test(below)) return true;
  const known = INSTALLED.test(path) || (below !== undefined && /^(?:\.[^/]+|Applications)\//.test(below));
  return known && !roots.some(root => isBelow(path, root, platform));
}
