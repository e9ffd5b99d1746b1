/** Lists files that must not change unnoticed: the guard's, agents' settings, hooks, CI, shells' start-up files. */

import { guardFile, startupFile } from "../files/guard-files.ts";
import { matchesPath } from "../places/patterns.ts";
import { inOrder } from "../text/expressions.ts";
import type { Known } from "./change.ts";
import type { Weight } from "./finding.ts";

export interface Protected {
  readonly what: string;
  readonly weight: Weight;
}

/** Returns what the file is and its weight; undefined for an ordinary file. */
export function protectedFile(path: string, known: Known): Protected | undefined {
  const watched = known.agentAtWork ? "warning" : "note";
  const guard = guardFile(path, known.around);
  if (guard?.kind === "own") return { what: guard.what, weight: "alarm" };
  if (guard?.kind === "policy") return { what: guard.what, weight: watched };
  if (matchesPath(path, known.protect, [known.root]))
    return { what: "a file that your policy protects", weight: watched };
  // The agent itself writes this file whenever a person clicks "don't ask again".
  if (/\/settings\.local\.json$/.test(path) && guard) return { what: guard.what, weight: "note" };
  if (guard) return { what: guard.what, weight: watched };
  const ownHook = known.gitFolder !== undefined && path.startsWith(`${known.gitFolder}/hooks/`);
  if (ownHook && !path.endsWith(".sample")) return { what: "Git's hooks", weight: watched };
  if (IN_WORKSPACE.test(path)) return { what: "what runs by itself in this folder", weight: watched };
  const starts = startupFile(path, known.around);
  return starts === undefined ? undefined : { what: starts, weight: watched };
}

/** Files that shells and git read as soon as somebody works in the folder. */
const IN_WORKSPACE = inOrder([
  /\//,
  [
    /\.envrc/,
    /\.(bashrc|bash_profile|bash_login|profile|zshrc|zshenv|zprofile|zlogin)/,
    /\.config\/fish\/config\.fish|\.husky\/[^/_][^/]*/,
  ],
  /$/,
]);
