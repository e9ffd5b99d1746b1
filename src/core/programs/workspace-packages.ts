/** Finds the packages of a monorepo by the patterns in its package.json or pnpm-workspace.yaml. */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { baseName, relativeTo, resolvePath } from "../text/paths.ts";
import { fileAt, type ProjectFile } from "./project-file.ts";

/** The most packages that are read. */
const MAX_PACKAGES = 48;
const MAX_PATTERNS = 16;

/**
 * Returns the package.json files that a call selects. `selected` is as on the command line (`@acme/api`,
 * `packages/api`, `./api...`); nothing, patterns and changes select all of them.
 */
export function workspacePackages(
  root: ProjectFile,
  selected: readonly string[],
  scope: Scope,
  facts: Facts,
): ProjectFile[] {
  const folders = patternsOf(root, scope, facts).flatMap(pattern => foldersAt(pattern, root.folder, facts));
  const found = [...new Set(folders)].slice(0, MAX_PACKAGES).flatMap((folder): ProjectFile[] => {
    const file = fileAt(`${folder}/package.json`, scope, facts);
    return file ? [{ ...file, folder }] : [];
  });
  const names = selected.map(name => name.replace(/^(?:\.\.\.\^?)|(?:\^?\.\.\.)$/g, "").replace(/^\.\//, ""));
  if (names.length === 0 || names.some(name => /[*![\]{}]/.test(name))) return found;
  return found.filter(file => names.some(name => isCalled(name, file, root, facts)));
}

function isCalled(name: string, file: ProjectFile, root: ProjectFile, { around }: Facts): boolean {
  const own = /"name"\s{0,8}:\s{0,8}"([^"]{1,214})"/.exec(file.text)?.[1];
  const place = relativeTo(file.folder, root.folder, around.platform);
  // pnpm allows a name without its scope; turbo and nx also accept folders.
  return name === own || name === place || name === baseName(own ?? "") || name === baseName(place);
}

function patternsOf(root: ProjectFile, scope: Scope, facts: Facts): string[] {
  const ownList = /"workspaces"\s{0,8}:\s{0,8}(?:\{\s{0,40}"packages"\s{0,8}:\s{0,8})?\[([^\]]{0,2000})\]/.exec(
    root.text,
  )?.[1];
  const listed = ownList ?? fileAt(`${root.folder}/pnpm-workspace.yaml`, scope, facts)?.text ?? "";
  const quoted = [...listed.matchAll(ownList === undefined ? YAML_ITEM : /"([^"]{1,200})"/g)];
  return quoted.flatMap(([, pattern]) => (pattern && !pattern.startsWith("!") ? [pattern] : [])).slice(0, MAX_PATTERNS);
}

const YAML_ITEM = /^[ \t]{0,8}-[ \t]{1,8}["']?([^"'\s#]{1,200})/gm;

/** Expands `packages/*`, `packages/**` and literal folders; deeper folders are not searched. */
function foldersAt(pattern: string, root: string, facts: Facts): string[] {
  const plain = pattern.replace(/\/$/, "").replace(/\/\*{1,2}$/, "");
  if (plain.includes("*")) return [];
  const folder = resolvePath(plain, root);
  if (!/\/\*{1,2}\/?$/.test(pattern)) return [folder];
  const entries = facts.ask({ kind: "stat", path: folder })?.entries ?? [];
  return entries.slice(0, MAX_PACKAGES).map(name => `${folder}/${name}`);
}
