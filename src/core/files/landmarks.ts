/** Recognises places whose loss is a catastrophe: home folders, system folders, the workspace and its parents. */

import type { Mark } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { inOrder, words } from "../text/expressions.ts";
import { isBelow, isWithin, partsOf, samePath } from "../text/paths.ts";

/** Folders that a system needs to work; not `/tmp` and other temporary folders. */
const SYSTEM = new Set(
  `/ /bin /boot /dev /etc /home /lib /lib32 /lib64 /libx32 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr
   /usr/bin /usr/lib /usr/local /usr/sbin /usr/share /var /var/lib /var/log /private /private/etc /private/var
   /Applications /Library /Network /System /Users /Volumes /cores /nix /snap`.split(/\s+/),
);
/** The same on Windows, below a drive letter or its mount point on Linux. */
const WINDOWS_SYSTEM = inOrder(
  [
    /^/,
    words`[A-Za-z]: /mnt/[a-z]`,
    [
      inOrder([
        /\//,
        [
          /Windows(\/(System32|SysWOW64|WinSxS|Boot)(\/(drivers|config))?)?/,
          /Users|Documents and Settings|Program Files( \(x86\))?|System Volume Information/,
          ...words`PROGRA~[12] ProgramData Recovery Boot EFI`,
          "",
        ],
      ]),
      "",
    ],
    /$/,
  ],
  "i",
);
/** Folders whose direct children are people's homes. */
const HOMES = /^(\/home|\/Users|([A-Za-z]:|\/mnt\/[a-z])\/(Users|Documents and Settings))\/[^/]+$/i;
/** A person's standard folders on Windows, which are treated like the home because people keep their work there. */
const WINDOWS_PERSONAL = inOrder(
  [
    /^[A-Za-z]:\/(Users|Documents and Settings)\/[^/]+\//,
    [
      /Documents|My Documents/,
      ...words`Desktop Downloads Pictures Music Videos OneDrive[^/]*`,
      /AppData(\/(Local|LocalLow|Roaming))?/,
      ...words`source(/repos)? repos? projects? code git dev workspaces?`,
    ],
    /$/,
  ],
  "i",
);

/**
 * Returns the landmarks that `path` (absolute) is or contains, and whether it is outside the workspace. The path behind
 * links counts too if the disk was asked; a link itself is only a link. Without known roots, `cwd` counts as the
 * workspace.
 */
export function landmarksOf(path: string, facts: Facts, cwd: string | null): readonly Mark[] {
  const stat = facts.ask({ kind: "stat", path });
  const behind = stat?.type === "link" ? undefined : stat?.realpath;
  const own = marksOf(path, facts, cwd);
  if (behind === undefined || behind === path) return own;
  return [...new Set([...own, ...marksOf(behind, facts, cwd)])];
}

/** Returns the workspace folders: the known roots, else `cwd`; each also by its real path. */
export function workspacesOf(facts: Facts, cwd: string | null): readonly string[] {
  const { roots } = facts.around;
  const named = roots.length > 0 ? roots : cwd === null ? [] : [cwd];
  const last = told.get(facts);
  // Asked many times for each target, always with the same answer.
  if (last && (last.named === named || (last.named.length === 1 && named.length === 1 && last.named[0] === named[0])))
    return last.folders;
  const real = named.map(root => facts.ask({ kind: "stat", path: root })?.realpath ?? root);
  const folders = [...new Set([...named, ...real])];
  told.set(facts, { named, folders });
  return folders;
}

/** Folders in which container images keep a project. */
const CONTAINER_ROOT = /^\/(?:app|workspaces?|testbed|repos?|code|projects?|work|workdir|sandbox)(?=\/.)/;

/** Returns whether a path is in such a folder that this disk lacks, so that only names are known of the project. */
export function isInContainerProject(path: string, facts: Facts): boolean {
  const root = CONTAINER_ROOT.exec(path)?.[0];
  return root !== undefined && facts.ask({ kind: "stat", path: root })?.type === "missing";
}

/** The last answer for each judgement's facts, which do not change during it. */
const told = new WeakMap<Facts, { readonly named: readonly string[]; readonly folders: readonly string[] }>();

/** Returns whether the system's packages own the path; `/usr/local` and `/opt` belong to people. */
export function belongsToSystem(path: string): boolean {
  const [first] = partsOf(path);
  if (first === undefined) return true;
  return (
    /^(etc|bin|sbin|lib\w*|boot|usr|dev|proc|sys|System|Library|[Ww]indows|WINDOWS)$/.test(first) &&
    !/^\/usr\/local\/./.test(path)
  );
}

/** Returns whether the marks make a loss a catastrophe, whatever else is known. */
export function isCatastrophe(marks: readonly Mark[]): boolean {
  return marks.some(
    mark => mark === "home" || mark === "root" || mark === "workspace-root" || mark === "workspace-ancestor",
  );
}

function marksOf(path: string, facts: Facts, cwd: string | null): Mark[] {
  const { home, platform } = facts.around;
  const roots = workspacesOf(facts, cwd);
  const marks: Mark[] = [];
  if (SYSTEM.has(path) || WINDOWS_SYSTEM.test(path) || (platform !== "linux" && foldedSystem(path))) marks.push("root");
  if (
    HOMES.test(path) ||
    WINDOWS_PERSONAL.test(path) ||
    path === "/root" ||
    (home !== undefined && isWithin(home, path, platform))
  )
    marks.push("home");
  if (roots.some(root => samePath(root, path, platform))) marks.push("workspace-root");
  else if (roots.some(root => isBelow(root, path, platform))) marks.push("workspace-ancestor");
  else if (roots.length > 0 && !roots.some(root => isWithin(path, root, platform))) marks.push("outside-workspace");
  return marks;
}

/** On case-insensitive disks, `/library` is `/Library`. */
function foldedSystem(path: string): boolean {
  if (partsOf(path).length > 2) return false;
  for (const folder of SYSTEM) if (folder.toLowerCase() === path.toLowerCase()) return true;
  return false;
}
