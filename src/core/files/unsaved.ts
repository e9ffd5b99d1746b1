/** Recognises folders whose contents exist nowhere else, and so are worth more than their name says. */

import type { Mark } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { inOrder, words } from "../text/expressions.ts";
import { baseName, isWithin, relativeTo } from "../text/paths.ts";
import { gitOf } from "./work-tree.ts";

/** Names of folders in which people keep source code. */
const SOURCE_FOLDER = new Set(words`
  src lib app apps source sources server client api web backend frontend components core packages crates cmd internal
  pkg modules services include
`);
const SOURCE_FILE = inOrder(
  [
    /\./,
    words`
      [cm]?[jt]sx? py rb go rs java kts? scala swift mm? c cc cpp cxx h hpp cs fs vb php pl lua exs? erl hs ml clj dart
      vue svelte sol zig nim jl r sql sh
    `,
    /$/,
  ],
  "i",
);

/** Returns the marks of the folder at `path` (absolute) by its contents; empty for others. */
export function marksOfContent(path: string, facts: Facts, cwd: string | null): readonly Mark[] {
  if (baseName(path) === ".git") return ["repository"];
  const stat = facts.ask({ kind: "stat", path });
  if (stat?.type !== "directory" || !stat.entries) return [];
  const mounted: readonly Mark[] = stat.mount ? ["mount-point"] : [];
  if (stat.entries.includes(".git")) return [...mounted, "repository"];
  const { platform } = facts.around;
  const git = gitOf(path, facts, cwd);
  if (!git) return [...mounted, "only-copy"];
  if (git.cut || !git.ignored || !isWithin(stat.realpath, git.root, platform)) return mounted;
  const folder = relativeTo(stat.realpath, git.root, platform);
  const loose = [...git.untracked, ...git.ignored];
  const whole = loose.some(name => name.endsWith("/") && `${folder}/`.startsWith(name));
  const inside = loose.filter(name => name.startsWith(`${folder}/`)).map(name => name.slice(folder.length + 1));
  const named = new Set(inside.map(name => name.split("/")[0]));
  if (!whole && !stat.entries.every(entry => named.has(entry))) return mounted;
  const sources =
    SOURCE_FOLDER.has(baseName(path).toLowerCase()) &&
    git.untracked.some(name => name.startsWith(`${folder}/`) && SOURCE_FILE.test(name));
  return [...mounted, "only-copy", ...(sources ? (["unsaved-sources"] as const) : [])];
}
